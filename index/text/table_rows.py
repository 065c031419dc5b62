"""A table's row as text: its cells, and what it says with its columns' names."""

import re
from collections.abc import Collection, Sequence

SEPARATOR = " | "
"""What stands between the cells of a row, where a loader writes it."""

_BAR = re.compile(r"(?<!\\)\|")
_GAP = re.compile(r"\s?[.·]{4,}\s?|\t+|[^\S\n]{3,}")
"""What sets cells apart where nothing is drawn between them: a row of dots, tabs, wide spaces."""


def cells(row: str) -> list[str]:
    """The cells of a row: between Markdown's bars, a loader's separators, dots, tabs or spaces."""
    inner = row.strip()
    if inner.startswith("|") and len(inner) > 1:
        inner = inner[1:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner[1:]
        return [cell.strip() for cell in _BAR.split(inner)]
    return inner.split(SEPARATOR) if SEPARATOR in inner else _GAP.split(inner)


def labelled_row(row: str, columns: Sequence[str], wanted: Collection[str] = ()) -> str:
    """A row with its columns' names: "Item: Revenue | 2018: 412 | 2019: 538".

    With `wanted`, some of the columns, it is the row's first cell and theirs: "Revenue, 2019: 538".
    Without columns, or with others than there are cells, it is the row as it stands.
    """
    held = cells(row)
    if len(columns) != len(held):
        return (": " if len(held) == 2 else SEPARATOR).join(cell for cell in held if cell)
    named = [(column, cell) for column, cell in zip(columns, held, strict=True) if cell]
    chosen = [(column, cell) for column, cell in named[1:] if column in wanted]
    if chosen:
        return f"{named[0][1]}, " + SEPARATOR.join(": ".join(pair).lstrip(": ") for pair in chosen)
    return SEPARATOR.join(f"{column}: {cell}" if column else cell for column, cell in named)
