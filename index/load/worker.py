"""Loading in a child process what needs a parser: the process can be ended and replaced."""

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import IO, Self, cast

from index.load import load_bytes, read_bytes
from index.load.kinds import is_risky
from index.load.limits import Limits
from index.load.wire import STILL, documents_from_json, receive, send
from index.types import Document, IndexingError

START_SECONDS = 60.0
SERVED = 500
"""Files after which a child is replaced, since parsers free less memory than they take."""
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TEMP", "SYSTEMROOT", "VIRTUAL_ENV")
"""The variables that the child has of the environment: none that may be a secret."""


class Loader:
    """Loads files' documents; a context manager, safe to call from several threads.

    Text, Markdown, CSV and JSON Lines are loaded in this process. For the rest one child process
    is started when first needed and used again; one that hangs, crashes or takes too much memory
    is replaced, and only the file it was loading is lost.
    """

    def __init__(self, limits: Limits | None = None, passwords: Sequence[str] = ()) -> None:
        """Within the limits; encrypted files are opened by one of the `passwords`."""
        self.limits, self._passwords = limits or Limits(), tuple(passwords)
        self._turn = threading.Lock()
        self._child: Child | None = None
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """End the child process, even while it loads a file."""
        self._closed = True
        # Killed without the lock, which the thread that loads a file holds meanwhile.
        if child := self._child:
            child.kill()
        with self._turn:
            self._drop()

    def load(self, path: Path, name: str) -> list[Document]:
        """The documents in a file. Raises IndexingError in one line that starts with `name`."""
        return self.load_bytes(read_bytes(path, name=name, limits=self.limits), name)

    def load_bytes(self, data: bytes, name: str) -> list[Document]:
        """As `load`, for bytes at hand."""
        if not is_risky(data, name):
            return load_bytes(data, name=name, limits=self.limits)
        with self._turn:
            if self._closed:
                raise IndexingError(f"{name}: was not read, for the reader has been closed")
            try:
                return self._ask(name, data)
            except BaseException as error:
                # An interrupt leaves a reply in the pipe, which the next file would be given.
                if not isinstance(error, IndexingError):
                    self._drop()
                raise

    def _ask(self, name: str, data: bytes) -> list[Document]:
        if self._child and self._child.served >= SERVED:
            self._drop()
        child = self._child = self._child or self._started(name)
        try:
            child.served += 1
            reply = child.ask(self.limits.seconds, name.encode(), data)
            return documents_from_json(reply)
        except (EOFError, OSError, ValueError) as error:
            self._drop()
            seconds = f"{self.limits.seconds:g} s"
            reason = (
                f"took longer than {seconds} to read: divide it, or raise the limit"
                if child.expired
                else "crashed its reader: open it in its program and save it again"
            )
            raise IndexingError(f"{name}: {reason}") from error
        finally:
            if child.expired:
                self._drop()

    def _started(self, name: str) -> "Child":
        try:
            return Child(self.limits, self._passwords)
        except (EOFError, OSError) as error:
            raise IndexingError(f"{name}: its reader did not start: is memory short?") from error

    def _drop(self) -> None:
        if self._child:
            self._child.end()
        self._child = None


class Child:
    """One child process, its pipes, and the timer that ends it."""

    def __init__(self, limits: Limits, passwords: Sequence[str] = ()) -> None:
        """Start it. Raises EOFError or OSError where that fails."""
        self.expired = False
        self.served = 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "index.load.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(os.environ),
        )
        try:
            self.ask(START_SECONDS, json.dumps([asdict(limits), passwords]).encode())
        except BaseException:
            self.end()
            raise

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def ask(self, seconds: float, *messages: bytes) -> bytes:
        """The reply to some messages. Raises EOFError or OSError where the process ends instead."""
        stdin = cast(IO[bytes], self._process.stdin)
        stdout = cast(IO[bytes], self._process.stdout)
        timer = self._timer(seconds)
        try:
            send(stdin, *messages)
            while (reply := receive(stdout)) == STILL:
                timer.cancel()
                timer = self._timer(seconds)
            return reply
        finally:
            timer.cancel()

    def _timer(self, seconds: float) -> threading.Timer:
        timer = threading.Timer(seconds, self._expire)
        timer.daemon = True
        timer.start()
        return timer

    def _expire(self) -> None:
        self.expired = True
        self.kill()

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()

    def end(self) -> None:
        """End the process and close its pipes."""
        self.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):  # what could not be sent is dropped
                cast(IO[bytes], pipe).close()


def environment(own: Mapping[str, str]) -> dict[str, str]:
    """The child's environment: where its modules are, and little else."""
    kept = {name: own[name] for name in KEPT if name in own}
    return kept | {
        "PYTHONPATH": os.pathsep.join(str(Path(entry).absolute()) for entry in sys.path),
        "PYTHONUTF8": "1",
        # Each thread would take address space, which is bounded.
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "1",
    }
