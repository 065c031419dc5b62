"""Blocks as loaders give them → blocks that tile the text and know what they stand under."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.load.sanitize import one_line
from index.text.sentences import introduces
from index.types import Block

_ABOVE = 120
"""Characters of a heading that are kept with what stands under it."""

_LEAD = 300
"""Characters of the sentence that introduces a list, kept with its items."""

_ASKED = re.compile(r"(?:Q|Question)\s?\d{0,3}[:.)]\s+")

_LINK = re.compile(r"!?\[([^\[\]]{0,200})\]\([^()]{0,500}\)")
_EMPHASIS = re.compile(r"[*`]+|(?<!\w)_+|_+(?!\w)")
_CLOSING = re.compile(r"\s(?:#+|=+|-{2,})\s*$")

_UNLEVELLED = 9
"""The level of a heading or question that has none: below every other."""


def outlined(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, tiling `text`, each with the headings above it and what introduces it.

    `blocks` are in order and do not overlap; text between two belongs to the first. A row may
    bring its table's caption as its lead.
    """
    found: list[Block] = []
    stack: list[tuple[int, str]] = []
    lead = ""
    if not blocks:
        return (Block("paragraph", 0, len(text)),) if text else ()
    starts = [0, *(block.start for block in blocks[1:])]
    ends = [*starts[1:], len(text)]
    for block, start, end in zip(blocks, starts, ends, strict=True):
        words = one_line(text[block.start : block.end])
        if block.kind in ("heading", "question"):
            level = block.level or _UNLEVELLED
            while stack and stack[-1][0] >= level:
                stack.pop()
        if block.kind not in ("item", "row", "furniture"):
            leads = introduces(words, is_clause=block.kind == "clause")
            lead = words[-_LEAD:] if leads and block.kind != "heading" else ""
        above = tuple(heading for _, heading in stack)
        own_lead = (block.lead or lead)[-_LEAD:] if block.kind in ("item", "row") else ""
        found.append(replace(block, start=start, end=end, above=above, lead=own_lead))
        if block.kind in ("heading", "question"):
            stack.append((block.level or _UNLEVELLED, numbered_heading(words, block.label)))
    return tuple(found)


def numbered_heading(words: str, label: str) -> str:
    """A heading with its number, where that is printed but not in the text: "3 Travel"."""
    words = heading_words(words)
    return words if not label or words.startswith(label) else f"{label} {words}"


def heading_words(words: str) -> str:
    """A heading as it stands in a section: without marks of its format, cut where it is long."""
    bare = _ASKED.sub("", _CLOSING.sub("", words.lstrip("#").strip()), count=1)
    bare = _EMPHASIS.sub("", _LINK.sub(r"\1", bare[:500]))
    return bare.strip("=*_ ").strip()[:_ABOVE]
