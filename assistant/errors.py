"""The index's errors as the assistant's own, and an error's words as one line."""

from collections.abc import Iterator
from contextlib import contextmanager

from assistant.types import LibraryError
from index.types import IndexingError


@contextmanager
def translated() -> Iterator[None]:
    """What the index raises comes out as the one kind that the command and the page show."""
    try:
        yield
    except IndexingError as error:
        raise LibraryError(str(error)) from error


def one_line(error: object) -> str:
    """An error's words on one line, without characters that could steer a terminal."""
    text = str(error)
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
