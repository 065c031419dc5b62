"""What a loader gives: readings, which become documents, and members, which are read in turn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from index.load.limits import Limits


@dataclass(frozen=True, slots=True)
class Reading:
    """One document as a loader read it.

    `published` is the day of publication as the file's metadata gives it, understood or not; `made`
    the day the file itself was made, which only stands in for it. `part` follows the file's name
    where a file holds several documents ("#3"), and `data` are then that part's own bytes. `prose`
    is False for tables, whose characters need not be letters.
    """

    text: str
    title: str | None = None
    published: date | str | None = None
    made: date | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    page_starts: tuple[int, ...] = ()
    headings: tuple[tuple[int, str], ...] = ()
    warnings: tuple[str, ...] = ()
    prose: bool = True
    part: str = ""
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a file: its path there, safe to append to a name, and its bytes."""

    path: str
    data: bytes


Item = Reading | Member | str
"""What a loader gives, one by one; a string tells in one line what it could not read."""


class Loader(Protocol):
    """The function `read` of each loader module.

    Raises IndexingError where the bytes can't be read. Its messages, and the strings it gives,
    leave out the file's name, which the front puts before them.
    """

    def __call__(self, data: bytes, limits: Limits, /) -> Iterable[Item]:
        """The items in the bytes of one file."""
        ...
