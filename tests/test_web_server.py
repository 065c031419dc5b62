"""The whole application: what is open, what is asked of whom, what programs get."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import httpx
import pytest
from gradio_client import Client  # type: ignore[import-untyped]
from gradio_client.exceptions import AppError  # type: ignore[import-untyped]

from assistant.app import Assistant
from assistant.errors import SettingsError
from assistant.history.evidence_pack import verify_pack
from assistant.history.quote_state import in_folder, in_library
from assistant.serve import serve
from assistant.serve.guard import OPEN, OPEN_BELOW
from assistant.serve.page.desk import Desk
from assistant.serve.page.session import Session
from assistant.serve.page.talk import Talk
from assistant.serve.server import is_loopback, listening
from index.load.worker import Loader
from tests.web_desk import FILES, free_port, library, served

QUESTION = "How much did the Aldan river rise?"
AUTH = ("reader", "secret words")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def assistant(folder: Path) -> Iterator[Assistant]:
    made = library(folder)
    yield made
    made.library.close()


@pytest.fixture(scope="module")
def page(assistant: Assistant) -> Iterator[str]:
    with served(assistant) as address:
        yield address


@pytest.fixture(scope="module")
def http() -> Iterator[httpx.Client]:
    """One client for all: each costs as much as many requests."""
    with httpx.Client(timeout=60, trust_env=False) as made:
        yield made


@pytest.fixture(scope="module")
def turn(assistant: Assistant) -> int:
    session = Session()
    for _ in Talk(Desk(assistant)).ask(QUESTION, session):
        pass
    assert session.turn is not None
    return session.turn


def test_the_page_mentions_no_other_host(http: httpx.Client, page: str) -> None:
    html = http.get(page).text
    config = http.get(f"{page}/config").text
    assert "The reading room" in html
    hosts = set(re.findall(r"https?://[^/\"'\\\s<>]+", html + config)) - {page}
    # A namespace, and the example in Gradio's description of a file: neither is ever asked for.
    assert hosts <= {"http://www.w3.org", "https://github.com"}


def test_telemetry_and_footers_are_off(http: httpx.Client, page: str) -> None:
    config = http.get(f"{page}/config").json()
    assert config["analytics_enabled"] is False
    assert config["footer_links"] == []
    theme = http.get(f"{page}/theme.css").text
    assert set(re.findall(r"https?://[^/'\"]+", theme)) <= {"http://www.w3.org"}


def test_every_route_of_the_application_wants_the_password(
    http: httpx.Client, assistant: Assistant
) -> None:
    with served(assistant, AUTH) as address:
        paths = [*OPEN, *(f"{below}x" for below in OPEN_BELOW), "/x", "/gradio_api/file=/etc/hosts"]
        for path in paths:
            for method in ("GET", "POST"):
                reply = http.request(method, address + path)
                assert reply.status_code == 401, (method, path)
        assert http.get(address, auth=AUTH).status_code == 200
        assert http.get(f"{address}/config", auth=(AUTH[0], "wrong")).status_code == 401
        with pytest.raises(ValueError, match="Invalid credentials"):
            Client(address, auth=(AUTH[0], "wrong"), verbose=False)
        client = Client(address, auth=AUTH, verbose=False)
        assert client.predict(api_name="/documents")["documents"]
        header = httpx.BasicAuth(*AUTH)._auth_header
        client = Client(address, headers={"authorization": header}, verbose=False)
        assert client.predict("The bridge cost 4.2 million euros.", api_name="/check")["sentences"]


def test_programs_see_three_endpoints_with_their_arguments(page: str) -> None:
    client = Client(page, verbose=False)
    told: Any = client.view_api(return_format="dict", print_info=False)
    endpoints = told["named_endpoints"]
    assert set(endpoints) == {"/ask", "/check", "/documents"}
    assert told["unnamed_endpoints"] == {}
    arguments = [one["parameter_name"] for one in endpoints["/ask"]["parameters"]]
    assert arguments == ["question", "history", "since", "until", "within"]
    assert [one["parameter_has_default"] for one in endpoints["/ask"]["parameters"]] == [
        False,
        True,
        True,
        True,
        True,
    ]


def test_programs_ask_check_and_list(page: str) -> None:
    client = Client(page, verbose=False)
    answer = client.predict(QUESTION, api_name="/ask")
    assert "212 centimetres" in answer["answer"]
    (cited, *_) = answer["citations"]
    assert FILES["river.txt"][cited["start"] : cited["end"]] == cited["quote"]
    history = [
        {"role": "user", "content": QUESTION},
        {"role": "assistant", "content": answer["answer"]},
    ]
    follow = client.predict("Who ordered the evacuation?", history, api_name="/ask")
    assert "Calder" in follow["answer"]
    early = client.predict(QUESTION, until="2025-01-01", api_name="/ask")
    assert early["abstained"]
    checked = client.predict("The river rose 212 centimetres in one night.", api_name="/check")
    assert checked["sentences"][0]["citations"]
    listed = client.predict(api_name="/documents")["documents"]
    assert {one["document"] for one in listed} == {f"desk/{name}" for name in FILES}


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        ({"question": " "}, "the question is empty"),
        ({"question": "Who?", "since": "May"}, "not a date"),
        ({"question": "Who?", "history": [{"role": "wizard", "content": "x"}]}, "a turn of"),
    ],
)
def test_a_programs_mistake_is_told_in_one_line(
    page: str, arguments: dict[str, Any], wrong: str
) -> None:
    client = Client(page, verbose=False)
    with pytest.raises(AppError, match=wrong):
        client.predict(**arguments, api_name="/ask")


def test_the_pages_own_events_are_no_endpoints(http: httpx.Client, page: str) -> None:
    events = http.get(f"{page}/config").json()["dependencies"]
    names = {one["api_name"] for one in events if one["api_visibility"] == "private"}
    assert names
    for name in names:
        reply = http.post(f"{page}/gradio_api/call/{name}", json={"data": []})
        assert reply.status_code == 404, name
    reply = http.post(f"{page}/gradio_api/call/documents", json={"data": []})
    assert reply.json()["event_id"]


def test_an_answer_is_taken_along_and_verified(
    http: httpx.Client, page: str, turn: int, folder: Path, assistant: Assistant, tmp_path: Path
) -> None:
    markdown = http.get(f"{page}/answers/{turn}.md")
    assert "attachment" in markdown.headers["content-disposition"]
    assert "[^1]" in markdown.text
    pack = tmp_path / "evidence.json"
    pack.write_bytes(http.get(f"{page}/answers/{turn}.json").content)
    assert json.loads(pack.read_text())["engine"] == "quotes"
    with Loader() as reader:
        report = verify_pack(pack, in_folder(folder / "desk", reader))
        assert report.ok, report.lines()
        assert verify_pack(pack, in_library(assistant.library)).ok
        river = folder / "desk" / "river.txt"
        river.write_text(FILES["river.txt"].replace("212", "213"))
        assert not verify_pack(pack, in_folder(folder / "desk", reader)).ok
        river.write_text(FILES["river.txt"])


def test_feedback_is_taken_along(
    http: httpx.Client, page: str, turn: int, assistant: Assistant
) -> None:
    Desk(assistant).conversations.judge(turn, "up", "right")
    with ZipFile(BytesIO(http.get(f"{page}/feedback.zip").content)) as archive:
        assert json.loads(archive.read("questions.jsonl"))["note"] == "right"
        assert archive.read("documents/desk/river.txt").decode() == FILES["river.txt"]


@pytest.mark.parametrize("path", ["/answers/999.md", "/answers/999.json", "/answers/x.md"])
def test_an_answer_that_is_not_there_is_told(http: httpx.Client, page: str, path: str) -> None:
    reply = http.get(page + path)
    assert reply.status_code in (404, 422)
    assert "Traceback" not in reply.text


def test_a_picture_that_is_not_to_be_had_is_told(http: httpx.Client, page: str) -> None:
    given = {"document": "desk/river.txt", "page": "1", "start": "0", "end": "5"}
    reply = http.get(f"{page}/page.png", params=given)
    assert reply.status_code == 404
    assert "no PDF" in reply.text


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.8.8"])
def test_loopback_is_this_machine(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", ""])
def test_beyond_loopback_a_password_is_wanted(host: str, tmp_path: Path) -> None:
    assert not is_loopback(host)
    desk = Assistant(data=tmp_path / "data", model="quotes")
    with pytest.raises(SettingsError, match="--auth USER:PASSWORD, or say --allow-public"):
        serve(lambda: desk, host=host)


def test_a_port_that_is_taken_is_told_in_one_line(tmp_path: Path) -> None:
    desk = Assistant(data=tmp_path / "data", model="quotes")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"port {port} .*--port") as told:
            serve(lambda: desk, port=port)
        assert "\n" not in str(told.value)


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70_000), ("no.such.host.invalid", 0)])
def test_an_address_that_can_not_be_had_is_told(host: str, port: int) -> None:
    with pytest.raises(SettingsError, match="can't listen"):
        listening(host, port)


@pytest.mark.slow
def test_serving_tells_its_address_and_ends_at_an_interrupt(folder: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "assistant.cli", "serve", "--port", str(port)]
    environment = os.environ | {"ASSISTANT_DATA": str(folder / "data"), "ASSISTANT_MODEL": "quotes"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment, text=True) as page:
        assert page.stderr is not None
        assert (
            page.stderr.readline() == f"The page is at http://127.0.0.1:{port} (Ctrl-C ends it)\n"
        )
        with httpx.stream("GET", f"http://127.0.0.1:{port}/gradio_api/heartbeat/x") as open_page:
            assert open_page.status_code == 200
            page.send_signal(signal.SIGINT)
            told = page.stderr.read()
        assert page.wait(20) == 0
    assert told == ""


def test_what_runs_beside_the_first_request_can_not_spoil_it(
    http: httpx.Client, assistant: Assistant
) -> None:
    """Warnings are errors here, and threads that set them aside do so for the whole process."""
    done = threading.Event()

    def set_aside() -> None:
        while not done.is_set():
            with warnings.catch_warnings():
                done.wait(0.0005)

    beside = [threading.Thread(target=set_aside) for _ in range(3)]
    with served(assistant) as address:
        for one in beside:
            one.start()
        try:
            first = http.get(f"{address}/gradio_api/info")
        finally:
            done.set()
            for one in beside:
                one.join()
    assert first.status_code == 200
