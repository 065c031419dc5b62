"""Lines of a page's column → rows of tables, by cells that stand below each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from re import compile as pattern

from index.load.pdf_characters import Word
from index.load.pdf_lines import WordLine, text_of_words

APART = 1.0
"""The narrowest gap between two cells, as a share of the text's size."""
LABEL = pattern(r"(?:[•·‣▪●○*–—-]|\(?\w{1,3}[.)]|\d+(?:\.\d+)*\.?)")
LEADER = pattern(r"(?:[.·…_]\s*){3,}")

Cell = tuple[float, float, str]
"""A cell's left and right edge, and its text."""


@dataclass(frozen=True, slots=True)
class Row:
    """One or more lines that make a table's row: a text for each column, empty where none is."""

    cells: tuple[str, ...]
    size: float


def with_rows(lines: Sequence[WordLine]) -> Iterable[WordLine | Row]:
    """The lines, those of tables as rows."""
    cells = [cells_of(line) for line in lines]
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and len(cells[end]) > 1:
            end += 1
        columns = columns_of_cells(cells[at:end]) if end - at > 1 else []
        if len(columns) > 1:
            yield from rows_of(lines[at:end], cells[at:end], columns)
            at = end
        else:
            yield lines[at]
            at += 1


def cells_of(line: WordLine) -> list[Cell]:
    """The cells of a line; one where nothing in it stands apart."""
    groups: list[list[Word]] = [[line.words[0]]]
    for word in line.words[1:]:
        last = groups[-1][-1]
        if word.left - last.right > APART * max(line.size, 1):
            groups.append([word])
        else:
            groups[-1].append(word)
    found = [(group[0].left, group[-1].right, text_of_words(group)) for group in groups]
    if len(found) == 2 and LABEL.fullmatch(found[0][2]) and not is_number(found[0][2], found[1][2]):
        return [(found[0][0], found[1][1], f"{found[0][2]} {found[1][2]}")]
    return [cell for cell in found if not LEADER.fullmatch(cell[2])]


def is_number(text: str, following: str) -> bool:
    """Whether the first of two cells is a figure, not the number of what follows."""
    return text[-1].isdigit() and not any(map(str.isalpha, following))


def columns_of_cells(rows: Sequence[Sequence[Cell]]) -> list[tuple[float, float]]:
    """The edges of the columns that the fullest rows' cells make; none where cells cross them."""
    most = max(len(row) for row in rows)
    columns: list[tuple[float, float]] = []
    full = sorted((left, right) for row in rows if len(row) == most for left, right, _ in row)
    for left, right in full:
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(right, columns[-1][1]))
        else:
            columns.append((left, right))
    crossing = sum(
        sum(left < b and right > a for a, b in columns) > 1
        for row in rows
        for left, right, _ in row
    )
    agreed = len(columns) == most and crossing <= len(rows) / 4
    return columns if agreed else []


def rows_of(
    lines: Sequence[WordLine],
    cells: Sequence[Sequence[Cell]],
    columns: Sequence[tuple[float, float]],
) -> Iterable[Row]:
    """The rows; a line without a first cell, close under a row, goes on with it."""
    row: list[str] = []
    last: WordLine | None = None
    for line, found in zip(lines, cells, strict=True):
        placed = [""] * len(columns)
        for left, right, text in found:
            at = max(
                range(len(columns)),
                key=lambda at: min(right, columns[at][1]) - max(left, columns[at][0]),
            )
            placed[at] = f"{placed[at]} {text}".strip()
        close = last is not None and last.baseline - line.baseline < 1.3 * line.size
        wrapped = (
            close and not placed[0] and all(not text or row[at] for at, text in enumerate(placed))
        )
        if row and wrapped:
            row = [f"{old} {new}".strip() for old, new in zip(row, placed, strict=True)]
        else:
            if row:
                yield Row(tuple(row), lines[0].size)
            row = placed
        last = line
    yield Row(tuple(row), lines[0].size)
