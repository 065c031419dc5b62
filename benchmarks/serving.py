"""Answers a second of `assistant serve`, and how long each takes, for more and more clients.

    python -m benchmarks.serving [--passages 20000] [--seconds 15] [--soak SECONDS] [--json]

A made library (`benchmarks.served_library`) is served by the command itself; each client asks its
next question as soon as its last is answered; few come twice. Then a language model on loopback
that takes two seconds, so many replies at one time, has --askers at once. A soak asks for SECONDS
and prints the server's memory in between. On a busy machine read the ratios alone.
"""

import argparse
import asyncio
import json
import os
import platform
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import httpx

from assistant.evaluate.metrics import percentile
from benchmarks.served_library import make_library, questions

SEED = 7


@contextmanager
def served(data: Path, **environment: str) -> Iterator[tuple[str, int]]:
    """The address of `assistant serve` over a data folder, and its process."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    command = [sys.executable, "-m", "assistant.cli", "serve", "--port", str(port)]
    given = os.environ | {"ASSISTANT_DATA": str(data), "ASSISTANT_MODEL": "quotes"} | environment
    with subprocess.Popen(command, env=given, stderr=subprocess.DEVNULL) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(600):
                try:
                    if httpx.get(f"{address}/health").status_code == 200:
                        break
                except httpx.TransportError:
                    pass
                time.sleep(0.1)
            yield address, server.pid
        finally:
            server.terminate()


async def ask(client: httpx.AsyncClient, question: str) -> tuple[float, int]:
    """The seconds that an answer takes, and its status."""
    started = time.perf_counter()
    reply = await client.post("/api/ask", json={"question": question})
    return time.perf_counter() - started, reply.status_code


async def load(
    address: str, process: int, asked: Iterator[str], clients: int, seconds: float
) -> dict[str, Any]:
    """What so many clients get who each ask again as soon as they are answered.

    With it the processor time of an answer, which other programs on the machine hardly change.
    """
    spent: list[float] = []
    refused = 0
    end = time.perf_counter() + seconds

    async def one(client: httpx.AsyncClient) -> None:
        nonlocal refused
        while time.perf_counter() < end:
            took, status = await ask(client, next(asked))
            if status == 200:
                spent.append(took)
            else:
                refused += 1
                await asyncio.sleep(0.5)

    started, worked = time.perf_counter(), processor_seconds(process)
    limits = httpx.Limits(max_connections=clients)
    async with httpx.AsyncClient(base_url=address, timeout=120, limits=limits) as client:
        await asyncio.gather(*(one(client) for _ in range(clients)))
    found = figures(spent, time.perf_counter() - started)
    each = (processor_seconds(process) - worked) / max(1, len(spent))
    return found | {"clients": clients, "refused": refused, "processor_ms": round(1000 * each)}


def figures(spent: Sequence[float], seconds: float) -> dict[str, Any]:
    """Answers a second, and the median and high percentiles of their seconds."""
    parts = {f"p{part}": round(percentile(spent, part) or 0.0, 3) for part in (50, 95, 99)}
    return {"answers": len(spent), "a_second": round(len(spent) / seconds, 2), **parts}


@asynccontextmanager
async def slow_model(slots: int, seconds: float) -> AsyncIterator[str]:
    """The address of a model that takes its time, so many replies at once; others wait there."""
    free = asyncio.Semaphore(slots)

    async def reply(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.partition(b"content-length:")[2].split(b"\r\n")[0])
        await reader.readexactly(length)
        async with free:
            await asyncio.sleep(seconds)
        delta = {"role": "assistant", "content": "It was opened in 1900 [1]."}
        choice = {"index": 0, "delta": delta, "finish_reason": "stop"}
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "slow"}
        body = f"data: {json.dumps({**chunk, 'choices': [choice]})}\n\ndata: [DONE]\n\n".encode()
        writer.write(
            b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n"
            + b"content-length: %d\r\n\r\n" % len(body)
            + body
        )
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(reply, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"


async def with_model(
    data: Path, asked: Iterator[str], askers: int, slots: int, takes: float
) -> dict[str, Any]:
    """One asker alone, then all at once, beside the endpoint's own queue: a reply `takes` long."""
    async with slow_model(slots, takes) as base_url:
        given = {
            "ASSISTANT_MODEL": "openai:slow",
            "OPENAI_API_KEY": "none",
            "OPENAI_BASE_URL": base_url,
        }
        manager = served(data, **given)
        address, _ = await asyncio.to_thread(manager.__enter__)
        try:
            limits = httpx.Limits(max_connections=askers)
            async with httpx.AsyncClient(base_url=address, timeout=300, limits=limits) as client:
                for _ in range(2):
                    alone, _ = await ask(client, next(asked))
                started = time.perf_counter()
                together = await asyncio.gather(*(ask(client, next(asked)) for _ in range(askers)))
                seconds = time.perf_counter() - started
        finally:
            await asyncio.to_thread(manager.__exit__, None, None, None)
    queue = ((percentile(list(range(1, askers + 1)), 95) or 0.0) / slots - 1) * takes
    found = figures([took for took, status in together if status == 200], seconds)
    return found | {
        "askers": askers,
        "slots": slots,
        "alone": round(alone, 3),
        "endpoints_queue_p95": round(queue, 3),
        "p95_beside_alone_and_queue": round(found["p95"] / (1.3 * alone + queue), 3),
    }


def processor_seconds(process: int) -> float:
    """The processor time of a process so far."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(process: int, kind: str = "VmRSS") -> float:
    """The resident memory of a process, in MB."""
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    return int(status.partition(f"{kind}:")[2].split()[0]) / 1024


def peak_memory(process: int) -> float:
    """The most that it was, in MB."""
    return memory(process, "VmHWM")


async def soak(address: str, process: int, asked: Iterator[str], seconds: float) -> list[float]:
    """The server's memory in MB, ten times over: the first third of the time is left out."""
    await load(address, process, asked, 4, seconds / 3)
    found = [memory(process)]
    for _ in range(10):
        await load(address, process, asked, 4, seconds / 15)
        found.append(memory(process))
    return [round(each, 1) for each in found]


async def measure(options: argparse.Namespace) -> dict[str, Any]:
    data = make_library(options.library, options.passages, SEED)
    asked = iter(questions(options.passages, 200_000, SEED))
    found: dict[str, Any] = {"machine": machine(), "passages": options.passages}
    with served(data) as (address, process):
        await load(address, process, asked, 2, 3)  # warm
        found["quotes"] = [
            await load(address, process, asked, clients, options.seconds)
            for clients in options.clients
        ]
        if options.soak:
            found["soak_mb"] = await soak(address, process, asked, options.soak)
    if options.askers:
        found["model"] = await with_model(
            data, asked, options.askers, options.slots, options.model_seconds
        )
    return found


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    return {
        "cores": len(os.sched_getaffinity(0)),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        **{name: version(name) for name in ("onnxruntime", "chromadb", "uvicorn")},
    }


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=20_000)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 4, 16])
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--askers", type=int, default=50)
    parser.add_argument("--slots", type=int, default=8, help="replies at once of the model")
    parser.add_argument("--model-seconds", type=float, default=2.0, help="how long a reply takes")
    parser.add_argument("--soak", type=float, default=0, metavar="SECONDS")
    parser.add_argument("--library", type=Path, help="where the made library is kept")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        options.library = options.library or Path(scratch)
        found = asyncio.run(measure(options))
    if options.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        rows = value if isinstance(value, list) else [value]
        print(name, *rows, sep="\n  ")


if __name__ == "__main__":
    main()
