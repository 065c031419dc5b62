"""The child process that reads risky files: requests come on stdin, replies go to stdout.

It ends when its parent does, however that ends: a thread waits on stdin for requests and leaves
the process when there are no more. A parser that never lets that thread run is ended by the
system's clock.
"""

import contextlib
import json
import os
import queue
import signal
import sys
import threading
from typing import IO

from index.load import load_bytes
from index.load.limits import Limits
from index.load.wire import packed, receive, send
from index.types import IndexingError

GRACE = 5.0
"""Seconds after which a child ends itself that its parent should have ended."""


def main() -> None:
    """Serve requests until the parent closes its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    requests, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a parser prints must not mix with the replies
    limits = Limits(**json.loads(receive(requests)))
    confine(limits)
    send(replies, b"ready")
    waiting: queue.SimpleQueue[tuple[str, bytes]] = queue.SimpleQueue()
    threading.Thread(target=listen, args=(requests, waiting), daemon=True).start()
    while True:
        name, data = waiting.get()
        set_clock(limits.seconds + GRACE)
        reply = answer(name, data, limits)
        set_clock(0)
        send(replies, reply)


def listen(requests: IO[bytes], waiting: "queue.SimpleQueue[tuple[str, bytes]]") -> None:
    """Pass requests on; leave the process when the parent has gone, or memory has."""
    try:
        while True:
            name = receive(requests).decode()
            waiting.put((name, receive(requests)))
    finally:
        os._exit(0)


def answer(name: str, data: bytes, limits: Limits) -> bytes:
    """The documents of a file, or the line that says why there are none, for the way back."""
    try:
        return packed(load_bytes(data, name=name, limits=limits))
    except IndexingError as error:
        return packed(error)
    except MemoryError:
        return packed(IndexingError(f"{name}: {limits.out_of_memory}"))


def confine(limits: Limits) -> None:
    """Bound the memory of this process, on systems that know how."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))


def set_clock(seconds: float) -> None:
    """Have the system end this process after so many seconds; 0 calls it off."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    main()
