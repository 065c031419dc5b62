"""CSV, and any table as text: a line a row, each cell with its column's name."""

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import islice

from index.load.blocks import Blocks
from index.load.items import LoadedDocument
from index.load.limits import Limits
from index.load.plain_text import decode
from index.load.table_head import table_head
from index.text.table_rows import SEPARATOR
from index.types import IndexingError

Row = Sequence[str]

DELIMITERS = "\t,;|"
SAMPLE = 20


def read(data: bytes, limits: Limits) -> Iterable[LoadedDocument]:
    """The table's rows; the first names the columns, where it looks like a header."""
    text, warnings = decode(data)
    csv.field_size_limit(min(limits.file_bytes, 2**31 - 1))
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text))
    rows = [row for row in lines if any(cell.strip() for cell in row)]
    blocks = Blocks()
    add_table(blocks, rows, limits)
    yield LoadedDocument(
        blocks.text,
        blocks=tuple(blocks.blocks),
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


def add_table(
    blocks: Blocks, rows: Sequence[Row], limits: Limits, *, named: bool | None = None
) -> None:
    """Append a table's rows, a block each: "France | 68 million", empty cells left out.

    `named` says whether the first row is marked as the columns' names; None where the format has
    no such mark, and the rows tell.
    """
    lined = [[" ".join(cell.split()) for cell in row] for row in rows]
    head = table_head([row for row in lined if any(row)], named)
    for number, row in enumerate(row for row in lined if any(row)):
        held = [(cell, column) for column, cell in enumerate(row) if cell]
        text = SEPARATOR.join(cell for cell, _ in held)
        if blocks.length + len(text) > limits.expanded_bytes:
            raise IndexingError("is a table too large to be read: divide it, or raise the limit")
        if number < head.title:
            blocks.add(held[0][0])
        elif number < head.title + head.rows:
            blocks.add(text, "furniture")
        else:
            names = [head.names[at] if at < len(head.names) else "" for _, at in held]
            is_plain = any(names) and not any(SEPARATOR in cell for cell, _ in held)
            blocks.add(text, "row", label=held[0][0], columns=tuple(names) if is_plain else ())


def ragged(rows: Sequence[Row]) -> tuple[str, ...]:
    """A warning where rows have more or fewer cells than the first."""
    odd = [number for number, row in enumerate(rows, 1) if len(row) != len(rows[0])]
    if not odd:
        return ()
    return (f"{len(odd)} rows, the first of them row {odd[0]}, have other columns than row 1.",)
