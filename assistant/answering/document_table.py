"""The same questions asked of each document: a row a document, a column a question."""

import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from glob import escape
from typing import Any

from assistant.answering.by_kind import sources_within
from assistant.answering.pipeline import Pipeline
from assistant.answering.state import Request
from assistant.errors import AssistantError
from assistant.json_form import table_json
from assistant.messages import say, says
from assistant.types import Answer, Citation, Verdict
from index.types import Source

NOT_SAID = "not said"
"""What a cell says where the document does not answer its question."""

_MARKERS = re.compile(r"\s*\[\d+\]")


@dataclass(frozen=True, slots=True)
class TableCell:
    """What one document says on one question: `text` with its citation and verdict.

    `text` is the direct answer, or the quote that answers; None where the document does not say.
    `confidence` in [0, 1] is that the document holds the answer; `notice` what there is to know.
    """

    text: str | None = None
    citation: Citation | None = None
    verdict: Verdict | None = None
    confidence: float = 0.0
    notice: str | None = None

    @property
    def said(self) -> bool:
        """Whether the document answers the question."""
        return self.text is not None

    def __str__(self) -> str:
        """The answer alone, or "not said"."""
        return self.text or say("table.not_said")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One document, and its cells in the order of the questions, as far as they are read."""

    document: str
    title: str
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """The questions, and a row for each document, in the order of their names."""

    questions: tuple[str, ...]
    rows: tuple[TableRow, ...]

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return len(self.questions) * len(self.rows)

    @property
    def read(self) -> int:
        """How many of them are read."""
        return sum(len(row.cells) for row in self.rows)

    def to_dict(self) -> dict[str, Any]:
        """The table as the JSON that `assistant table --json` prints."""
        return table_json(self)


def growing_table(pipeline: Pipeline, requests: Sequence[Request]) -> Generator[DocumentTable]:
    """Each request asked of each document that passes its filters, row by row.

    The table with no cell read comes first, then the table after each cell. A cell whose model
    fails says so in its notice.
    """
    filters = pipeline.begin(requests[0]).query.filters if requests else None
    sources = sources_within(pipeline.library, filters) if filters else []
    rows = [TableRow(source.name, source.title, ()) for source in sources]
    questions = tuple(each.question for each in requests)
    yield DocumentTable(questions, tuple(rows))
    for number, source in enumerate(sources):
        for request in requests:
            cells = (*rows[number].cells, _cell(pipeline, request, source))
            rows[number] = replace(rows[number], cells=cells)
            yield DocumentTable(questions, tuple(rows))


def _cell(pipeline: Pipeline, request: Request, source: Source) -> TableCell:
    """What a document says on a question: another's quotes are none of its."""
    asked = replace(request, pattern=escape(source.name))
    try:
        (answer,) = (update.answer for update in pipeline.run(asked) if update.answer)
    except AssistantError as error:
        return TableCell(notice=str(error))
    return table_cell(answer, source.name)


def table_cell(answer: Answer, document: str) -> TableCell:
    """The cell that an answer makes: its direct answer, or its first sentence that is borne out."""
    own = {each.marker: each for each in answer.citations if each.document == document}
    unsaid = TableCell(confidence=answer.confidence, notice=answer.notice)
    direct = answer.direct
    if answer.abstained or not own:
        return unsaid
    if direct and direct.marker in own:
        cited = own[direct.marker]
        text = " ".join(direct.text.split())
        return replace(unsaid, text=text, citation=cited, verdict=cited.verdict)
    borne_out = [
        (sentence, own[marker])
        for sentence in answer.sentences
        if sentence.verdict in ("supported", "partly")
        for marker in sentence.markers[:1]
        if marker in own
    ]
    if not borne_out:
        return unsaid
    # A list says all of its items, everything else what answers best.
    shown = borne_out if answer.kind == "list" else borne_out[:1]
    texts = [" ".join(_MARKERS.sub("", sentence.text).split()) for sentence, _ in shown]
    sentence, cited = borne_out[0]
    return replace(unsaid, text="; ".join(texts), citation=cited, verdict=sentence.verdict)


def doubtful(cell: TableCell) -> bool:
    """Whether the quote of a cell may not answer."""
    return says(cell.notice or "", "notice.doubt")
