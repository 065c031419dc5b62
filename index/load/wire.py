"""Messages between a loader and its child process: bytes after their length, replies as JSON.

A file may have taken the child over: the parent takes plain data from it, strictly validated.
"""

from dataclasses import dataclass
from functools import cache
from typing import IO, TYPE_CHECKING

from index.types import Document, ForeignError, IndexingError

if TYPE_CHECKING:
    from pydantic import TypeAdapter

STILL = b""
"""The reply that says that a file is still being read: its time begins again."""

LENGTH = 8
"""Bytes that hold a message's length."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file has no documents: an IndexingError's line, or a ForeignError's."""

    error: str
    foreign: bool


def send(stream: IO[bytes], *messages: bytes) -> None:
    """Write messages, each after its length."""
    for message in messages:
        stream.write(len(message).to_bytes(LENGTH, "big"))
        stream.write(message)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """The next message. Raises EOFError where the other side has gone."""
    length = int.from_bytes(exactly(stream, LENGTH), "big")
    return exactly(stream, length)


def exactly(stream: IO[bytes], length: int) -> bytes:
    """So many bytes of a stream. Raises EOFError where it has fewer."""
    message = stream.read(length)
    if len(message) < length:
        raise EOFError
    return message


def reply_to_json(reply: list[Document] | IndexingError) -> bytes:
    """A reply: documents, or the error that says why there are none."""
    if isinstance(reply, IndexingError):
        refusal = Refusal(str(reply), isinstance(reply, ForeignError))
        return reply_adapter().dump_json(refusal)
    return reply_adapter().dump_json(reply)


def documents_from_json(message: bytes) -> list[Document]:
    """The documents in a reply; raises the IndexingError that it holds instead.

    Raises ValueError where the message is no such reply.
    """
    reply = reply_adapter().validate_json(message)
    if isinstance(reply, Refusal):
        raise (ForeignError if reply.foreign else IndexingError)(reply.error)
    return reply


@cache
def reply_adapter() -> "TypeAdapter[list[Document] | Refusal]":
    """What turns replies into JSON and back; it takes some time to build."""
    from pydantic import ConfigDict, TypeAdapter

    return TypeAdapter(list[Document] | Refusal, config=ConfigDict(extra="forbid", strict=True))
