"""CSV, and any table as text: a line a row, each cell with its column's name."""

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import islice

from index.load.items import LoadedDocument
from index.load.limits import Limits
from index.load.plain_text import decode
from index.types import IndexingError

Row = Sequence[str]

DELIMITERS = "\t,;|"
SAMPLE = 20
ROW_END = "\n\n"
"""What separates rows: each is a statement of its own, no sentence runs over it."""


def read(data: bytes, limits: Limits) -> Iterable[LoadedDocument]:
    """The table's rows; the first names the columns, where it looks like a header."""
    text, warnings = decode(data)
    csv.field_size_limit(min(limits.file_bytes, 2**31 - 1))
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text))
    rows = [row for row in lines if any(cell.strip() for cell in row)]
    yield LoadedDocument(
        as_text(rows, limits, named=is_header(rows)),
        warnings=(*warnings, *ragged(rows)),
        prose=False,
    )


def delimiter(text: str) -> str:
    """The character that divides the first rows into equally many columns, or else into most."""

    def columns(candidate: str) -> tuple[bool, int]:
        rows = csv.reader(io.StringIO(text[:50_000], newline=""), delimiter=candidate)
        counts = [len(row) for row in islice(rows, SAMPLE) if row] or [0]
        return len(set(counts)) == 1 < counts[0], min(counts) if len(set(counts)) > 1 else 0

    return max(DELIMITERS, key=columns)


def is_header(rows: Sequence[Row]) -> bool:
    """Whether the first row names columns: each cell filled, different, short and no number."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return False
    names = [cell.strip() for cell in rows[0]]
    return (
        len(names) >= max(len(row) for row in rows[1 : SAMPLE + 1])
        and len(set(names)) == len(names)
        and all(0 < len(name) <= 80 and any(c.isalpha() for c in name) for name in names)
    )


def as_text(rows: Sequence[Row], limits: Limits, *, named: bool) -> str:
    """The rows that hold anything, as lines "Country: France | People: 68 million"."""
    names = [" ".join(cell.split()).rstrip(":") for cell in rows[0]] if named else []
    lines: list[str] = []
    length = 0
    for row in rows[1:] if named else rows:
        cells = [(" ".join(cell.split()), column) for column, cell in enumerate(row)]
        line = " | ".join(
            f"{names[column]}: {cell}" if column < len(names) and names[column] else cell
            for cell, column in cells
            if cell
        )
        length += len(line) + len(ROW_END)
        if length > limits.expanded_bytes:
            raise IndexingError("is a table too large to be read: divide it, or raise the limit")
        if line:
            lines.append(line)
    return ROW_END.join(lines)


def ragged(rows: Sequence[Row]) -> tuple[str, ...]:
    """A warning where rows have more or fewer cells than the first."""
    odd = [number for number, row in enumerate(rows, 1) if len(row) != len(rows[0])]
    if not odd:
        return ()
    return (f"{len(odd)} rows, the first of them row {odd[0]}, have other columns than row 1.",)
