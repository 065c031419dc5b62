"""Offline: no connection beyond this machine, whatever else is set.

In processes of their own: what is forbidden once stays so.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant, Settings, SettingsError
from assistant.offline import is_this_machine
from tests.command import MET
from tests.endpoint import Endpoint, Reply

ROOT = Path(__file__).parent.parent

PROBES = """
import asyncio, json, socket, sys
import httpx
from assistant import Assistant
Assistant(model="quotes")

async def opened():
    await asyncio.open_connection("192.0.2.1", 80)

def udp(address, family=socket.AF_INET):
    with socket.socket(family, socket.SOCK_DGRAM) as one:
        one.sendto(b"x", address)

def sent(address):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.sendmsg([b"x"], [], 0, address)

def tried(probe):
    try:
        probe()
    except OSError as error:
        return "OFFLINE" in str(error)
    except httpx.ConnectError as error:
        return "OFFLINE" in str(error)
    return None

forbidden = [
    lambda: socket.create_connection(("192.0.2.1", 80), timeout=1),
    lambda: socket.create_connection(("2001:db8::1", 80), timeout=1),
    lambda: socket.getaddrinfo("example.org", 443),
    lambda: socket.gethostbyname("example.org"),
    lambda: socket.gethostbyaddr("192.0.2.1"),
    lambda: socket.getnameinfo(("192.0.2.1", 80), 0),
    lambda: udp(("192.0.2.1", 53)),
    lambda: udp(("2001:db8::1", 53), socket.AF_INET6),
    lambda: sent(("192.0.2.1", 53)),
    lambda: asyncio.run(opened()),
    lambda: httpx.get("http://192.0.2.1/", timeout=1),
    lambda: httpx.get("http://example.org/", timeout=1),
]
with socket.create_server(("127.0.0.1", 0)) as server:
    address = server.getsockname()
    allowed = [
        lambda: socket.create_connection(address, timeout=1).close(),
        lambda: socket.create_connection(("localhost", address[1]), timeout=1).close(),
        lambda: udp(address),
    ]
    print(json.dumps([[tried(one) for one in forbidden], [tried(one) for one in allowed]]))
"""


def environment(folder: Path, **others: str) -> dict[str, str]:
    own = {"ASSISTANT_OFFLINE": "1", "ASSISTANT_DATA": str(folder), "PYTHONPATH": str(ROOT)}
    return os.environ | own | others


def run(folder: Path, *arguments: str, **others: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *arguments],
        env=environment(folder, **others),
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("proxy", ["", "http://127.0.0.1:9"])
def test_only_this_machine_can_be_reached(tmp_path: Path, proxy: str) -> None:
    done = run(tmp_path, "-c", PROBES, HTTP_PROXY=proxy, http_proxy=proxy, ALL_PROXY=proxy)
    assert done.stderr == ""
    forbidden, allowed = json.loads(done.stdout)
    assert forbidden == [True] * len(forbidden)
    assert allowed == [None] * len(allowed)


def test_a_key_alone_sends_nothing_anywhere(tmp_path: Path) -> None:
    done = run(
        tmp_path, "-m", "assistant.cli", "ask", MET, "--json", OPENAI_API_KEY="sk-test-elsewhere"
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    assert answer["model"] == "quotes"
    assert answer["citations"]


@pytest.mark.parametrize(
    "settings",
    [
        {"ASSISTANT_MODEL": "openai:gpt-5-mini"},
        {"ASSISTANT_MODEL": "gpt-5-mini"},
        {"ASSISTANT_MODEL": "openai:x", "OPENAI_BASE_URL": "http://192.0.2.1/v1"},
        {"ASSISTANT_MODEL": "anthropic:claude", "ANTHROPIC_API_KEY": "sk-test"},
    ],
)
def test_a_model_elsewhere_is_refused_in_one_line(tmp_path: Path, settings: dict[str, str]) -> None:
    done = run(tmp_path, "-m", "assistant.cli", "ask", MET, OPENAI_API_KEY="sk-test-1", **settings)
    assert (done.returncode, done.stdout) == (1, "")
    last = done.stderr.splitlines()[-1]
    assert last.startswith("assistant: ASSISTANT_OFFLINE is set, and the model")
    assert "Traceback" not in done.stderr


def test_a_model_on_this_machine_answers(tmp_path: Path, endpoint: Endpoint) -> None:
    endpoint.otherwise = Reply("They met [1].")
    done = run(
        tmp_path,
        *("-m", "assistant.cli", "ask", MET, "--json"),
        OPENAI_API_KEY=endpoint.key,
        OPENAI_BASE_URL=endpoint.base_url,
        ASSISTANT_MODEL=f"openai:{endpoint.model}",
    )
    assert json.loads(done.stdout)["model"] == f"openai:{endpoint.model}"
    assert endpoint.requests


@pytest.mark.parametrize(
    ("value", "offline"), [("1", True), ("true", True), ("0", False), ("", False), ("No", False)]
)
def test_the_setting_is_a_switch(
    monkeypatch: pytest.MonkeyPatch, value: str, offline: bool
) -> None:
    monkeypatch.setenv("ASSISTANT_OFFLINE", value)
    assert Settings.load().offline is offline


def test_what_is_no_switch_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ASSISTANT_OFFLINE", "perhaps")
    with pytest.raises(SettingsError, match="ASSISTANT_OFFLINE is 'perhaps': give 1 or 0"):
        Assistant(data=tmp_path)


@pytest.mark.parametrize(
    ("host", "here"),
    [
        *(("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("localhost", True)),
        *(("192.0.2.1", False), ("example.org", False), ("", False), ("localhost.evil", False)),
    ],
)
def test_this_machine_is_loopback(host: str, here: bool) -> None:
    assert is_this_machine(host) is here
