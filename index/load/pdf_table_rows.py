"""The lines of a PDF's table → its rows: which lines go on with the cells above them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.load.pdf_lines import WordLine
from index.load.pdf_rules import Rules
from index.load.table_head import cell_type

LOOSER = 1.15
"""How much wider than between the lines of a cell the way between rows is, at least."""
TALLEST = 3
"""Lines with every cell filled that one row between two rules may have, in a table without
vertical rules."""

Cell = tuple[float, float, str]
"""A cell's left and right edge, and its text."""
Placed = Sequence[str]
"""A line's text in each column, empty where none is."""


@dataclass(frozen=True, slots=True)
class Row:
    """One or more lines that make a table's row: a text for each column, empty where none is."""

    cells: tuple[str, ...]
    size: float
    bold: bool = False


def rows_of(
    lines: Sequence[WordLine],
    cells: Sequence[Sequence[Cell]],
    columns: Sequence[tuple[float, float]],
    rules: Rules,
) -> Iterator[Row]:
    """The rows of a table, divided by rules, by wider gaps, or by their first cells."""
    placed = [in_columns(found, columns) for found in cells]
    for start, end in row_spans(lines, placed, columns, rules):
        joined = [""] * len(columns)
        for line in placed[start:end]:
            joined = [f"{old} {new}".strip() for old, new in zip(joined, line, strict=True)]
        bold = all(line.bold for line in lines[start:end])
        texts = (text.replace("\xad ", "").replace("\xad", "") for text in joined)
        yield Row(tuple(texts), lines[start].size, bold)


def in_columns(found: Sequence[Cell], columns: Sequence[tuple[float, float]]) -> Placed:
    """Each cell's text in the column that it shares most with."""
    placed = [""] * len(columns)
    for left, right, text in found:
        at = max(
            range(len(columns)),
            key=lambda at: min(right, columns[at][1]) - max(left, columns[at][0]),
        )
        placed[at] = f"{placed[at]} {text}".strip()
    return placed


def row_spans(
    lines: Sequence[WordLine],
    placed: Sequence[Placed],
    columns: Sequence[tuple[float, float]],
    rules: Rules,
) -> Iterator[tuple[int, int]]:
    """Where each row's lines begin and end."""
    left, right = columns[0][0], columns[-1][1]
    ruled = [
        at
        for at in range(1, len(lines))
        if rules.divides(lines[at - 1].baseline, lines[at].baseline, left, right)
    ]
    bands = list(pairwise([0, *ruled, len(lines)]))
    middle = (lines[0].baseline + lines[-1].baseline) / 2
    is_grid = any(
        rules.between(a[1], b[0], middle) or rules.between(a[1], b[0], lines[0].baseline)
        for a, b in pairwise(columns)
    )
    full = [sum(map(all, placed[start:end])) for start, end in bands]
    trusted = len(bands) > 1 and (is_grid or (len(bands) > 2 and max(full) <= TALLEST))
    for start, end in bands:
        if trusted and not has_two_numbers(placed[start:end]):
            yield start, end
        else:
            yield from by_gaps(lines, placed, start, end)


def has_two_numbers(placed: Sequence[Placed]) -> bool:
    """Whether two lines hold a number in one column: those are no lines of one row."""
    return any(
        sum(cell_type(cell) in ("number", "date") for cell in column) > 1
        for column in zip(*placed, strict=True)
    )


def by_gaps(
    lines: Sequence[WordLine], placed: Sequence[Placed], start: int, end: int
) -> Iterator[tuple[int, int]]:
    """The rows where wider gaps divide them; where those do not, by their first cells."""
    close = closest(lines, placed, start, end)
    wide = [
        at
        for at in range(start + 1, end)
        if lines[at - 1].baseline - lines[at].baseline > LOOSER * close
    ]
    for first, last in pairwise([start, *wide, end]):
        group = placed[first:last]
        is_one = last - first == 1 or (
            bool(wide)
            and (sum(map(all, group)) < 2 or is_wrapped(group))
            and not has_two_numbers(group)
        )
        if is_one and has_company(group):
            yield first, last
        else:
            yield from by_first_cells(lines, placed, first, last)


def is_wrapped(group: Sequence[Placed]) -> bool:
    """Whether each line after the first has a cell that begins within a sentence."""
    return all(any(cell[:1].islower() for cell in line) for line in group[1:])


def has_company(group: Sequence[Placed]) -> bool:
    """Whether some line fills several cells, or each line another one: none stands alone."""
    return len(group) == 1 or any(sum(map(bool, line)) > 1 for line in group)


def closest(lines: Sequence[WordLine], placed: Sequence[Placed], start: int, end: int) -> float:
    """The least way from a line to the next that fills a cell of the same column."""
    found = []
    for column in range(len(placed[start])):
        filled = [at for at in range(start, end) if placed[at][column]]
        found += [lines[a].baseline - lines[b].baseline for a, b in pairwise(filled)]
    sizes = [line.size for line in lines[start:end]]
    return max(min(found, default=0.0), min(sizes))


def by_first_cells(
    lines: Sequence[WordLine], placed: Sequence[Placed], start: int, end: int
) -> Iterator[tuple[int, int]]:
    """A row for each line but those close under a row that only go on with its filled cells."""
    begun = start
    filled = list(map(bool, placed[start])) if start < end else []
    for at in range(start + 1, end):
        own = list(map(bool, placed[at]))
        close = lines[at - 1].baseline - lines[at].baseline < 1.3 * lines[at].size
        under = all(has or not new for has, new in zip(filled, own, strict=True))
        goes_on = not own[0] or (sum(own) == 1 < sum(filled) and placed[at][0][0].islower())
        if close and under and goes_on:
            continue
        yield begun, at
        begun, filled = at, own
    if start < end:
        yield begun, end
