"""Words of a page → its columns in reading order, divided at gutters that no line crosses."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from index.load.pdf_characters import Word
from index.load.pdf_lines import WordLine, lines_of, text_of_words

Span = tuple[float, float]

GUTTER = 0.9
"""The narrowest gutter, as a share of the text's size."""
LEAST = 3
"""The fewest lines of a column that stands beside another."""
DEPTH = 4
TRIES = 4
"""Lines from which on columns are looked for in a stretch that shares a gutter."""
WIDER = 1.2
"""How much wider than between lines the way between a table's rows is, at least."""


def columns_of(words: Sequence[Word], depth: int = 0) -> list[list[WordLine]]:
    """The lines of each column, or of each stretch between columns, in reading order."""
    lines = lines_of(words)
    if not lines:
        return []
    size = median(line.size for line in lines)
    spans = [gaps(line, GUTTER * size) for line in lines]
    found: list[list[WordLine]] = []
    at = failed = failed_end = 0
    while at < len(lines):
        end, sides = at, []
        if depth < DEPTH and (at >= failed_end or failed < TRIES):
            end, common = band(lines, spans, at, GUTTER * size)
            sides = divided(lines[at:end], common) if end - at >= LEAST else []
        if len(sides) > 1 and is_table(sides):
            found = found or [[]]
            found[-1] += lines[at:end]
            at = end
        elif len(sides) > 1 and are_columns(sides, lines[at:end], size):
            for side in sides:
                words_beside = [word for line in side for word in line.words]
                found += columns_of(words_beside, depth + 1)
            found.append([])
            at = end
        else:
            if not found:
                found.append([])
            found[-1].append(lines[at])
            failed = failed + 1 if at < failed_end else 1
            failed_end = max(failed_end, end)
            at += 1
    return [column for column in found if column]


def gaps(line: WordLine, least: float) -> list[Span]:
    """The free stretches of a line, those to its left and right included."""
    free = [(float("-inf"), line.words[0].left)]
    end = line.words[0].right
    for word in line.words[1:]:
        if word.left - end >= least:
            free.append((end, word.left))
        end = max(end, word.right)
    return [*free, (end, float("inf"))]


def band(
    lines: Sequence[WordLine], spans: Sequence[list[Span]], start: int, least: float
) -> tuple[int, list[Span]]:
    """Where the lines end that share a gutter from `start` on, and their gutters."""
    common = spans[start]
    left, right = lines[start].left, lines[start].right
    end = start + 1
    kept = inner(common, left, right)
    while end < len(lines):
        shared = intersection(common, spans[end], least)
        left, right = min(left, lines[end].left), max(right, lines[end].right)
        if not (gutters := inner(shared, left, right)):
            break
        common, kept = shared, gutters
        end += 1
    return end, kept


def inner(spans: Sequence[Span], left: float, right: float) -> list[Span]:
    """Those with text on both sides."""
    return [(a, b) for a, b in spans if a >= left and b <= right]


def intersection(some: Sequence[Span], others: Sequence[Span], least: float) -> list[Span]:
    """The stretches that both hold, as far as they are wide enough."""
    return [
        (max(a, c), min(b, d)) for a, b in some for c, d in others if min(b, d) - max(a, c) >= least
    ]


def divided(lines: Sequence[WordLine], gutters: Sequence[Span]) -> list[list[WordLine]]:
    """What stands between the gutters, as lines."""
    edges = [(a + b) / 2 for a, b in gutters]
    sides: list[list[WordLine]] = [[] for _ in range(len(edges) + 1)]
    for line in lines:
        parts: list[list[Word]] = [[] for _ in sides]
        for word in line.words:
            parts[bisect_left(edges, word.left)].append(word)
        for side, part in zip(sides, parts, strict=True):
            if part:
                side.append(WordLine(part).measure())
    return [side for side in sides if side]


def are_columns(
    columns: Sequence[Sequence[WordLine]], rows: Sequence[WordLine], size: float
) -> bool:
    """Whether the text is read down each side, not across: no side is a table's column."""
    if any(len(column) < LEAST for column in columns):
        return False
    widths = [[line.right - line.left for line in column] for column in columns]
    if any(sum(width) / len(width) < 7 * size for width in widths):
        return False
    texts = [[text_of_words(line.words) for line in column] for column in columns]
    if any(sum(map(str.isalpha, "".join(text))) < 0.6 * len("".join(text)) for text in texts):
        return False
    if in_turn(columns):
        return True
    filled = all(sum(w > 0.65 * max(width) for w in width) >= len(width) / 2 for width in widths)
    shared = sum(len(column) for column in columns) > 1.5 * len(rows)
    if filled and not shared:
        return True
    return filled and any(goes_on(text) >= 0.2 for text in texts) and all(map(goes_on, texts))


def in_turn(columns: Sequence[Sequence[WordLine]]) -> bool:
    """Whether each side stands whole before the next in the file."""
    orders = [[word.order for line in column for word in line.words] for column in columns]
    return all(max(a) < min(b) for a, b in pairwise(orders))


def is_table(columns: Sequence[Sequence[WordLine]]) -> bool:
    """Whether all sides are broken at the same heights, several times: into a table's rows."""
    if any(len(column) < LEAST for column in columns):
        return False
    # What stands above or below all sides but one is no part of the table.
    top = min(column[0].baseline for column in columns)
    bottom = max(column[-1].baseline for column in columns)
    breaks = [
        [(a, b) for a, b in breaks_of(column) if a <= top and b >= bottom] for column in columns
    ]
    first = breaks[0]
    return (
        len(first) > 1
        and all(
            len(other) == len(first)
            and all(min(a[0], b[0]) > max(a[1], b[1]) for a, b in zip(first, other, strict=True))
            for other in breaks[1:]
        )
        and not in_turn(columns)
    )


def breaks_of(column: Sequence[WordLine]) -> list[Span]:
    """The stretches between a column's lines that are wider than the closest, from the top."""
    steps = [(above.baseline, below.baseline) for above, below in pairwise(column)]
    close = min(a - b for a, b in steps)
    return [(a, b) for a, b in steps if a - b > WIDER * close]


def goes_on(lines: Sequence[str]) -> float:
    """The share of lines that begin within a sentence."""
    begun = [line[0].isalpha() and not line[0].isupper() for line in lines]
    return sum(begun) / len(lines)
