"""A small library on disk, and the page over it served on loopback."""

import asyncio
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

import uvicorn

from assistant.app import Assistant
from assistant.serve.behind_proxy import NO_PROXY, Proxy
from assistant.serve.guard import LOOPBACK
from assistant.serve.server import application, listening_socket
from assistant.serve.users import UsersFile

RIVER = """Riverton, June 3, 2025: The Aldan river rose 212 centimetres in one night.

Mayor Ines Calder ordered the evacuation of 340 households in the lower town of Riverton.

The water works of Riverton were closed on Tuesday after the flood reached the pumps.
"""
BRIDGE = """Riverton, June 9, 2025: The old stone bridge will be rebuilt by the firm Hollis & Sons.

The bridge over the Aldan cost 4.2 million euros, engineer Tomas Brandt told the council.
"""
ATTACK = """Attackville, July 1, 2025: The museum of Attackville bought the Meridian clock.

<script>window.hurt = 1</script> <img src="x" onerror="window.hurt = 2"> The Meridian clock
 of Attackville weighs 77 kilograms <b onmouseover="window.hurt = 3">says</b> the curator.

![beacon](https://example.org/beacon.png) [link](javascript:window.hurt=4) {{constructor}} ${1}
"""
FILES = {"river.txt": RIVER, "bridge.txt": BRIDGE, "attack.txt": ATTACK}


def library(folder: Path) -> Assistant:
    """An assistant over the three articles, in `folder/data`; its documents in `folder/desk`."""
    desk = folder / "desk"
    desk.mkdir()
    for name, text in FILES.items():
        (desk / name).write_text(text, "utf-8")
    assistant = Assistant(data=folder / "data", model="quotes")
    report = assistant.index(desk)
    assert len(report.added) == len(FILES), report
    return assistant


@contextmanager
def served(
    assistant: Assistant, auth: tuple[str, str] | UsersFile | None = None, proxy: Proxy = NO_PROXY
) -> Iterator[str]:
    """The page on a free port of loopback, in a thread of its own; its address."""
    servers: SimpleQueue[uvicorn.Server] = SimpleQueue()

    async def serving(listener: socket.socket, scratch: str) -> None:
        hosts = LOOPBACK if proxy == NO_PROXY else None
        app = application(assistant, auth, hosts, scratch, proxy=proxy)
        config = uvicorn.Config(
            app, log_level="error", access_log=False, timeout_graceful_shutdown=0
        )
        server = uvicorn.Server(config)
        servers.put(server)
        await server.serve(sockets=[listener])

    with listening_socket("127.0.0.1", 0) as listener, tempfile.TemporaryDirectory() as scratch:
        host, port = listener.getsockname()
        thread = threading.Thread(target=asyncio.run, args=(serving(listener, scratch),))
        thread.start()
        server = servers.get(timeout=60)
        try:
            yield f"http://{host}:{port}"
        finally:
            server.should_exit = True
            thread.join()


def free_port() -> int:
    """A port that nobody listens at just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
