"""What a format loader yields: documents as loaded, and members, which are loaded in turn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from index.load.limits import Limits
from index.types import Block


@dataclass(frozen=True, slots=True)
class LoadedDocument:
    """One document as a format loader gives it: its text, and the metadata of its file.

    `published` is the date of publication as the metadata gives it, parsed or not; `created` the
    day the file was created, used where nothing else gives a date. `part` follows the file's name
    where a file holds several documents ("#3"), and `data` are then that part's own bytes. `prose`
    is False for tables, whose characters need not be letters. `recognised` are the pages that were
    read from pictures, as in `Source`, `remedy` what helps where no page has text. `blocks` are
    those that the format itself knows, in order (`index.load.blocks` collects them); text between
    them, and the text of a format that knows none, is divided by its layout.
    """

    text: str
    title: str | None = None
    published: date | str | None = None
    created: date | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    page_starts: tuple[int, ...] = ()
    page_labels: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    warnings: tuple[str, ...] = ()
    prose: bool = True
    recognised: tuple[tuple[int, float], ...] = ()
    remedy: str = "run text recognition (OCR) over it first"
    part: str = ""
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a file: its path there, safe to append to a name, and its bytes.

    Without a path it is called as the file around it, less its ending: "notes.txt" in notes.txt.gz.
    """

    path: str
    data: bytes


Item = LoadedDocument | Member | str
"""What a format loader yields; a string says in one line what it could not load."""


class FormatLoader(Protocol):
    """The function `read` of each format's module.

    Raises IndexingError where the bytes can't be loaded. Its messages, and the strings it yields,
    leave out the file's name, which `index.load.files` puts before them.
    """

    def __call__(self, data: bytes, limits: Limits, /) -> Iterable[Item]:
        """The items in the bytes of one file."""
        ...
