"""Markdown → blocks, by CommonMark's own parser, at offsets of the text as it is written."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from index.load.outline import heading_words
from index.text.table_rows import cells
from index.types import Block, BlockKind

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_NUMBER = re.compile(r"\s*(\d{1,9})[.)]\s")

_KINDS: dict[str, BlockKind] = {
    "paragraph_open": "paragraph",
    "fence": "code",
    "code_block": "code",
    "hr": "furniture",
    "html_block": "paragraph",
}


def markdown_blocks(text: str) -> Iterator[Block]:
    """The blocks of a text in Markdown, in order."""
    tokens = _parser().parse(text)
    starts = _line_starts(text)
    depth = 0
    columns: tuple[str, ...] = ()
    in_head = False
    item: str | None = None
    for token in tokens:
        depth += (token.type.endswith("_list_open")) - (token.type.endswith("_list_close"))
        if token.type == "list_item_open":
            item = token.markup
        elif token.type == "list_item_close":
            item = None
        in_head = (in_head or token.type == "thead_open") and token.type != "thead_close"
        if token.map is None:
            continue
        start, end = _span(text, starts, token.map)
        words = text[start:end]
        if token.type == "heading_open":
            is_question = heading_words(words).endswith("?")
            yield Block("question" if is_question else "heading", start, end, int(token.tag[1]))
        elif token.type == "tr_open":
            if in_head:
                columns = tuple(heading_words(cell) for cell in cells(words))
                yield Block("furniture", start, _span(text, starts, _with_rule(token.map))[1])
            else:
                held = cells(words)
                named = columns if len(columns) == len(held) else ()
                yield Block("row", start, end, 0, heading_words(held[0]), named)
        elif token.type == "paragraph_open" and depth:
            # The item's mark stands before its first paragraph.
            first = text.rfind("\n", 0, start) + 1
            start = first + len(text[first:start]) - len(text[first:start].lstrip(" \t>"))
            label = _NUMBER.match(text, first)
            yield Block("item", start, end, depth, f"{label[1]}." if label and item else "")
        elif token.type in _KINDS:
            kind = _KINDS[token.type]
            is_comment = token.type == "html_block" and words.startswith("<!--")
            yield Block("furniture" if is_comment else kind, start, end)


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table")


def _line_starts(text: str) -> Sequence[int]:
    return [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text)), len(text)]


def _span(text: str, starts: Sequence[int], lines: Sequence[int]) -> tuple[int, int]:
    """The offsets of some lines, without the white space around them."""
    start, end = starts[min(lines[0], len(starts) - 1)], starts[min(lines[1], len(starts) - 1)]
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _with_rule(lines: Sequence[int]) -> tuple[int, int]:
    """A head's lines with the rule of dashes under it."""
    return lines[0], lines[1] + 1
