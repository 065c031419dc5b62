"""CSV, and any table as text: a block a row, which knows its columns' names."""

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import groupby, islice

from index.load.blocks import Blocks
from index.load.items import LoadedDocument
from index.load.limits import Limits
from index.load.plain_text import decode
from index.load.table_head import Row, TableHead, table_head, title_rows, width
from index.text.table_rows import SEPARATOR
from index.types import IndexingError

DELIMITERS = "\t,;|"
SAMPLE = 20

LONGEST_TITLE = 200
"""Characters of the longest row of one cell that may be a table's title."""


def read(data: bytes, limits: Limits) -> Iterable[LoadedDocument]:
    """The table's rows, with the names of its columns where it has a head."""
    text, warnings = decode(data)
    csv.field_size_limit(min(limits.file_bytes, 2**31 - 1))
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text))
    rows = list(lines)
    blocks = Blocks()
    add_sheet(blocks, rows, limits)
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


def add_sheet(blocks: Blocks, rows: Sequence[Row], limits: Limits, *, level: int = 1) -> None:
    """Append the tables of a sheet, which empty rows divide; their titles are headings."""
    for table in tables_of([one_lined(row) for row in rows]):
        add_table(blocks, table, limits, title_level=level)


def tables_of(rows: Sequence[Row]) -> list[list[Row]]:
    """The tables that empty rows divide; short rows of one cell go with the table under them.

    Rows without a head, as wide as those above the gap, go on with the table there.
    """
    tables: list[list[Row]] = []
    for is_filled, run in groupby(rows, any):
        group = list(run)
        if is_filled and tables and goes_on(tables[-1], group):
            tables[-1].extend(group)
        elif is_filled:
            tables.append(group)
    return tables


def goes_on(above: Sequence[Row], group: Sequence[Row]) -> bool:
    """Whether rows under a gap belong to those above it: a title's table, or more of a table."""
    if width(above) == 1:
        return all(len("".join(row)) <= LONGEST_TITLE for row in above)
    return width(group) == width(above) and table_head(group) == TableHead()


def add_table(
    blocks: Blocks,
    rows: Sequence[Row],
    limits: Limits,
    *,
    named: bool | None = None,
    title_level: int = 0,
    caption: str = "",
) -> None:
    """Append a table's rows, a block each: "France | 68 million", empty cells left out.

    `named` says whether the first row is marked as the columns' names; None where the format has
    no such mark, and the cells tell. A title above the columns' names is a heading of
    `title_level`, or, where that is 0, introduces the rows as a `caption` does.
    """
    lined = [row for row in map(one_lined, rows) if any(row)]
    head = table_head(lined, named)
    heads = lined[head.title : head.title + head.rows]
    blocks.add(caption)
    for number, row in enumerate(lined):
        held = [(cell, column) for column, cell in enumerate(row) if cell]
        text = SEPARATOR.join(cell for cell, _ in held)
        if blocks.length + len(text) > limits.expanded_bytes:
            raise IndexingError("is a table too large to be read: divide it, or raise the limit")
        if number < head.title:
            caption = "" if title_level else held[0][0]
            blocks.add(held[0][0], "heading" if title_level else "paragraph", level=title_level)
        elif row in heads:
            blocks.add(text, "furniture")
        else:
            names = [head.names[at] if at < len(head.names) else "" for _, at in held]
            is_plain = any(names) and not any(SEPARATOR in cell for cell, _ in held)
            columns = tuple(names) if is_plain else ()
            blocks.add(text, "row", label=held[0][0], columns=columns, lead=caption)


def hidden_sheets(names: Sequence[str]) -> tuple[str, ...]:
    """A warning where sheets are hidden: what nobody is shown is not read."""
    if not names:
        return ()
    listed = ", ".join(names[:5]) + (", …" if len(names) > 5 else "")
    return (f"Hidden sheets were left out: {listed}. Show them in the program to have them read.",)


def one_lined(row: Row) -> list[str]:
    """The cells of a row, each on one line."""
    return [" ".join(cell.split()) for cell in row]


def ragged(rows: Sequence[Row]) -> tuple[str, ...]:
    """A warning where rows have more or fewer cells than the first under the table's title."""
    numbered = [(number, row) for number, row in enumerate(rows, 1) if any(map(str.strip, row))]
    numbered = numbered[title_rows([one_lined(row) for _, row in numbered]) :]
    odd = [number for number, row in numbered if len(row) != len(numbered[0][1])]
    if not odd:
        return ()
    return (
        f"{len(odd)} rows, the first of them row {odd[0]}, have other columns than row "
        f"{numbered[0][0]}.",
    )
