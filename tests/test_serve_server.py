"""The whole application: what is asked of whom, where it listens, how it ends."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from gradio_client import Client  # type: ignore[import-untyped]

from assistant.app import Assistant
from assistant.errors import SettingsError
from assistant.serve import serve
from assistant.serve.guard import OPEN, OPEN_BELOW
from assistant.serve.server import is_loopback, listening_socket
from tests.asgi_requests import basic
from tests.page_fixtures import http, page_assistant, page_folder
from tests.page_server import free_port, served

__all__ = ["http", "page_assistant", "page_folder"]

AUTH = ("reader", "secret words")


def test_every_route_of_the_application_wants_the_password(
    http: httpx.Client, page_assistant: Assistant
) -> None:
    with served(page_assistant, AUTH) as address:
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
        client = Client(address, headers=basic(*AUTH), verbose=False)
        assert client.predict("The bridge cost 4.2 million euros.", api_name="/check")["sentences"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.8.8"])
def test_loopback_is_this_machine(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", ""])
def test_beyond_loopback_a_password_is_wanted(host: str, tmp_path: Path) -> None:
    assert not is_loopback(host)
    assistant = Assistant(data=tmp_path / "data", model="quotes")
    with pytest.raises(SettingsError, match="--auth USER:PASSWORD, or say --allow-public"):
        serve(lambda: assistant, host=host)


def test_a_port_that_is_taken_is_reported_in_one_line(tmp_path: Path) -> None:
    assistant = Assistant(data=tmp_path / "data", model="quotes")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"port {port} .*--port") as raised:
            serve(lambda: assistant, port=port)
        assert "\n" not in str(raised.value)


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70_000), ("no.such.host.invalid", 0)])
def test_an_address_that_can_not_be_had_is_reported(host: str, port: int) -> None:
    with pytest.raises(SettingsError, match="can't listen"):
        listening_socket(host, port)


@pytest.mark.slow
def test_serving_reports_its_address_and_ends_at_an_interrupt(page_folder: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "assistant.cli", "serve", "--port", str(port)]
    environment = os.environ | {
        "ASSISTANT_DATA": str(page_folder / "data"),
        "ASSISTANT_MODEL": "quotes",
    }
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment, text=True) as page:
        assert page.stderr is not None
        assert (
            page.stderr.readline() == f"The page is at http://127.0.0.1:{port} (Ctrl-C ends it)\n"
        )
        with httpx.stream("GET", f"http://127.0.0.1:{port}/gradio_api/heartbeat/x") as open_page:
            assert open_page.status_code == 200
            page.send_signal(signal.SIGINT)
            rest = page.stderr.read()
        assert page.wait(20) == 0
    assert rest == ""


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.5, 1.0, 2.0])
def test_a_page_that_is_ended_while_it_starts_leaves_no_traceback(
    page_folder: Path, seconds: float
) -> None:
    command = [sys.executable, "-m", "assistant.cli", "serve", "--port", str(free_port())]
    environment = os.environ | {
        "ASSISTANT_DATA": str(page_folder / "data"),
        "ASSISTANT_MODEL": "quotes",
    }
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment, text=True) as page:
        time.sleep(seconds)
        page.send_signal(signal.SIGINT)
        _, said = page.communicate(timeout=20)
    assert "Traceback" not in said
    assert page.returncode in (0, 130)
