"""Tables with merged cells → rows of equal length, what spans several cells in each of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SpannedCell:
    """A cell's text and how many columns it spans; `goes_on` where it is the cell above's."""

    text: str
    columns: int = 1
    goes_on: bool = False


WIDEST = 1000
"""Columns that a cell is taken to span at most, whatever a file says."""


def spread(rows: Iterable[Sequence[SpannedCell]]) -> list[list[str]]:
    """The texts of all columns of each row. What spans a whole row stands in it once."""
    above: list[str] = []
    found: list[list[str]] = []
    widths: list[bool] = []
    for row in rows:
        texts: list[str] = []
        for cell in row:
            for _ in range(min(max(cell.columns, 1), WIDEST)):
                at = len(texts)
                texts.append(above[at] if cell.goes_on and at < len(above) else cell.text)
        found.append(texts)
        widths.append(len(row) == 1)
        above = texts
    width = max(map(len, found), default=0)
    return [
        [texts[0], *[""] * (width - 1)] if is_single and len(texts) == width > 1 else texts
        for texts, is_single in zip(found, widths, strict=True)
    ]
