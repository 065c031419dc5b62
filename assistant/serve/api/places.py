"""Places for the calls that work at one time, and a bounded queue before them."""

import asyncio
import contextvars
from collections.abc import AsyncGenerator, Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import aclosing
from typing import Any, TypeVar

from starlette.requests import Request

from assistant.processor import Processor

_T = TypeVar("_T")


class FullQueueError(Exception):
    """Nobody else can wait just now."""


class ClientLeftError(Exception):
    """Who asked has closed the connection."""


class Places:
    """Runs calls in threads, so many at a time; some more wait, and the others are refused.

    Of those that run, `computing` compute at one time: the others wait for a language model.
    """

    def __init__(self, at_once: int, waiting: int, computing: int) -> None:
        self._threads = ThreadPoolExecutor(at_once, "call")
        self._processor = Processor(computing)
        self._free, self._limit = asyncio.Semaphore(at_once), waiting
        self.waiting = self.working = 0

    @property
    def busy(self) -> bool:
        """Whether a call works or waits."""
        return bool(self.working or self.waiting)

    async def run(self, call: Callable[[], _T]) -> _T:
        """What a call gives. Raises FullQueueError."""

        def once() -> Iterator[_T]:
            yield call()

        async with aclosing(self.stream(once)) as results:
            return await anext(results)

    async def stream(self, call: Callable[[], Iterator[_T]]) -> AsyncGenerator[_T]:
        """What a call gives piece by piece. Raises FullQueueError before the first.

        Closing it ends the call: its place is free as soon as the thread is.
        """
        number = self._processor.arrived()
        await self._take()
        loop, context = asyncio.get_running_loop(), contextvars.copy_context()
        pieces = call()

        def another() -> _T | None:
            with self._processor.turn(number):
                return next(pieces, None)

        step: Future[_T | None] | None = None
        try:
            while True:
                step = self._threads.submit(context.run, another)
                piece = await asyncio.wrap_future(step)
                if piece is None:
                    return
                yield piece
        finally:

            def end(_step: "Future[_T | None]") -> None:
                context.run(getattr(pieces, "close", lambda: None))
                loop.call_soon_threadsafe(self._give)

            if step is not None:
                step.add_done_callback(end)

    async def _take(self) -> None:
        if self._free.locked() and self.waiting >= self._limit:
            raise FullQueueError
        self.waiting += 1
        try:
            await self._free.acquire()
        finally:
            self.waiting -= 1
        self.working += 1

    def _give(self) -> None:
        self.working -= 1
        self._free.release()


async def unless_client_leaves(request: Request, work: "asyncio.Future[_T]") -> _T:
    """What the work gives; where the client leaves first it is stopped. Raises ClientLeftError.

    The request's body has been read: all that can still come is the disconnect.
    """
    gone = asyncio.ensure_future(_gone(request))
    either: set[asyncio.Future[Any]] = {work, gone}
    try:
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            raise ClientLeftError
        return work.result()
    finally:
        gone.cancel()
        work.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
