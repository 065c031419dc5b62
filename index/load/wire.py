"""What goes between the reader and its child process: messages of bytes, documents as JSON.

Plain data alone: the parent believes a child that a file may have taken over in nothing else.
"""

import json
from dataclasses import asdict
from datetime import date
from typing import IO, Any

from index.types import Document, ForeignError, IndexingError, Source

LENGTH = 8


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


def packed(reply: list[Document] | IndexingError) -> bytes:
    """Documents, or why there are none, as JSON."""
    if isinstance(reply, IndexingError):
        foreign = isinstance(reply, ForeignError)
        return json.dumps({"error": str(reply), "foreign": foreign}).encode()
    return json.dumps([asdict(document) for document in reply], default=date.isoformat).encode()


def unpacked(message: bytes) -> list[Document]:
    """The documents in a message; raises the IndexingError that it holds instead.

    Raises ValueError, KeyError or TypeError where the message is none that `packed` made.
    """
    reply = json.loads(message)
    if isinstance(reply, dict):
        raise (ForeignError if reply["foreign"] else IndexingError)(reply["error"])
    return [Document(source(each["source"]), each["text"]) for each in reply]


def source(fields: dict[str, Any]) -> Source:
    """A source from its JSON."""
    day = fields["published"]
    return Source(
        **{
            **fields,
            "published": day and date.fromisoformat(day),
            "page_starts": tuple(fields["page_starts"]),
            "headings": tuple((start, words) for start, words in fields["headings"]),
            "warnings": tuple(fields["warnings"]),
        }
    )
