"""Calls of a language model: time-outs between words, retries before the first one.

A reply is read by a coroutine on one background event loop. So a time-out, or a caller who stops
reading, ends the call at once and closes its connection, whatever still arrives on it, and it
works the same from a thread, a notebook or a server.
"""

import asyncio
import atexit
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import aclosing, closing
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, cast

from assistant.errors import ModelError
from assistant.llm.failures import diagnose
from assistant.llm.reasoning import Reasoning, ReasoningSplitter
from assistant.processor import elsewhere
from assistant.types import Notice, Usage
from index.retry import RetryPolicy
from prompts import Message

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator

    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

Piece = str | Reasoning | Notice | Usage
"""A part of a reply: some of its text or of the thoughts before it, or what follows the text."""

MAX_REPLY_CHARACTERS = 20_000
"""A longer reply is cut: a small model can repeat itself without end."""

MAX_REASONING_CHARACTERS = 200_000
"""The same of what a model thinks aloud before it replies."""

CUT = Notice("The model's reply was cut at its length limit; its end is missing.")

_REASONING_KEYS = ("reasoning_content", "reasoning")
_BLOCK_KEYS = ("thinking", "reasoning")
_SENTENCE_ENDS = tuple('.!?…。！？"”’»)]】}`*|')
_FINISH_REASON_KEYS = ("finish_reason", "stop_reason", "done_reason", "status")
_FILTERED = {"content_filter", "refusal", "safety"}
_TOO_LONG = {"length", "max_tokens", "incomplete"}


@dataclass(frozen=True, slots=True)
class ModelClient:
    """A LangChain chat model, called with our time-outs and retries.

    `name` is the model's name in messages. `timeout` is the longest wait, in seconds, for the first
    word and between two words, thoughts too; a server's keep-alive does not extend it. A reply that
    takes longer than `longest` seconds in all is cut.
    """

    model: "BaseChatModel"
    name: str
    timeout: float
    retry: RetryPolicy = field(default_factory=RetryPolicy)
    longest: float = 300.0

    def stream(self, messages: Sequence[Message]) -> Iterator[Piece]:
        """The reply's text in pieces, a `Notice` if it was cut for length, its `Usage` if known.

        Raises ModelError where there is no whole reply. Asks again only before the first word.
        """
        waited = 0.0
        for attempt in count(1):
            started = False
            try:
                with closing(self._attempt(messages)) as pieces:
                    for piece in pieces:
                        started = True
                        yield piece
                return
            except Exception as error:
                failure = diagnose(error, self.name, self.timeout, started=started)
            # Raised outside the handler: the foreign error may hold the key or a document's words.
            if started or not failure.retryable:
                raise failure.error
            delay = self.retry.delay(attempt, waited, failure.retry_after)
            if delay is None:
                raise failure.error
            with elsewhere():
                self.retry.sleep(delay)
            waited += delay

    def reply(self, messages: Sequence[Message], *, whole: bool = True) -> tuple[str, Usage]:
        """The reply, and the tokens used. Raises ModelError, if `whole` also where it was cut."""
        text, usage = "", Usage()
        for piece in self.stream(messages):
            match piece:
                case str():
                    text += piece
                case Reasoning(recalls=True):
                    text = ""
                case Usage():
                    usage = piece
                case Notice() if whole:
                    raise ModelError(f"The reply of the model {self.name} was cut for length.")
        return text, usage

    def _attempt(self, messages: Sequence[Message]) -> "Generator[Piece]":
        pieces: SimpleQueue[Piece | None] = SimpleQueue()
        call = asyncio.run_coroutine_threadsafe(self._read(messages, pieces.put), _loop())
        call.add_done_callback(lambda _: pieces.put(None))  # however it ends, the loop below does
        try:
            while (piece := _waited_for(pieces)) is not None:
                yield piece
            call.result()
        finally:
            call.cancel()  # also where whoever reads the pieces has stopped

    async def _read(self, messages: Sequence[Message], put: Callable[[Piece], None]) -> None:
        from langchain_core.messages import AIMessageChunk
        from langsmith import tracing_context

        whole = AIMessageChunk(content="")
        splitter, told = ReasoningSplitter(), _Told(put)
        clock = asyncio.get_running_loop().time
        end = clock() + self.longest
        with tracing_context(enabled=False):  # documents go to the model alone
            async with (
                asyncio.timeout(self.timeout) as deadline,
                aclosing(self._chunks(messages)) as chunks,
            ):
                async for chunk in chunks:
                    whole += _without_text(chunk)
                    text, thoughts = str(chunk.text), _thoughts(chunk)
                    if thoughts:
                        told.tell([Reasoning(thoughts)])
                    told.tell(splitter.feed(text))
                    if text or thoughts:
                        deadline.reschedule(clock() + self.timeout)
                    if told.too_long or clock() > end:
                        put(CUT)
                        return
        told.tell(splitter.close())
        for piece in self._end(whole, told.text):
            put(piece)

    def _chunks(self, messages: Sequence[Message]) -> "AsyncGenerator[AIMessageChunk]":
        stream = self.model.astream(list(messages))
        return cast("AsyncGenerator[AIMessageChunk]", stream)

    def _end(self, whole: "AIMessageChunk", text: str) -> Iterator[Piece]:
        """What follows the text; raises where the text is not a whole reply."""
        metadata: dict[str, Any] = whole.response_metadata
        reason = next(
            (str(metadata[key]).lower() for key in _FINISH_REASON_KEYS if metadata.get(key)), ""
        )
        if whole.additional_kwargs.get("refusal"):
            raise ModelError(f"The model {self.name} refused to answer.")
        if reason in _FILTERED:
            raise ModelError(f"The content filter of the model {self.name} stopped its answer.")
        # That protocol ends with a reason. Some servers leave it out, so that a reply whose last
        # sentence is whole is one; of any other the connection was cut.
        is_ended = reason or text.rstrip().endswith(_SENTENCE_ENDS)
        if not is_ended and metadata.get("model_provider") == "openai":
            raise ConnectionError("the stream ended without saying why")
        if not text.strip():
            spent = " and had used up its length limit" if reason in _TOO_LONG else ""
            raise ModelError(f"The model {self.name} sent an empty reply{spent}.")
        if reason in _TOO_LONG:
            yield CUT
        if used := whole.usage_metadata:
            yield Usage(used["input_tokens"], used["output_tokens"])


def _waited_for(pieces: "SimpleQueue[Piece | None]") -> Piece | None:
    if not pieces.empty():
        return pieces.get()
    with elsewhere():
        return pieces.get()


class _Told:
    """What of a reply has been passed on: its text so far, and how long its thoughts are."""

    def __init__(self, put: Callable[[Piece], None]) -> None:
        self._put = put
        self._pieces: list[str] = []
        self._length = self._thought = 0

    def tell(self, pieces: Iterable[str | Reasoning]) -> None:
        for piece in pieces:
            self._put(piece)
            match piece:
                case str():
                    self._pieces.append(piece)
                    self._length += len(piece)
                case Reasoning(recalls=True):
                    self._pieces.clear()
                    self._length = 0
                case Reasoning():
                    self._thought += len(piece.text)

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    @property
    def too_long(self) -> bool:
        return self._length > MAX_REPLY_CHARACTERS or self._thought > MAX_REASONING_CHARACTERS


def _without_text(chunk: "AIMessageChunk") -> "AIMessageChunk":
    """A piece without its words, so that adding up a reply's pieces takes time linear in it."""
    beside = chunk.additional_kwargs.items()
    kept = {name: value for name, value in beside if name not in _REASONING_KEYS}
    return chunk.model_copy(update={"content": "", "additional_kwargs": kept})


def _thoughts(chunk: "AIMessageChunk") -> str:
    """What a piece holds of a model's reasoning, in whatever field its provider sends it."""
    for key in _REASONING_KEYS:
        if isinstance(held := chunk.additional_kwargs.get(key), str) and held:
            return held
    blocks = chunk.content if isinstance(chunk.content, list) else []
    found = [block.get(key) for block in blocks if isinstance(block, dict) for key in _BLOCK_KEYS]
    return "".join(text for text in found if isinstance(text, str))


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """The event loop on which all calls are read, on a thread of its own until the program ends."""
    ready: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def run() -> None:
        ended = asyncio.Event()
        ready.set_result((asyncio.get_running_loop(), ended))
        await ended.wait()

    thread = threading.Thread(target=asyncio.run, args=(run(),), name="model calls", daemon=True)
    thread.start()
    loop, ended = ready.result()

    # So that a program that ends in the middle of a reply ends quietly.
    def stop() -> None:
        loop.call_soon_threadsafe(ended.set)
        thread.join()

    atexit.register(stop)
    return loop
