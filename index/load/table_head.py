"""Which of a table's first rows are its title, which name its columns, told by their cells."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

Row = Sequence[str]
"""A row's cells, each on one line; empty where a cell is."""

CellType = Literal["empty", "number", "date", "text"]

SAMPLE = 20
"""Rows of the body that are compared with the head."""

LONGEST_NAME = 80
"""Characters of the longest name of a column."""

EMPTY_CORNER = 2
"""What an empty first cell says for a row being a head."""

_NUMBER = re.compile(
    r"[(\[]?[-+−–±~<>≤≥]?\s?(?:[A-Z]{0,3}[$€£¥₹])?\s?"
    r"[-+−]?\d[\d.,'\u00a0\u2009\u202f ]*(?:[eE][-+]?\d+)?"
    r"\s?(?:%|‰|°[CF]?|[$€£¥₹]|[A-Za-zµ²³/]{1,4})?[)\]]?[*†‡]?"
)
_DATE = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}(?:[T ].*)?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}:\d\d(?::\d\d)?"
    r"|\d{1,2}\.? [A-Za-zÀ-ÿ]{3,9}\.? \d{4}|[A-Za-zÀ-ÿ]{3,9}\.? \d{1,2}, \d{4}"
)
_PERIOD = re.compile(
    r"(?:[A-Z]{1,3}\W?)?(?P<year>(?:1[5-9]|20|21)\d\d)(?:\s?[-–/]\s?\d{2,4})?[*†]?"
)
"""A year or a span of years: "2019", "FY2019", "2019/20"."""

_ABSENT = {"-", "–", "—", "n/a", "na", "nan", "null", "..", "...", "…", ":", "x"}


@dataclass(frozen=True, slots=True)
class TableHead:
    """How many rows are the title, how many then name the columns, and these names."""

    title: int = 0
    rows: int = 0
    names: tuple[str, ...] = ()


def table_head(rows: Sequence[Row], named: bool | None = None) -> TableHead:
    """The head of a table of cells; `named` says whether its first row is marked as one.

    A row names the columns where its cells are of other types than those under them, where years
    or numbers in it run on evenly, where its corner is empty; not where they are like any row's.
    """
    title = title_rows(rows)
    rest = rows[title:]
    if named is False:
        return TableHead()
    if len(rest) < 2 or width(rest) < 2:
        return TableHead(title if len(rest) > 1 else 0)
    if has_second_row(rest):
        return TableHead(title, 2, joined_names(rest[0], rest[1]))
    if named or names_columns(rest[0], rest[1:]):
        return TableHead(title, 1, tuple(cell.rstrip(":") for cell in rest[0]))
    return TableHead(title)


def title_rows(rows: Sequence[Row]) -> int:
    """How many rows above the table hold one cell alone, or one over all columns."""
    widest = width(rows)
    count = 0
    for row in rows:
        filled = [number for number, cell in enumerate(row) if cell]
        is_corner_empty = bool(filled) and filled[0] > 0 and widest == 2
        if len({row[number] for number in filled}) != 1 or widest < 2 or is_corner_empty:
            break
        count += 1
    return count if count < len(rows) else 0


def width(rows: Sequence[Row]) -> int:
    """The number of cells that are filled in the fullest row."""
    return max((sum(map(bool, row)) for row in rows), default=0)


def has_second_row(rows: Sequence[Row]) -> bool:
    """Whether the second row names columns too, under names that span several of them.

    So does a row of units under names, its corner empty.
    """
    if len(rows) < 3 or not could_name(rows[1], distinct=False):
        return False
    first, second = rows[0], rows[1]
    if any(
        cell_type(cell) in ("number", "date") and not is_period(cell) for cell in (*first, *second)
    ):
        return False
    says = evidence(second, rows[2:])
    if any(a == b != "" for a, b in pairwise(first)):
        return says > 0
    is_under = first[0] != "" == second[0]
    spans = "" in first[1:] and width([first]) < width([second])
    return (spans and says >= 1) or (is_under and says > EMPTY_CORNER)


def joined_names(first: Row, second: Row) -> tuple[str, ...]:
    """The names of two rows, one over the other: "Revenue 2018"."""
    names = []
    over = ""
    for number in range(max(len(first), len(second))):
        own = first[number] if number < len(first) else ""
        under = second[number] if number < len(second) else ""
        over = own or (over if number else "")
        names.append(over if not under or under == over else f"{over} {under}".strip())
    return tuple(name.rstrip(":") for name in names)


def names_columns(row: Row, body: Sequence[Row]) -> bool:
    """Whether a row that nothing marks names the columns of the rows under it."""
    if not could_name(row) or sum(map(bool, row)) * 2 < width(body):
        return False
    return evidence(row, body) >= 0


def could_name(row: Row, *, distinct: bool = True) -> bool:
    """Whether a row's cells are short, mostly different, no sentences, no fewer than two."""
    filled = [cell for cell in row if cell]
    return (
        len(filled) > (1 if row and row[0] else 0)
        and (not distinct or len(set(filled)) * 2 > len(filled))
        and all(len(cell) <= LONGEST_NAME for cell in filled)
        and not any(cell.endswith((".", "!")) and cell.count(" ") > 4 for cell in filled)
    )


def evidence(row: Row, body: Sequence[Row]) -> float:
    """What the cells say for a row being a head, above 0, or a row like those under it."""
    sample = [each for each in body[:SAMPLE] if each != row]
    kind = run_of(row)
    runs = bool(kind) and sum(run_of(each) == kind for each in sample) * 2 < len(sample)
    total = 0.0
    for number, cell in enumerate(row):
        below = [each[number] for each in sample if number < len(each) and each[number]]
        below = [each for each in below if each.lower() not in _ABSENT]
        if cell and below:
            total += contrast(cell, below, runs=runs)
        elif not cell and below and number == 0:
            total += EMPTY_CORNER
    return total


def contrast(cell: str, below: Sequence[str], *, runs: bool) -> float:
    """What one cell over its column says for being its name, or against it."""
    [(common, count)] = Counter(map(cell_type, below)).most_common(1)
    own = cell_type(cell)
    if own != "text":
        if runs:
            return 1
        return 0 if is_period(cell) and common == "text" else -2
    if cell in below:
        return -1
    if common != "text":
        return 1 if count * 2 > len(below) else 0
    shapes = set(map(shape, below))
    if len(shapes) == 1 and len(below) > 1:
        alike = shape(cell) in shapes
        return (-0.5 if " " in cell or any(map(str.isdigit, cell)) else 0) if alike else 0.5
    return 0


def run_of(row: Row) -> str:
    """What the cells after the first are, if all are years, or numbers at even steps."""
    cells = [cell for cell in row[1:] if cell]
    if cells and all(map(is_period, cells)):
        return "years"
    if years := [int(found["year"]) for cell in cells if (found := _PERIOD.fullmatch(cell))]:
        steps = {after - before for before, after in pairwise(years)}
        others = [cell for cell in row if not is_period(cell)]
        is_run = len(steps) == 1 and steps != {0} and "number" not in map(cell_type, others)
        return "years" if is_run else ""
    if len(cells) < 3 or not all(re.fullmatch(r"\d{1,6}", cell) for cell in cells):
        return ""
    steps = {int(after) - int(before) for before, after in pairwise(cells)}
    return "steps" if len(steps) == 1 and steps != {0} else ""


def is_period(cell: str) -> bool:
    """Whether a cell is a year or a span of years."""
    return _PERIOD.fullmatch(cell) is not None


def cell_type(cell: str) -> CellType:
    """What a cell holds."""
    if not cell:
        return "empty"
    if _DATE.fullmatch(cell):
        return "date"
    return "number" if _NUMBER.fullmatch(cell) or is_period(cell) else "text"


def shape(cell: str) -> tuple[str, ...]:
    """The form of a text: for each kind of word in a row, capitals, letters, digits."""
    return tuple(kind for kind, _ in groupby(map(_word_form, cell.split()[:4])))


def _word_form(word: str) -> str:
    if any(map(str.isdigit, word)):
        return "digits"
    if word.isupper():
        return "capitals"
    return "capital" if word[:1].isupper() else "small"
