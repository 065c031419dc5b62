"""The bodies of the API, typed: /openapi.json is made of them, and MCP's tools take the same."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

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

Day = Annotated[date | None, Field(description="YYYY-MM-DD")]


class TurnBody(BaseModel):
    """One turn of the conversation so far."""

    model_config = ConfigDict(extra="forbid")
    role: Literal["user", "assistant"]
    content: str


class _Filters(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)
    since: Day = Field(default=None, description="only documents from this day on (YYYY-MM-DD)")
    until: Day = Field(default=None, description="only documents up to this day (YYYY-MM-DD)")
    within: str | None = Field(
        default=None,
        alias="in",
        description="only documents whose names fit this pattern, or one of several, one a line:"
        " reports/*; collection:NAME",
    )


class AskBody(_Filters):
    """A question."""

    question: str = Field(description="the question, in plain words")
    history: list[TurnBody] = Field(default=[], description="the turns before, oldest first")
    strict: bool = Field(default=False, description="leave out what no source bears out")
    id: str = Field(default="", description="handed through to the reply")


class TableBody(_Filters):
    """Questions to ask of each document."""

    questions: list[str] = Field(
        description="in plain words, each a column", min_length=1, max_length=100
    )


class CheckBody(BaseModel):
    """A draft."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(description="the draft whose sentences are compared with the library")
    id: str = Field(default="", description="handed through to the reply")


class SearchBody(_Filters):
    """A query."""

    query: str = Field(description="what to look for, in plain words")
    limit: int | None = Field(default=None, ge=1, le=50, description="how many passages at most")


class ReadBody(BaseModel):
    """A document's name, and which characters of it."""

    model_config = ConfigDict(extra="forbid")
    document: str = Field(description="its name, as citations and passages give it")
    start: int = Field(default=0, ge=0, description="the first character")
    end: int | None = Field(
        default=None, ge=0, description="the character after the last; none: the end"
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
