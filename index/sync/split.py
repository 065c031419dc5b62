"""Documents → passages on sentence boundaries, with exact offsets.

Passages tile their document: each begins where the one before it ends, so that joined they are
the document's text again, to the character.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil

from index.text.sentences import Span, sentences
from index.types import Document, Passage

PASSAGE_CHARACTERS = 1000
"""The size limit of a passage: what the packaged embedder reads at once, title included."""


def split(document: Document, size: int = PASSAGE_CHARACTERS) -> list[Passage]:
    """The document's passages of at most `size` characters, white space around them aside.

    A passage ends where a sentence does. Paragraphs are joined until they fill half a passage;
    what is too long for one is divided into parts of about the same length.
    """
    text = document.text
    starts = [
        start
        for section in _sections(text, sentences(text), size // 2)
        for start in _divided(section, size)
    ]
    cuts = [0, *starts[1:], len(text)] if starts else []
    return [Passage(document.source, start, end, text[start:end]) for start, end in pairwise(cuts)]


def _sections(text: str, spans: Sequence[Span], least: int) -> Iterator[list[Span]]:
    """Runs of whole paragraphs, each but the last longer than `least` characters."""
    section: list[Span] = []
    for start, end in spans:
        full = bool(section) and section[-1][1] - section[0][0] > least
        if full and "\n" in text[section[-1][1] : start]:
            yield section
            section = []
        section.append((start, end))
    if section:
        yield section


def _divided(section: Sequence[Span], size: int) -> Iterator[int]:
    """Where the parts of a section start: as few and as even as can be."""
    starts, ends = [start for start, _ in section], [end for _, end in section]
    first, last = 0, len(section) - 1
    while True:
        yield starts[first]
        rest = ends[-1] - starts[first]
        if rest <= size or first == last:
            return
        fitting = max(bisect_right(ends, starts[first] + size), first + 1)
        parts = ceil(rest / size)
        cut = _nearest(starts, starts[first] + rest / parts, first + 1, fitting)
        if ends[-1] - starts[cut] > (parts - 1) * size:
            cut = _nearest(starts, starts[first] + rest / (parts + 1), first + 1, fitting)
        first = cut


def _nearest(values: Sequence[int], value: float, low: int, high: int) -> int:
    """The index, from `low` to `high`, of the nearest among ascending values."""
    above = bisect_left(values, value, low, high)
    if above > low and value - values[above - 1] < values[above] - value:
        return above - 1
    return above
