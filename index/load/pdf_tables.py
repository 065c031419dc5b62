"""Lines of a page's column → rows of tables, by cells that stand below each other."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from re import compile as pattern

from index.load.pdf_characters import Word
from index.load.pdf_columns import LEAST, Span, band, divided, gaps
from index.load.pdf_lines import WordLine, text_of_words
from index.load.pdf_rules import Rules
from index.load.pdf_table_rows import Cell, Row, rows_of
from index.load.table_head import cell_type

APART = 1.0
"""The narrowest gap between two cells, as a share of the text's size."""
NARROW = 0.5
"""The same, where lines below each other share the gap, and numbers stand beside it."""
FAR = 3.0
"""The widest way between two lines of a table, in sizes."""
LABEL = pattern(r"(?:[•·‣▪●○*–—-]|\(?\w{1,3}[.)]|\d+(?:\.\d+)*\.?)")
LEADER = pattern(r"(?:[.·…_]\s*){3,}")


def with_rows(lines: Sequence[WordLine], rules: Rules | None = None) -> Iterable[WordLine | Row]:
    """The lines, those of tables as rows; `rules` are those drawn on the page."""
    rules = rules or Rules()
    gutters = number_gutters(lines)
    cells = [cells_of(line, rules, own) for line, own in zip(lines, gutters, strict=True)]
    at = 0
    while at < len(lines):
        end, columns = table_at(lines, cells, at) if len(cells[at]) > 1 else (at, [])
        if len(columns) > 1:
            own = [
                split_at(line, found, columns)
                for line, found in zip(lines[at:end], cells[at:end], strict=True)
            ]
            yield from rows_of(lines[at:end], own, columns, rules)
            at = end
        else:
            yield lines[at]
            at += 1


def number_gutters(lines: Sequence[WordLine]) -> list[Sequence[Span]]:
    """For each line the narrow gutters that it shares with lines beside it, about numbers.

    They divide cells that stand closer than other cells do: right-aligned figures.
    """
    spans = [gaps(line, NARROW * max(line.size, 1)) for line in lines]
    found: list[Sequence[Span]] = [()] * len(lines)
    at = 0
    while at < len(lines):
        run = at
        while run < len(lines) and len(spans[run]) > 2 and is_alike(lines[run], lines[at]):
            run += 1
        if run - at < LEAST:
            at += 1
            continue
        end, shared = band(lines[:run], spans, at, NARROW * max(lines[at].size, 1))
        if end - at >= LEAST and shared:
            sides = divided(lines[at:end], shared)
            numbers = list(map(are_numbers, sides))
            if len(sides) == len(shared) + 1 and any(numbers[1:]):
                beside = [
                    gutter
                    for gutter, own in zip(shared, pairwise(numbers), strict=True)
                    if any(own)
                ]
                found[at:end] = [beside] * (end - at)
            at = end
        else:
            at += 1
    return found


def are_numbers(column: Sequence[WordLine]) -> bool:
    """Whether most lines of a column are a number or a date."""
    types = [cell_type(text_of_words(line.words)) for line in column]
    return sum(each in ("number", "date") for each in types) >= 0.6 * len(types)


def cells_of(line: WordLine, rules: Rules, gutters: Sequence[Span] = ()) -> list[Cell]:
    """The cells of a line; one where nothing in it stands apart."""
    groups: list[list[Word]] = [[line.words[0]]]
    height = line.baseline + 0.3 * line.size
    # Between rules the gaps tell nothing: words of a narrow cell may be set far apart.
    is_ruled = rules.between(line.left + 1, line.right - 1, height)
    for word in line.words[1:]:
        last = groups[-1][-1]
        gap = word.left - last.right
        wide = gap > APART * max(line.size, 1) and not is_ruled
        shared = any(last.right <= a and b <= word.left for a, b in gutters)
        shared = shared and not is_ruled
        if wide or shared or (gap > 1 and rules.between(last.right, word.left, height)):
            groups.append([word])
        else:
            groups[-1].append(word)
    found = [(group[0].left, group[-1].right, text_of_words(group)) for group in groups]
    if len(found) == 2 and LABEL.fullmatch(found[0][2]) and not is_number(found[0][2], found[1][2]):
        return [(found[0][0], found[1][1], f"{found[0][2]} {found[1][2]}")]
    return [cell for cell in found if not LEADER.fullmatch(cell[2])]


def split_at(line: WordLine, found: Sequence[Cell], columns: Sequence[Span]) -> Sequence[Cell]:
    """The cells of a line; those that cross columns are divided where a gap is between two."""
    if within_one(found, columns):
        return found
    divided_cells: list[Cell] = []
    for left, right, text in found:
        words = [word for word in line.words if word.left >= left and word.right <= right]
        groups: list[list[Word]] = [words[:1]]
        for last, word in pairwise(words):
            is_gap = word.left - last.right > NARROW * max(line.size, 1)
            if is_gap and any(last.right < b[0] and word.left > a[1] for a, b in pairwise(columns)):
                groups.append([word])
            else:
                groups[-1].append(word)
        if len(groups) < 2:
            divided_cells.append((left, right, text))
            continue
        divided_cells += [(each[0].left, each[-1].right, text_of_words(each)) for each in groups]
    return divided_cells


def is_number(text: str, following: str) -> bool:
    """Whether the first of two cells is a figure, not the number of what follows."""
    return text[-1].isdigit() and not any(map(str.isalpha, following))


def table_at(
    lines: Sequence[WordLine], cells: Sequence[Sequence[Cell]], start: int
) -> tuple[int, list[Span]]:
    """Where the table ends that begins at a line, and its columns; none where it is no table.

    Lines of one cell belong to it where they stand in one of its columns: cells go on in them.
    """
    run = start
    while run < len(lines) and len(cells[run]) > 1:
        run += 1
    for end in dict.fromkeys((window_end(lines, cells, start), run)):
        columns = columns_of_cells([row for row in cells[start:end] if len(row) > 1])
        if len(columns) < 2:
            continue
        stop = start
        while stop < end and (len(cells[stop]) > 1 or within_one(cells[stop], columns)):
            stop += 1
        while len(cells[stop - 1]) < 2 and not is_last_line_of_cell(lines, cells, stop, columns):
            stop -= 1
        columns = columns_of_cells([row for row in cells[start:stop] if len(row) > 1])
        if len(columns) > 1:
            return stop, columns
    return start, []


def window_end(lines: Sequence[WordLine], cells: Sequence[Sequence[Cell]], start: int) -> int:
    """Where at the latest a table ends: at a wide gap, other letters, or a line of prose."""
    end = start + 1
    left, right = lines[start].left, lines[start].right
    size = lines[start].size
    while end < len(lines):
        line = lines[end]
        far = lines[end - 1].baseline - line.baseline > FAR * max(line.size, size)
        begins_left = line.left < left + size
        wide = len(cells[end]) < 2 and begins_left and line.right - left > 0.6 * (right - left)
        if far or wide or not is_alike(line, lines[start]):
            break
        left, right = min(left, line.left), max(right, line.right)
        end += 1
    return end


def is_alike(line: WordLine, other: WordLine) -> bool:
    """Whether two lines' letters are about as large."""
    return 0.8 < line.size / max(other.size, 0.1) < 1.25


def within_one(row: Sequence[Cell], columns: Sequence[Span]) -> bool:
    """Whether a line's only cell stands in one column."""
    return all(sum(left < b and right > a for a, b in columns) < 2 for left, right, _ in row)


def is_last_line_of_cell(
    lines: Sequence[WordLine],
    cells: Sequence[Sequence[Cell]],
    stop: int,
    columns: Sequence[Span],
) -> bool:
    """Whether a table's last line, of one cell, goes on with a cell close above it."""
    if not cells[stop - 1]:
        return False
    line = lines[stop - 1]
    left, right, text = cells[stop - 1][0]
    close = lines[stop - 2].baseline - line.baseline < 1.45 * line.size
    first = left < columns[0][1] and right > columns[0][0]
    return close and (not first or text[0].islower())


def columns_of_cells(rows: Sequence[Sequence[Cell]]) -> list[Span]:
    """The edges of the columns that the fullest rows' cells make; none where they make none."""
    if len(rows) < 2:
        return []
    counts = Counter(map(len, rows))
    if max(counts) > 1 and (columns := columns_of_rows(rows, max(counts), crossed=0.0)):
        return columns
    # One row alone may have more cells than the others, where its words stand far apart.
    candidates = sorted((count for count in counts if counts[count] > 1), reverse=True)
    for most in dict.fromkeys((*candidates[:2], max(counts), *candidates[2:])):
        if most > 1 and (columns := columns_of_rows(rows, most)):
            return columns
    return []


def columns_of_rows(rows: Sequence[Sequence[Cell]], most: int, crossed: float = 0.25) -> list[Span]:
    """The columns that the rows of so many cells make; none where many cells cross them.

    `crossed` is how many may, in shares of the rows.
    """
    columns: list[Span] = []
    full = sorted((left, right) for row in rows if len(row) == most for left, right, _ in row)
    for left, right in full:
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(right, columns[-1][1]))
        else:
            columns.append((left, right))
    if len(columns) != most:
        return []
    columns = widened(columns, rows)
    crossing = sum(
        sum(left < b and right > a for a, b in columns) > 1
        for row in rows
        for left, right, _ in row
    )
    return columns if crossing <= crossed * len(rows) else []


def widened(columns: Sequence[Span], rows: Sequence[Sequence[Cell]]) -> list[Span]:
    """The columns with the cells of other rows that stand in one of them."""
    wide = list(columns)
    for row in rows:
        for left, right, _ in row:
            own = [at for at, (a, b) in enumerate(columns) if left < b and right > a]
            if len(own) == 1:
                a, b = wide[own[0]]
                wide[own[0]] = (min(a, left), max(b, right))
    apart = all(a[1] <= b[0] for a, b in pairwise(wide))
    return wide if apart else list(columns)
