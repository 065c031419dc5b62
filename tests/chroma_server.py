"""Chroma's own server, run for real on loopback."""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


class ChromaServer:
    """`chroma run` over a folder; it can be killed and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.url, self._folder = f"http://127.0.0.1:{self.port}", folder
        self.start()

    def start(self) -> None:
        """Run it, and wait until it answers."""
        program = Path(sys.executable).with_name("chroma")
        where = ("--path", str(self._folder), "--host", "127.0.0.1", "--port", str(self.port))
        self._process = subprocess.Popen(
            [program, "run", *where], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        last = time.monotonic() + 60
        while True:
            try:
                with urllib.request.urlopen(f"{self.url}/api/v2/heartbeat", timeout=1):
                    return
            except OSError:
                if time.monotonic() > last:
                    raise
                time.sleep(0.1)

    def kill(self) -> None:
        """End it at once, as a crash does."""
        self._process.kill()
        self._process.wait()


@contextmanager
def chroma_server(folder: Path) -> Iterator[ChromaServer]:
    """A server that is there for a while."""
    server = ChromaServer(folder)
    try:
        yield server
    finally:
        server.kill()
