"""The types that every room of the index shares: documents, passages, hits, embedders, errors."""

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
    """An error of the index, in one line that a person can act on."""


class ForeignError(IndexingError):
    """A file of no kind that has a loader, by content and by name: a picture, a film."""


@dataclass(frozen=True, slots=True)
class Source:
    """The metadata of a document.

    `name` identifies it in the library: the indexed folder's own name, then the path inside it,
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
    """A document as it was loaded. All offsets count characters of `text`."""

    source: Source
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of one document: `document.text[start:end] == passage.text`, always."""

    source: Source
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question.

    `score` is the fused score, higher is better. `similarity` is the cosine between question and
    passage, in [-1, 1]; `lexical` the BM25 score, 0 where they share no word.
    """

    passage: Passage
    score: float
    similarity: float
    lexical: float


class Embedder(Protocol):
    """Turns texts into unit vectors. `name` and `dimension` are recorded in the library."""

    @property
    def name(self) -> str:
        """The embedder's name, which the library records."""
        ...

    @property
    def dimension(self) -> int:
        """The vectors' length."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension), each of length 1."""
        ...
