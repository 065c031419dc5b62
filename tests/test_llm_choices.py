"""The models that are set up, as servers on this machine list them."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from assistant import Settings
from assistant.llm.choices import model_choices
from assistant.settings import OPENAI_MODEL

KEY = "sk-test-5d21c0ffee"


@contextmanager
def server(status: int, body: str, headers: dict[str, str] | None = None) -> Iterator[list[str]]:
    """A server that says the same to everybody; its address, then who was asked with which key."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
            """Nothing."""

        def do_GET(self) -> None:
            asked.append(f"{self.path} {self.headers.get('authorization')}")
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    asked.append(f"http://127.0.0.1:{made.server_port}")
    try:
        yield asked
    finally:
        made.shutdown()
        thread.join()
        made.server_close()


@pytest.fixture(autouse=True)
def no_ollama(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OLLAMA_HOST", "127.0.0.1:9")


def test_quotations_come_first_and_the_model_in_use_is_there() -> None:
    assert model_choices(Settings()) == ["quotes", OPENAI_MODEL]
    assert model_choices(Settings(model="gguf:a.gguf")) == ["quotes", "gguf:a.gguf", OPENAI_MODEL]


def test_servers_on_this_machine_list_their_models(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = json.dumps({"data": [{"id": "small"}, {"id": "large"}, {"id": 7}, "x"]})
    pulled = json.dumps({"models": [{"name": "qwen3:4b"}]})
    with server(200, listed) as own, server(200, pulled) as ollama:
        monkeypatch.setenv("OLLAMA_HOST", ollama[0].removeprefix("http://"))
        settings = Settings(openai_base_url=f"{own[0]}/v1", openai_api_key=KEY, model="quotes")
        found = model_choices(settings)
    assert found == ["quotes", "openai:small", "openai:large", "ollama:qwen3:4b"]
    assert own[1:] == [f"/v1/models Bearer {KEY}"]
    assert ollama[1:] == ["/api/tags None"]


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, "broken"),
        (200, "<html>"),
        (200, "[]"),
        (200, '{"data": 3}'),
        (200, '{"data": [null, {"id": null}]}'),
        (200, "\udcff".encode("utf-8", "replace").decode()),
    ],
)
def test_one_that_misbehaves_lists_nothing(status: int, body: str) -> None:
    with server(status, body) as own:
        assert model_choices(Settings(openai_base_url=own[0], model="quotes")) == ["quotes"]


def test_a_key_is_not_carried_to_another_server() -> None:
    with server(200, '{"data": [{"id": "stolen"}]}') as other:
        there = {"Location": f"{other[0]}/models"}
        with server(302, "", there) as own:
            settings = Settings(openai_base_url=own[0], openai_api_key=KEY, model="quotes")
            assert model_choices(settings) == ["quotes"]
    assert other[1:] == []


def test_no_server_beyond_this_machine_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OLLAMA_HOST", "http://models.invalid:11434")
    settings = Settings(openai_base_url="https://models.invalid/v1", model="quotes")
    assert model_choices(settings) == ["quotes"]
