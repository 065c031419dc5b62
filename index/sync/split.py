"""Documents → passages of whole blocks, with exact offsets.

Passages tile their document: each begins where the one before it ends, so that joined they are
the document's text again, to the character.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from index.statements import WHOLE
from index.text.sentences import block_sentences
from index.text.unspaced import is_unspaced
from index.types import Block, Document, Passage

PASSAGE_CHARACTERS = 1000
"""The size limit of a passage: what the packaged embedder reads at once, title included."""

_UNSPACED_SHARE = 0.4
"""The share of that size where words have no spaces: a letter there is a token or more."""

_RUNNING = {"paragraph", "code", "furniture"}
"""Kinds of block that may be divided at their sentences wherever a passage is full."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is never divided: a block, or a sentence of one.

    A passage may begin with it where it `opens`; it `heads` what follows, which stays with it.
    """

    start: int
    end: int
    opens: bool
    heads: bool = False


def split(document: Document, size: int = PASSAGE_CHARACTERS) -> list[Passage]:
    """The document's passages of at most `size` characters, white space around them aside.

    A passage ends where a block does, or a sentence of a block too long for one. Blocks are joined
    until they fill half a passage; a heading stays with what it stands over, a list with what
    introduces it. What is too long for one passage is divided into parts of about the same length.
    """
    text = document.text
    if is_unspaced(text):
        size = max(1, int(size * _UNSPACED_SHARE))
    blocks = document.blocks or (Block("paragraph", 0, len(text)),)
    starts = [
        start
        for section in _sections(list(_units(text, blocks)), size // 2)
        for start in _divided(section, size)
    ]
    cuts = [0, *starts[1:], len(text)] if starts else []
    return [
        Passage(document.source, start, end, text[start:end], _within(blocks, start, end))
        for start, end in pairwise(cuts)
    ]


def _within(blocks: Sequence[Block], start: int, end: int) -> tuple[Block, ...]:
    """The blocks that share characters with a span, of those that tile a text."""
    first = bisect_right(blocks, start, key=lambda block: block.end)
    last = bisect_left(blocks, end, key=lambda block: block.start)
    return tuple(blocks[first:last])


def _units(text: str, blocks: Sequence[Block]) -> Iterator[_Unit]:
    """The units of all blocks, in order; their ends leave out white space."""
    before: Block | None = None
    for block in blocks:
        body = text[block.start : block.end]
        heads = block.kind in ("heading", "question") or body.rstrip().endswith(":")
        opens = not _is_introduced(before, block, text)
        length = len(body.strip())
        if block.kind not in _RUNNING and 0 < length <= WHOLE:
            start = block.start + len(body) - len(body.lstrip())
            yield _Unit(start, start + length, opens, heads)
        else:
            spans = block_sentences(body, wrapped=block.kind != "code")
            for number, (start, end) in enumerate(spans):
                last = number == len(spans) - 1
                yield _Unit(
                    block.start + start, block.start + end, opens and not number, heads and last
                )
        if length:
            before = block


def _is_introduced(before: Block | None, block: Block, text: str) -> bool:
    """Whether a block goes on with the one before it, which introduces it."""
    if before is None:
        return False
    if before.kind in ("heading", "question") or block.kind == "furniture":
        return True
    return block.kind == "item" or text[before.start : before.end].rstrip().endswith(":")


def _sections(units: Sequence[_Unit], least: int) -> Iterator[list[_Unit]]:
    """Runs of whole blocks, each but the last longer than `least` characters."""
    section: list[_Unit] = []
    for unit in units:
        if section and unit.opens and section[-1].end - section[0].start > least:
            yield section
            section = []
        section.append(unit)
    if section:
        yield section


def _divided(section: Sequence[_Unit], size: int) -> Iterator[int]:
    """Where the parts of a section start: as few and as even as can be."""
    starts, ends = [unit.start for unit in section], [unit.end for unit in section]
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
        headed = cut
        while headed > first + 1 and section[headed - 1].heads:
            headed -= 1
        first = headed if not section[headed - 1].heads else cut


def _nearest(values: Sequence[int], value: float, low: int, high: int) -> int:
    """The index, from `low` to `high`, of the nearest among ascending values."""
    above = bisect_left(values, value, low, high)
    if above > low and value - values[above - 1] < values[above] - value:
        return above - 1
    return above
