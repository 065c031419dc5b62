"""Markdown → its blocks, at the offsets of the text as written: CommonMark and tables."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from index.load.outline import heading_words
from index.load.question_headings import asks_something, followed, with_questions
from index.load.table_head import table_head
from index.text.table_rows import cells
from index.types import Block, BlockKind

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LINE_END = re.compile(r"\r\n?|\n")
_DEFINITION = re.compile(r"[\s>]*\[[^\]]+\]:")
_BOLD_LINE = re.compile(r"\s*(?:\*\*|__)(?P<words>[^*\n]{1,200}?)(?:\*\*|__)[^\S\n]*(?:\r?\n|$)")
_ASKED = re.compile(
    r"\s*(?:\*\*|__)?Q(?:uestion)?\s?\d{0,3}[:.)](?:\*\*|__)?\s[^\n]*(?:\n|$)", re.I
)
_TAG = re.compile(r"<!--.*?(?:-->|$)|</?[A-Za-z][^<>]*>", re.S)
_HTML_HEADING = re.compile(
    r"<(?P<tag>h[1-6]|summary)\b[^<>]*>\s*(?P<words>[^<>\s][^<>]*?)\s*</(?P=tag)\s*>", re.I
)
_LONGEST_TITLE = 100
"""Characters of the longest bold line that stands for a heading."""


def markdown_blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text, in order."""
    blocks = list(_Reader(text).blocks(_parser().parse(text)))
    return _with_lines_apart(text, with_questions(text, blocks))


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table").disable("inline")


@dataclass(slots=True)
class _Item:
    """A list item that is open: its number and its first line, until its words have begun."""

    label: str
    line: int
    begun: bool = False


class _Reader:
    """The tokens of one text → blocks, by the lines that each token covers."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
        self.starts.append(len(text))
        self.items: list[_Item] = []

    def blocks(self, tokens: Sequence["Token"]) -> Iterator[Block]:
        """The tokens' blocks, and those of the lines that no token covers."""
        line = 0
        for block in self.covered(tokens):
            first = bisect_right(self.starts, block.start) - 1
            yield from self.left_out(line, first)
            yield block
            line = max(line, bisect_right(self.starts, block.end - 1))
        yield from self.left_out(line, len(self.starts) - 1)

    def covered(self, tokens: Sequence["Token"]) -> Iterator[Block]:
        """The blocks of the tokens, where they hold words."""
        for token in tokens:
            if token.type == "list_item_open" and token.map:
                label = f"{token.info}{token.markup}" if token.info else ""
                self.items.append(_Item(label, token.map[0]))
            elif token.type == "list_item_close":
                self.items.pop()
            elif token.map:
                for block in self.leaf(token, token.map[0], token.map[1]):
                    yield block
                    for item in self.items:
                        item.begun = True

    def leaf(self, token: "Token", first: int, end: int) -> Iterator[Block]:
        """The blocks of a token that covers lines and has none inside it."""
        if token.type == "paragraph_open":
            yield from self.paragraph(first, end)
        elif token.type == "heading_open":
            underlined = token.markup in "=-"
            yield from self.block("heading", first, end - underlined, level=int(token.tag[1]))
            if underlined:
                yield from self.block("furniture", end - 1, end)
        elif token.type in ("fence", "code_block"):
            yield from self.block("code", first, end)
        elif token.type == "hr":
            yield from self.block("furniture", first, end)
        elif token.type == "html_block":
            yield from self.html(first, end)
        elif token.type == "table_open":
            yield from self.table(first, end)

    def block(
        self, kind: BlockKind, first: int, end: int, *, level: int = 0, label: str = ""
    ) -> Iterator[Block]:
        """The block of some lines, without the white space around it; none where they are blank."""
        start, stop = self.starts[first], self.starts[end]
        words = self.text[start:stop]
        if words.strip():
            start += len(words) - len(words.lstrip())
            yield Block(kind, start, start + len(words.strip()), level, label)

    def paragraph(self, first: int, end: int) -> Iterator[Block]:
        """A paragraph, or, in a list, an item from its mark on."""
        if not self.items:
            yield from self.block("paragraph", first, end)
            return
        item = self.items[-1]
        label, line = ("", first) if item.begun else (item.label, item.line)
        yield from self.block("item", line, end, level=len(self.items), label=label)

    def html(self, first: int, end: int) -> Iterator[Block]:
        """HTML between Markdown: headings, words, and mere tags."""
        at = self.starts[first]
        for found in _HTML_HEADING.finditer(self.text, at, self.starts[end]):
            yield from self.words(at, found.start("words"))
            level = int(found["tag"][1]) if found["tag"][1].isdigit() else 0
            yield Block("heading", *found.span("words"), level)
            yield Block("furniture", found.end("words"), at := found.end())
        yield from self.words(at, self.starts[end])

    def words(self, start: int, end: int) -> Iterator[Block]:
        """A stretch of HTML as a paragraph, or as furniture where it is tags alone."""
        source = self.text[start:end]
        if bare := source.strip():
            start += source.index(bare)
            kind: BlockKind = "paragraph" if _TAG.sub("", bare).strip() else "furniture"
            yield Block(kind, start, start + len(bare))

    def table(self, first: int, end: int) -> Iterator[Block]:
        """A table's rows under their columns' names."""
        lines = [self.text[self.starts[at] : self.starts[at + 1]] for at in range(first, end)]
        rows = [[heading_words(cell) for cell in cells(line)] for line in lines]
        is_named = any(rows[0])
        head = table_head([*rows[:1], *rows[2:]] if is_named else rows[2:], is_named or None)
        heads = head.title + head.rows + (1 if is_named else 2)
        yield from self.block("furniture", first, first + heads)
        for number, at in enumerate(range(first + heads, end), heads):
            names = (*head.names, *[""] * len(rows[number]))[: len(rows[number])]
            label = next((cell for cell in rows[number] if cell), "")
            for block in self.block("row", at, at + 1, label=label):
                yield replace(block, columns=names if any(names) else ())

    def left_out(self, first: int, end: int) -> Iterator[Block]:
        """Lines that no token covers: addresses of links, and what is nested too deeply."""
        for at in range(first, end):
            line = self.text[self.starts[at] : self.starts[at + 1]]
            is_bare = _DEFINITION.match(line) or not any(map(str.isalnum, line))
            yield from self.block("furniture" if is_bare else "paragraph", at, at + 1)


def _with_lines_apart(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with a paragraph's first line apart where that asks, or stands for a heading."""
    found: list[Block] = []
    for block, is_followed in zip(blocks, followed(blocks), strict=True):
        if block.kind == "paragraph":
            words = text[block.start : block.end]
            found.extend(_divided(block, words, is_followed=is_followed))
        else:
            found.append(block)
    return found


def _divided(block: Block, words: str, *, is_followed: bool) -> Iterator[Block]:
    """A paragraph; its first line apart where that asks, or stands for a heading."""
    bold, asked = _BOLD_LINE.match(words), _ASKED.match(words)
    line = bold or asked
    end = line.end() if line else 0
    rest = words[end:].strip()
    if not line or not (rest or is_followed):
        yield block
    elif asks_something(line[0]):
        stop = block.start + len(line[0].rstrip())
        yield replace(block, kind="question", end=stop)
        if rest:
            yield replace(block, start=block.start + end + words[end:].index(rest))
    elif bold and not rest and _is_title(bold["words"].strip()):
        yield replace(block, kind="heading")
    else:
        yield block


def _is_title(words: str) -> bool:
    """Whether a bold line is a heading rather than a sentence or a fact made to stand out."""
    return len(words) <= _LONGEST_TITLE and not re.search(r"[.!:;,…]$|:\s", words)
