"""A reply's lines, as they are streamed → its blocks: paragraphs, items, headings, rows.

A line's beginning says what it is, so that the words of a paragraph or an item go on at once. Code
fences and quotation marks round a reply leave it as it is; a list of sources below it is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.llm.json_replies import begins_json, json_markdown

_DECIDED = 24
"""Characters of a line that say what it is."""

_ITEM = re.compile(r"(?P<indent>\s*)(?P<mark>[-*+•▪●○‣◦–—]|\(?\d{1,3}[.)]|[a-z]\))[^\S\n]+(?=\S)")
_HEADING = re.compile(
    r"\s*(?:#{1,6}\s+(?P<words>[^\n]*?)\s*#*|(?P<dress>\*\*|__)(?P<bold>[^*_\n]{1,100})(?P=dress):?)\s*$"
)
_ENDS_SENTENCE = re.compile(r"[.!?…。]\W*$")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_RULE = re.compile(r"\s*(?:[-*_=]\s?){3,}$")
_DEFINITION = re.compile(r"\s*\[\^?[\w-]{1,30}\]:")
_DELIMITER = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_SOURCES = re.compile(
    r"\W*(?:sources?|references?|citations?|footnotes?|bibliography|works cited)"
    r"(?:\s(?:used|cited|list))?\W*(?P<rest>:|$|\*\*\s*$)",
    re.IGNORECASE,
)
_WAITS = re.compile(
    r"\s*(?:[|\[{#>~`=+]|\*\*|__|--|\*\s\*|<|$|\W*(?:source|ref|cit|foot|bib|works))", re.I
)
"""A line's beginning for which the whole line is needed."""


@dataclass(frozen=True, slots=True)
class BlockStart:
    """A new block begins; its text follows. `mark` and `level` are an item's."""

    kind: Literal["paragraph", "item", "heading", "row"]
    mark: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class TableRule:
    """The block before was a table's head."""


class BlockReader:
    """Reads a reply that comes in pieces into blocks, in time linear in its length."""

    def __init__(self) -> None:
        self._line = ""
        self._begun = False
        self._json: list[str] | None = None
        self._open: BlockStart | None = None
        self._blank = False
        self._in_table = False
        self._left_out = False
        self._indents: list[int] = []

    def feed(self, piece: str) -> Iterator[BlockStart | TableRule | str]:
        """The blocks that a further piece opens, and the text that it adds to the open one."""
        if self._json is not None:
            self._json.append(piece)
            return
        self._line += piece
        while self._line:
            head, newline, rest = self._line.partition("\n")
            if self._begun:
                yield head + newline
                self._begun, self._line = not newline, rest
            elif newline:
                if begins_json(head):
                    self._json = [self._line]
                    return
                self._line = rest
                yield from self._read(head + newline)
            elif self._is_decided(head):
                self._line, self._begun = "", True
                yield from self._read(head)
            else:
                return

    def close(self) -> Iterator[BlockStart | TableRule | str]:
        """What is left at the reply's end."""
        if self._json is None and not self._begun and begins_json(self._line):
            self._json = [self._line]
        if self._json is not None:
            text, self._json, self._line = "".join(self._json), None, ""
            fenced = re.split(r"\n\s*```", text, maxsplit=1)
            for part, is_json in zip(fenced, (True, False), strict=False):
                for line in (json_markdown(part) if is_json else part).splitlines(keepends=True):
                    yield from self._read(line)
                yield from self._read("\n")
        elif self._line:
            line, self._line = self._line, ""
            yield from self._read(line)

    def _is_decided(self, line: str) -> bool:
        if self._in_table or self._left_out or _WAITS.match(line):
            return False
        return len(line.lstrip()) >= _DECIDED

    def _read(self, line: str) -> Iterator[BlockStart | TableRule | str]:
        """A line, or the beginning of one that is no more than text."""
        while quoted := re.match(r"\s{0,3}>\s?", line):
            line = line[quoted.end() :]
        if not line.strip():
            self._blank, self._in_table = True, False
            return
        if _FENCE.match(line) or _DEFINITION.match(line) or self._is_source(line):
            return
        if _DELIMITER.match(line) and "-" in line and self._may_head(line):
            self._in_table = True
            yield TableRule()
            return
        if _RULE.match(line):
            self._blank = True
            return
        opened = self._opened(line)
        if opened:
            self._open = opened
            self._in_table = opened.kind == "row"
            yield opened
        self._blank = False
        item = _ITEM.match(line) if self._open and self._open.kind == "item" and opened else None
        heading = _HEADING.match(line) if self._open and self._open.kind == "heading" else None
        if heading:
            yield heading["words"] or heading["bold"] or ""
        else:
            yield line[item.end() :] if item else line

    def _opened(self, line: str) -> BlockStart | None:
        """The block that a line opens; None where it goes on with the one before."""
        heading = _HEADING.match(line)
        if heading and not _ENDS_SENTENCE.search(heading["words"] or heading["bold"] or ""):
            self._indents = []
            return BlockStart("heading")
        stripped = line.strip()
        if stripped.startswith("|") or (self._in_table and "|" in stripped):
            return BlockStart("row")
        if item := _ITEM.match(line):
            return BlockStart("item", self._mark(item["mark"]), self._level(len(item["indent"])))
        before = self._open
        indented = line[:1].isspace()
        goes_on = before and before.kind in ("paragraph", "item") and not self._blank
        if goes_on or (before and before.kind == "item" and indented):
            return None
        self._indents = []
        return BlockStart("paragraph")

    def _level(self, indent: int) -> int:
        while self._indents and indent < self._indents[-1]:
            self._indents.pop()
        if not self._indents or indent > self._indents[-1] + 1:
            self._indents.append(indent)
        return len(self._indents) - 1

    def _mark(self, mark: str) -> str:
        return f"{mark.strip('().')}." if mark[-1] in ".)" else "-"

    def _may_head(self, line: str) -> bool:
        """Whether a line of dashes with bars rules off a table's head: the line before it."""
        return self._open is not None and not self._blank and ("|" in line)

    def _is_source(self, line: str) -> bool:
        """Whether a line lists sources: it says so, or stands below one that does."""
        heading = _HEADING.match(line)
        if found := _SOURCES.match(line):
            self._left_out = not line[found.end() :].strip(" *_\n")
            return True
        if heading and self._left_out:
            self._left_out = False
        return self._left_out
