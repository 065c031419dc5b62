"""Plain text → blocks, by its layout: blank lines."""

import re
from collections.abc import Iterator

from index.types import Block

_PARAGRAPH = re.compile(r"\S(?:.|\n(?![^\S\n]*\n))*")


def layout_blocks(text: str) -> Iterator[Block]:
    """The blocks of a text that has no marks of its own."""
    for found in _PARAGRAPH.finditer(text):
        yield Block("paragraph", found.start(), found.end())
