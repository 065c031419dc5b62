"""The child process that loads risky files: requests come on stdin, replies go to stdout.

It ends when its parent does, however that ends: a thread waits on stdin for requests and exits the
process when the pipe closes. If a parser never lets that thread run, the system's timer ends it.
"""

import contextlib
import json
import os
import queue
import signal
import sys
import threading
from collections.abc import Sequence
from typing import IO

from index.load import load_bytes, progress
from index.load.limits import Limits
from index.load.wire import STILL, receive, reply_adapter, reply_to_json, send
from index.types import IndexingError

GRACE = 5.0
"""Seconds beyond the limit after which a child ends itself, if its parent has not."""


def main() -> None:
    """Serve requests until the parent closes its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    requests, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a parser prints must not mix with the replies
    bounds, passwords = json.loads(receive(requests))
    limits = Limits(**bounds)
    reply_adapter()  # built before memory is bounded
    confine(limits)
    send(replies, b"ready")
    waiting: queue.SimpleQueue[tuple[str, bytes]] = queue.SimpleQueue()
    threading.Thread(target=listen, args=(requests, waiting), daemon=True).start()

    def wait_on() -> None:
        set_clock(limits.seconds + GRACE)
        send(replies, STILL)

    progress.listen(wait_on)
    while True:
        name, data = waiting.get()
        set_clock(limits.seconds + GRACE)
        reply = answer(name, data, limits, passwords)
        set_clock(0)
        send(replies, reply)


def listen(requests: IO[bytes], waiting: "queue.SimpleQueue[tuple[str, bytes]]") -> None:
    """Queue the requests; exit the process when the parent has gone, or memory runs out."""
    try:
        while True:
            name = receive(requests).decode()
            waiting.put((name, receive(requests)))
    finally:
        os._exit(0)


def answer(name: str, data: bytes, limits: Limits, passwords: Sequence[str] = ()) -> bytes:
    """The reply for a file: its documents, or the error, as JSON."""
    try:
        return reply_to_json(load_bytes(data, name=name, limits=limits, passwords=passwords))
    except IndexingError as error:
        return reply_to_json(error)
    except MemoryError:
        return reply_to_json(IndexingError(f"{name}: {limits.out_of_memory}"))


def confine(limits: Limits) -> None:
    """Bound the memory of this process, on systems that can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))


def set_clock(seconds: float) -> None:
    """Have the system end this process after so many seconds; 0 cancels it."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    main()
