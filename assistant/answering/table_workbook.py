"""A table over documents as an Excel workbook."""

import io
from typing import Any

from assistant.answering.document_table import DocumentTable
from assistant.history.citation_place import printed_page, section_below_title
from assistant.types import Citation

_WIDE = 44
"""Characters that a column shows."""


def workbook(table: DocumentTable) -> bytes:
    """The table as an Excel workbook: the answers on one sheet, their citations on another.

    A cell that is not read yet is empty.
    """
    from openpyxl import Workbook

    book = Workbook()
    answers: Any = book.active
    sources: Any = book.create_sheet("Sources")
    answers.title = "Table"
    _fill(answers, 1, ["Document", "Title", *table.questions])
    heads = ["Document", "Question", "Answer", "Verdict", "Quote", "Place", "Notice"]
    _fill(sources, 1, heads)
    line = 1
    for number, row in enumerate(table.rows, 2):
        _fill(answers, number, [row.document, row.title, *map(str, row.cells)])
        for question, cell in zip(table.questions, row.cells, strict=False):
            line += 1
            quote, place = (
                (cell.citation.quote, place_of_cell(cell.citation)) if cell.citation else ("", "")
            )
            said = [str(cell), cell.verdict or "", quote, place, cell.notice or ""]
            _fill(sources, line, [row.document, question, *said])
    for sheet in (answers, sources):
        sheet.freeze_panes = "B2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Any, line: int, texts: list[str]) -> None:
    """A line of a sheet: text as text, never a formula."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for column, text in enumerate(texts, 1):
        cell = sheet.cell(line, column)
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", text.encode("utf-8", "replace").decode())
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if line == 1:
            cell.font = Font(bold=True)
            sheet.column_dimensions[get_column_letter(column)].width = _WIDE


def place_of_cell(citation: Citation) -> str:
    """Where in its document a quote stands."""
    parts = (printed_page(citation), section_below_title(citation))
    return ", ".join(
        [*(each for each in parts if each), f"characters {citation.start}–{citation.end}"]
    )
