"""The words every room of the index speaks in: what a document is, a passage, a hit."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Vectors: TypeAlias = "NDArray[np.float32]"

DateOrigin = Literal["metadata", "dateline", "url", "file name", "file time"]


class IndexingError(Exception):
    """Something the index could not do, told in one line that a person can act on."""


class ForeignError(IndexingError):
    """A file that is of no kind the library reads, by content and by name: a picture, a film."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of a document besides its text.

    `name` is what the library calls it: the indexed folder's own name, then the path inside it,
    with forward slashes. `sha256` is of the file's bytes. `page_starts` holds the offset in the
    text at which each page begins; `headings` pairs an offset with the heading that starts there.
    """

    name: str
    title: str
    sha256: str = ""
    published: date | None = None
    published_from: DateOrigin | None = None
    outlet: str | None = None
    author: str | None = None
    characters: int = 0
    page_starts: tuple[int, ...] = ()
    headings: tuple[tuple[int, str], ...] = ()
    warnings: tuple[str, ...] = ()

    def page(self, offset: int) -> int | None:
        """The page, counted from 1, that holds the character at `offset`; None without pages."""
        return bisect_right(self.page_starts, offset) or None

    def heading(self, offset: int) -> str | None:
        """The nearest heading at or above `offset`, or None."""
        above = bisect_right([start for start, _ in self.headings], offset)
        return self.headings[above - 1][1] if above else None


@dataclass(frozen=True, slots=True)
class Document:
    """One source file as it was read. All offsets count characters of `text`."""

    source: Source
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one document: `document.text[start:end] == passage.text`, always."""

    source: Source
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question.

    `score` is the fused rank score, higher is better. `similarity` is the cosine between question
    and passage, in [-1, 1]; `lexical` the BM25 score, 0 where no word was shared.
    """

    passage: Passage
    score: float
    similarity: float
    lexical: float


class Embedder(Protocol):
    """Turns texts into unit vectors. `name` and `dimension` are recorded with what it made."""

    @property
    def name(self) -> str:
        """What the library records of who made its vectors."""
        ...

    @property
    def dimension(self) -> int:
        """The vectors' length."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension), each of length 1."""
        ...
