"""Passages for tests, made of blocks by their layout."""

from index.load.outline import outlined
from index.load.text_layout import layout_blocks
from index.types import Block, Passage, Source


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks that a plain text has."""
    return outlined(text, tuple(layout_blocks(text)))


def passage_of(text: str, title: str = "A title") -> Passage:
    """A plain text as one passage, which is its whole document."""
    return Passage(Source("a.txt", title), 0, len(text), text, blocks_of(text))
