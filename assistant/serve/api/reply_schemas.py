"""What the API replies, typed: /openapi.json is made of it."""

from datetime import date

from pydantic import BaseModel, ConfigDict

from assistant.types import (
    AnswerKind,
    Citation,
    Conflict,
    DirectAnswer,
    Receipt,
    Timings,
    Usage,
    Verdict,
)


class _Reply(BaseModel):
    # What is added to the answers later must not be left out here.
    model_config = ConfigDict(extra="allow")


class PassageReply(_Reply):
    """A passage: `text` is characters `start` to `end` of the document's text, exactly."""

    document: str
    start: int
    end: int
    text: str
    score: float


class SentenceReply(_Reply):
    """One sentence of an answer or a draft, with what the sources say of it."""

    text: str
    verdict: Verdict
    markers: list[str]
    reason: str


class CheckedSentenceReply(SentenceReply):
    """One sentence of a draft, with its best quotes."""

    citations: list[Citation]


class AnswerReply(_Reply):
    """An answer: the JSON of `assistant ask --json`."""

    id: str
    question: str
    answer: str
    direct: DirectAnswer | None
    kind: AnswerKind
    abstained: bool
    confidence: float
    model: str
    notice: str | None
    conflict: Conflict | None
    sentences: list[SentenceReply]
    citations: list[Citation]
    passages: list[PassageReply]
    nearest: list[Citation]
    receipt: Receipt
    usage: Usage
    timings: Timings


class TableCellReply(_Reply):
    """What a document says on a question; `text` is null where it does not say."""

    question: str
    text: str | None
    verdict: Verdict | None
    citation: Citation | None
    confidence: float
    notice: str | None


class TableRowReply(_Reply):
    """A document, and its cells in the order of the questions."""

    document: str
    title: str
    cells: list[TableCellReply]


class TableReply(_Reply):
    """The JSON of `assistant table --json`."""

    questions: list[str]
    rows: list[TableRowReply]


class CheckReply(_Reply):
    """A draft's sentences: the JSON of `assistant check --json`."""

    id: str
    sentences: list[CheckedSentenceReply]


class SearchReply(_Reply):
    """The passages that were found, best first."""

    passages: list[PassageReply]


class DocumentReply(_Reply):
    """A document of the library, and how well it was read."""

    document: str
    title: str
    published: date | None = None
    passages: int
    characters: int
    pages: int | None = None
    warnings: list[str]


class DocumentsReply(_Reply):
    """The library's documents."""

    documents: list[DocumentReply]


class DocumentTextReply(DocumentReply):
    """A document with its text, which offsets count in."""

    text: str


class CollectionReply(_Reply):
    """A collection: the names of its members, folders too, and how many documents it has."""

    name: str
    members: list[str]
    documents: int


class CollectionsReply(_Reply):
    """The collections."""

    collections: list[CollectionReply]


class DeletedReply(_Reply):
    """The name that is no longer kept."""

    deleted: str
