"""What is seen from outside: health, counters, and a log that keeps texts to itself."""

import json
import logging
import re
import time
from pathlib import Path

import httpx
import pytest

from assistant.app import Assistant
from assistant.serve.page.backend import Backend
from tests.page_fixtures import QUESTION, http, page_address, page_assistant, page_folder
from tests.page_server import served

__all__ = ["http", "page_address", "page_assistant", "page_folder"]


def test_health_says_whether_questions_can_be_answered(
    http: httpx.Client, page_assistant: Assistant, tmp_path: Path
) -> None:
    with served(page_assistant, ("reader", "secret")) as address:
        deadline = time.monotonic() + 60
        reply = http.get(f"{address}/health")
        while reply.json() == {"status": "opening"} and time.monotonic() < deadline:
            assert reply.status_code == 503
            time.sleep(0.05)
            reply = http.get(f"{address}/health")
        assert (reply.status_code, reply.json()) == (200, {"status": "ok"})
    (tmp_path / "chroma").mkdir()
    (tmp_path / "chroma" / "chroma.sqlite3").write_bytes(b"another program's")
    backend = Backend(Assistant(data=tmp_path, model="quotes"))
    backend.warm(lambda _line: None).join()
    assert "older layout" in backend.fault


def test_requests_are_counted_by_route(http: httpx.Client, page_address: str) -> None:
    http.get(f"{page_address}/api/documents/desk/river.txt")
    http.get(f"{page_address}/etc/passwd")
    text = http.get(f"{page_address}/metrics").text
    counted = (
        'assistant_requests_total{method="GET",path="/api/documents/{name:path}",status="200"}'
    )
    assert f"{counted} 1.0" in text
    assert "river" not in text
    assert "passwd" not in text
    assert re.search(r"^assistant_calls_waiting 0\.0$", text, re.MULTILINE)


def logged(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


@pytest.mark.parametrize("log", ["", "requests", "texts"])
def test_the_log_is_json_with_one_id_a_request_and_texts_on_request_alone(
    log: str,
    http: httpx.Client,
    page_assistant: Assistant,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assistant = Assistant(settings=page_assistant.settings, log=log, api_keys="anna:k-1")
    headers = {"authorization": "Bearer k-1", "x-request-id": "mine-7"}
    with served(assistant) as address:
        reply = http.post(f"{address}/api/ask", json={"question": QUESTION}, headers=headers)
        assert reply.headers["x-request-id"] == "mine-7"
        wild = {**headers, "x-request-id": 'x"} {"level": "forged'}
        other = http.get(f"{address}/api/documents/desk/river.txt", headers=wild)
        assert re.fullmatch(r"[0-9a-f]{32}", other.headers["x-request-id"])
    said = capsys.readouterr().err
    lines = logged(said)
    if not log:
        assert lines == []
        return
    mine = [line for line in lines if line["request"] == "mine-7"]
    assert [line["event"] for line in mine] == ["calls", "requests"]
    assert mine[1]["path"] == "/api/ask"
    assert (mine[1]["status"], mine[1]["user"]) == (200, "anna")
    assert "river.txt" not in said
    assert "k-1" not in said
    assert (QUESTION in said) == (log == "texts")
    assert ("212 centimetres" in said) == (log == "texts")
    assert not logging.getLogger("assistant.serve").handlers
    assistant.library.close()


@pytest.mark.parametrize("log", ["requests", "texts"])
def test_the_page_s_questions_are_logged_under_their_request_s_id(
    log: str,
    http: httpx.Client,
    page_assistant: Assistant,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assistant = Assistant(settings=page_assistant.settings, log=log)
    with served(assistant) as address:
        call = f"{address}/gradio_api/call/ask"
        asked = http.post(call, json={"question": QUESTION}, headers={"x-request-id": "by-api"})
        assert "212" in http.get(f"{call}/{asked.json()['event_id']}").text
        for identity in ("by-page-1", "by-page-2"):
            ask_on_page(http, address, identity)
    said = capsys.readouterr().err
    for identity in ("by-api", "by-page-1", "by-page-2"):
        mine = [line for line in logged(said) if line["request"] == identity]
        assert sorted(str(line["event"]) for line in mine) == ["calls", "requests"]
        (answered,) = (line for line in mine if line["event"] == "calls")
        assert (answered["model"], answered["abstained"]) == ("quotes", False)
        assert (answered.get("question") == QUESTION) == (log == "texts")
    assert (QUESTION in said) == (log == "texts")
    assistant.library.close()


def ask_on_page(http: httpx.Client, address: str, identity: str) -> None:
    """A question typed into the page, as its script sends it, to the end of its answer."""
    config = http.get(f"{address}/config").json()
    asking = next(
        each
        for each in config["dependencies"]
        if any(event == "submit" for _, event in each["targets"])
    )
    body = {
        "data": [QUESTION, None],
        "fn_index": asking["id"],
        "session_hash": f"session-{identity}",
        "event_data": None,
        "trigger_id": asking["targets"][0][0],
    }
    headers = {"x-request-id": identity}
    joined = http.post(f"{address}/gradio_api/queue/join", json=body, headers=headers)
    assert joined.status_code == 200
    query = {"session_hash": body["session_hash"]}
    with http.stream("GET", f"{address}/gradio_api/queue/data", params=query) as events:
        assert any('"process_completed"' in line for line in events.iter_lines())
