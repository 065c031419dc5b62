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

DateOrigin = Literal["metadata", "dateline", "url", "file name", "file time", "hand"]
"""Where a document's date was read, or `hand` where a person gave it."""


class IndexingError(Exception):
    """An error of the index, in one line that a person can act on."""


class ForeignError(IndexingError):
    """A file of no kind that has a loader, by content and by name: a picture, a film."""


@dataclass(frozen=True, slots=True)
class Source:
    """The metadata of a document.

    `name` identifies it in the library: the indexed folder's own name, then the path inside it,
    with forward slashes. `sha256` is of the file's bytes. `page_starts` holds the offset in the
    text at which each page begins, `page_labels` what is printed on each, where that is not its
    number; `headings` pairs an offset with the heading that starts there; `kinds` counts its
    blocks by kind, empty in libraries of older versions; `recognised` pairs the pages whose text
    was recognised in a picture with how sure it is, from 0 to 1.
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
    page_labels: tuple[str, ...] = ()
    headings: tuple[tuple[int, str], ...] = ()
    warnings: tuple[str, ...] = ()
    kinds: tuple[tuple[str, int], ...] = ()
    recognised: tuple[tuple[int, float], ...] = ()

    def page(self, offset: int) -> int | None:
        """The page, counted from 1, that holds the character at `offset`; None without pages."""
        return bisect_right(self.page_starts, offset) or None

    def page_label(self, offset: int) -> str | None:
        """What is printed on the page that holds `offset` ("iv"); None where it is its number."""
        page = self.page(offset)
        if page is None or page > len(self.page_labels):
            return None
        return self.page_labels[page - 1] or None

    def confidence(self, offset: int) -> float | None:
        """How sure the text at `offset` is that was recognised in a picture; None for others."""
        return dict(self.recognised).get(self.page(offset) or 0)

    def heading(self, offset: int) -> str | None:
        """The nearest heading at or above `offset`, or None."""
        above = bisect_right([start for start, _ in self.headings], offset)
        return self.headings[above - 1][1] if above else None


RECOGNITION = "rapidocr"
"""The package that recognises text in pictures: the extra `ocr`."""

WANTS_RECOGNITION = "pip install 'cited-assistant[ocr]'"
"""What is said of pages without text where that package is missing."""

SECTION_SEPARATOR = " › "
"""What stands between the parts of a section."""

LABEL = 120
"""Characters of a label, which may be a row's long first cell, that a section holds."""

BlockKind = Literal[
    "heading", "paragraph", "item", "row", "clause", "question", "turn", "code", "furniture"
]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document at exact offsets, white space after it included.

    A question is one of a list of questions with their answers; a turn is what one speaker says;
    furniture is what is repeated or decoration: page headers, rules, menus, a table's own head.
    `level` is a heading's, from 1, or an item's depth, from 1. `label` is a clause's or item's
    number as printed, a turn's speaker and time, a row's first cell. `columns` name a row's cells,
    one each. `above` are the headings, and the question, that it stands under, outermost first;
    `lead` is the sentence that an item's list, or a table, is introduced by.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    label: str = ""
    columns: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    lead: str = ""

    @property
    def section(self) -> str | None:
        """Where it stands, as people cite it: "3 Travel › 3.2"; None where nothing says it."""
        label = "" if self.kind in ("heading", "question") else " ".join(self.label.split())
        parts = (*self.above, label[:LABEL].removesuffix("."))
        return SECTION_SEPARATOR.join(part for part in parts if part) or None


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was loaded. All offsets count characters of `text`.

    `blocks` tile the text: the first begins at 0, each where the one before it ends.
    """

    source: Source
    text: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of one document: `document.text[start:end] == passage.text`, always.

    `blocks` are the document's that it holds, at their offsets there; one too long for a passage
    is in each passage that holds a part of it. They are empty in libraries of older versions.
    """

    source: Source
    start: int
    end: int
    text: str
    blocks: tuple[Block, ...] = ()

    def block_at(self, offset: int) -> Block | None:
        """The block that holds the document's character at `offset`; None where there is none."""
        number = bisect_right(self.blocks, offset, key=lambda block: block.start)
        return self.blocks[number - 1] if number else None


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
