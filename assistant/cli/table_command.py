"""`assistant table`: the questions of a file asked of each document, in the form that is wanted."""

import argparse
import csv
import io
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from assistant.answering.document_table import DocumentTable, TableCell, doubtful
from assistant.answering.table_workbook import place_of_cell, workbook
from assistant.app import Assistant
from assistant.cli.batch import opened_lines
from assistant.cli.printing import as_json, print_result
from assistant.cli.terminal import safe, table_source
from assistant.errors import UsageError

_FORMULA = re.compile(r"\s*[=+\-@\t\r]")
_NUMBER = re.compile(r"\s*[+-]?[\d.,]+%?\s*")


def table_command(
    assistant: Assistant, options: argparse.Namespace, filters: Mapping[str, Any]
) -> int:
    """Print the table; its progress goes to stderr."""
    questions = _questions(options.questions)
    if options.xlsx and sys.stdout.isatty():
        raise UsageError("a workbook is no text: send it to a file, with > table.xlsx")
    with _count() as progress:
        table = assistant.table(questions, progress=progress, **filters)
    if options.xlsx:
        sys.stdout.buffer.write(workbook(table))
    elif options.csv:
        sys.stdout.write(comma_separated(table))
    else:
        print_result(as_json(table.to_dict()) if options.json else _text(table))
    return 0


def comma_separated(table: DocumentTable) -> str:
    """The table as CSV: a row a document, a column a question, each cell with its citation.

    What a spreadsheet would take for a formula begins with an apostrophe: documents are data.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_as_text(each) for each in ("document", "title", *table.questions)])
    for row in table.rows:
        cells = [_with_citation(cell) for cell in row.cells]
        writer.writerow([_as_text(each) for each in (row.document, row.title, *cells)])
    return out.getvalue()


def _as_text(text: str) -> str:
    """A cell of a CSV that no spreadsheet computes."""
    text = safe(text)
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def _with_citation(cell: TableCell) -> str:
    if cell.citation is None:
        return str(cell)
    quote = " ".join(cell.citation.quote.split())
    return f"{cell} [{cell.verdict}, {place_of_cell(cell.citation)}: “{quote}”]"


def _text(table: DocumentTable) -> str:
    """The table for a terminal: each document, then each question with its cell and source."""
    parts = []
    for row in table.rows:
        lines = [f"{row.title} ({row.document})" if row.title else row.document]
        for question, cell in zip(table.questions, row.cells, strict=True):
            lines.append(table_source(question, str(cell), cell.citation, doubtful(cell)))
        parts.append("\n".join([safe(lines[0]), *lines[1:]]))
    return "\n\n".join(parts) or "no document"


def _questions(source: str) -> list[str]:
    """The questions of a file, one a line. Raises UsageError where there is none."""
    with opened_lines(source) as file:
        lines = [" ".join(line.split()) for line in file]
    questions = list(dict.fromkeys(filter(None, lines)))
    for question in questions:
        try:
            question.encode()  # raises where bytes were left undecoded
        except UnicodeEncodeError as error:
            raise UsageError(f"{source} is not UTF-8 text: save it as such") from error
    if not questions:
        raise UsageError(f"{source} holds no question: write one a line")
    return questions


@contextmanager
def _count() -> Iterator[Callable[[int, int], object]]:
    """A count of cells on stderr: one line that counts in a terminal, else a line each tenth."""
    terminal, told = sys.stderr.isatty(), -1

    def show(done: int, total: int) -> None:
        nonlocal told
        tenth = 10 * done // total if total else 10
        if terminal:
            sys.stderr.write(f"\r\x1b[K{done}/{total} cells")
        elif tenth > told:
            sys.stderr.write(f"{done}/{total} cells\n")
        told = tenth
        sys.stderr.flush()

    try:
        yield show
    finally:
        if terminal:
            sys.stderr.write("\r\x1b[K")
