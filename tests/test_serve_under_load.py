"""Many askers at once, a server that is ended while it works, and the benchmark in small."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from assistant.app import Assistant
from benchmarks.served_library import make_library, questions
from benchmarks.serving import main, soak
from benchmarks.serving import served as served_by_command
from tests.endpoint import Endpoint, Reply
from tests.page_fixtures import QUESTION, http, page_assistant, page_folder
from tests.page_server import free_port, served

__all__ = ["http", "page_assistant", "page_folder"]

LONG = 60
"""Seconds after which something hangs."""


def until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + LONG
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_slow_model_has_every_asker_s_question_at_once(
    page_assistant: Assistant, endpoint: Endpoint
) -> None:
    askers = 24
    assistant = Assistant(
        settings=page_assistant.settings,
        model="openai:gpt-test",
        openai_api_key=endpoint.key,
        openai_base_url=endpoint.base_url,
    )
    endpoint.otherwise = Reply("The Aldan river rose 212 centimetres in one night [1].")
    history = [{"role": "user", "content": QUESTION}]

    async def all_of_them(address: str) -> list[httpx.Response]:
        limits = httpx.Limits(max_connections=askers + 1)
        given = {"base_url": address, "timeout": LONG, "limits": limits, "trust_env": False}
        async with httpx.AsyncClient(**given) as client:  # type: ignore[arg-type]
            # Every other one goes on from a question, which the model is asked to make whole first.
            calls = [
                client.post(
                    "/api/ask", json={"question": QUESTION, "history": history * (each % 2)}
                )
                for each in range(askers)
            ]
            work = asyncio.gather(*calls)
            await asyncio.to_thread(until, lambda: len(endpoint.requests) >= askers)
            # Searching goes on while all of them wait.
            found = await client.post("/api/search", json={"query": QUESTION})
            assert found.json()["passages"]
            endpoint.gate.set()
            return await work

    endpoint.gate.clear()
    with served(assistant) as address:
        replies = asyncio.run(all_of_them(address))
    assert [reply.status_code for reply in replies] == [200] * askers
    assert all("212" in reply.json()["answer"] for reply in replies)
    assistant.library.close()


@contextmanager
def by_command(folder: Path, endpoint: Endpoint) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`assistant serve` over a library, with the model on loopback; its address and process."""
    port = free_port()
    command = [sys.executable, "-m", "assistant.cli", "serve", "--port", str(port)]
    given = {
        "ASSISTANT_DATA": str(folder / "data"),
        "ASSISTANT_MODEL": "openai:gpt-test",
        "OPENAI_API_KEY": endpoint.key,
        "OPENAI_BASE_URL": endpoint.base_url,
    }
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, env=os.environ | given, text=True
    ) as process:
        try:
            assert process.stderr is not None
            while "The page is at" not in process.stderr.readline():
                assert process.poll() is None
            yield f"http://127.0.0.1:{port}", process
        finally:
            process.kill()


def from_program(http: httpx.Client, address: str) -> str:
    return http.post(f"{address}/api/ask", json={"question": QUESTION}).text


def from_page(http: httpx.Client, address: str) -> str:
    call = f"{address}/gradio_api/call/ask"
    event = http.post(call, json={"question": QUESTION}).json()["event_id"]
    return http.get(f"{call}/{event}").text


@pytest.mark.slow
@pytest.mark.parametrize("ask", [from_program, from_page])
def test_what_runs_is_finished_when_the_server_is_ended(
    ask: Callable[[httpx.Client, str], str],
    http: httpx.Client,
    page_folder: Path,
    endpoint: Endpoint,
) -> None:
    endpoint.otherwise = Reply("The Aldan river rose 212 centimetres in one night [1].")
    endpoint.gate.clear()
    said: list[str] = []
    with by_command(page_folder, endpoint) as (address, process):
        asker = threading.Thread(target=lambda: said.append(ask(http, address)))
        asker.start()
        until(lambda: bool(endpoint.requests))
        process.send_signal(signal.SIGTERM)
        time.sleep(4)  # longer than an open page holds the server up
        assert process.poll() is None
        with pytest.raises(httpx.TransportError):  # nobody else comes in
            httpx.get(f"{address}/health", trust_env=False)
        endpoint.gate.set()
        asker.join(LONG)
        assert process.wait(LONG) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""
    assert "212 centimetres" in said[0]
    assert '"verdict": "supported"' in said[0] or '"verdict":"supported"' in said[0]


@pytest.mark.slow
def test_the_benchmark_in_small(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sizes = "--passages 200 --seconds 3 --clients 1 8 --askers 12 --slots 4 --model-seconds 1"
    main([*sizes.split(), "--library", str(tmp_path), "--json"])
    found = json.loads(capsys.readouterr().out)
    for row in found["quotes"]:
        assert row["answers"] > 0
        assert row["refused"] == 0
        assert 0 < row["p50"] <= row["p95"] <= row["p99"]
        assert row["processor_ms"] > 0
    model = found["model"]
    assert model["answers"] == model["askers"] == 12
    # Four at a time, a second each: the last wait for two others at least.
    assert model["p95"] > 2 * 1
    assert model["endpoints_queue_p95"] > 1


@pytest.mark.slow
def test_memory_stays_flat_under_load(tmp_path: Path) -> None:
    data = make_library(tmp_path, 300, 7)
    asked = iter(questions(300, 100_000, 7))
    with served_by_command(data) as (address, process):
        megabytes = asyncio.run(soak(address, process, asked, LONG))
    half = len(megabytes) // 2
    grown = sum(megabytes[half:]) / len(megabytes[half:]) - sum(megabytes[:half]) / half
    assert grown < 0.05 * megabytes[0], megabytes
