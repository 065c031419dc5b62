"""Turns at the processor: so many callers compute at one time, and whoever came first comes first.

More at once would only be slower, and all would be done at the end. A caller that waits for another
machine's reply lets go of its turn meanwhile.
"""

import heapq
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import count


class Processor:
    """Turns, `at_once` of them at a time, by the numbers that `arrived` gave out."""

    def __init__(self, at_once: int) -> None:
        self._free, self._arrivals = at_once, count()
        self._waiting: list[tuple[int, threading.Event]] = []
        self._guard = threading.Lock()

    @property
    def waiting(self) -> int:
        """How many wait for a turn."""
        return len(self._waiting)

    def arrived(self) -> int:
        """A caller's number: the lower, the sooner it gets a turn."""
        return next(self._arrivals)

    @contextmanager
    def turn(self, number: int) -> Iterator[None]:
        """Waits for a turn, and has it as long as the context lasts."""
        self._take(number)
        token = _MINE.set((self, number))
        try:
            yield
        finally:
            _MINE.reset(token)
            self._give()

    def _take(self, number: int) -> None:
        with self._guard:
            if self._free:
                self._free -= 1
                return
            called = threading.Event()
            heapq.heappush(self._waiting, (number, called))
        called.wait()

    def _give(self) -> None:
        with self._guard:
            if self._waiting:
                heapq.heappop(self._waiting)[1].set()  # the turn is handed on, and never free
            else:
                self._free += 1

    @contextmanager
    def lent(self, number: int) -> Iterator[None]:
        """Lets another caller have this turn meanwhile, and takes one again."""
        self._give()
        try:
            yield
        finally:
            self._take(number)


_MINE: ContextVar[tuple[Processor, int] | None] = ContextVar("turn", default=None)
"""The turn that this context has."""


@contextmanager
def elsewhere() -> Iterator[None]:
    """While it lasts the caller waits for something that others compute: its turn, if any, is free.

    It must not be held across a generator's `yield`.
    """
    mine = _MINE.get()
    if mine is None:
        yield
        return
    processor, number = mine
    with processor.lent(number):
        yield
