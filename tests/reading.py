"""Files at hand read as tests mostly do: into one document, or into one refusal."""

import pytest

from index.load import Limits, load_bytes
from index.types import Document, IndexingError


def one(data: bytes, name: str = "notes/a.txt") -> Document:
    """The one document of a file."""
    [document] = load_bytes(data, name=name)
    return document


def refusal(data: bytes, name: str = "notes/a.txt", limits: Limits | None = None) -> str:
    """Why a file is refused: a line that begins with its name."""
    with pytest.raises(IndexingError) as failure:
        load_bytes(data, name=name, limits=limits or Limits())
    message = str(failure.value)
    assert message.startswith(name)
    assert "\n" not in message
    assert len(message) < 300
    return message


def kinds(document: Document) -> list[str]:
    """The kinds of a document's blocks, in order."""
    return [block.kind for block in document.blocks]
