"""Lines that are no running text: bylines below a title, and fields such as "From: …"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.load.opening import BYLINE, PROSE, dateline
from index.text.outlet_names import is_outlet
from index.types import Block

_FIELD = re.compile(r"[\s>*_]*(?P<key>[^\W\d_][\w /&’'-]{0,30}?)[*_\s]*:[*_\s]*\S.{0,200}")
_MARKS = re.compile(r"[*_`]+")
_PARTS = re.compile(r"(?<=\w)\.\s+|\s[|·•—–]\s")


def without_head_matter(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, a paragraph of fields as one each, what is above the running text as furniture.

    That are bylines, and an outlet's name; a line of its own below them is the headline.
    """
    at_top, below_outlet = True, False
    for block in blocks:
        words = text[block.start : block.end].strip()
        if block.kind != "paragraph":
            at_top = at_top and block.kind in ("heading", "furniture")
            is_byline = is_outlet(_plain(words)) or (below_outlet and _is_byline(words))
            is_byline = is_byline and at_top and block.kind == "heading"
            below_outlet = is_byline or (below_outlet and block.kind == "furniture")
            yield replace(block, kind="furniture", level=0) if is_byline else block
        elif fields := _fields(text, block):
            yield from fields
        elif at_top and (_names_outlet(words) or _is_byline(words)):
            below_outlet = below_outlet or (block is blocks[0] and _names_outlet(words))
            yield replace(block, kind="furniture")
        else:
            is_headline = at_top and below_outlet and _is_headline(words, block, blocks)
            at_top = below_outlet = False
            yield replace(block, kind="heading", level=1) if is_headline else block


def _names_outlet(words: str) -> bool:
    """Whether a line is an outlet's name, or a byline with one."""
    if is_outlet(_plain(words)):
        return True
    found = dateline(_plain(words)) if len(words) <= PROSE and _is_byline(words) else None
    return found is not None and found.outlet is not None


def _plain(words: str) -> str:
    return _MARKS.sub("", words).strip()


def _is_headline(words: str, block: Block, blocks: Sequence[Block]) -> bool:
    """Whether a line alone, which no stop ends, stands above a text."""
    is_line = len(words) <= PROSE and "\n" not in words and words[-1:].isalnum()
    return is_line and any(one.kind == "paragraph" and one.start > block.start for one in blocks)


def _fields(text: str, block: Block) -> list[Block]:
    """The lines of a paragraph where each is a field and there are several; else nothing."""
    lines: list[Block] = []
    at = block.start
    for line in text[block.start : block.end].splitlines(keepends=True):
        if line.strip():
            found = _FIELD.fullmatch(line.strip())
            if found is None:
                return []
            lines.append(replace(block, start=at, end=at + len(line)))
        at += len(line)
    return lines if len(lines) > 1 else []


def _is_byline(text: str) -> bool:
    """Whether a short text gives nothing but outlet, day and author."""
    plain = _plain(text)
    parts = [part.strip(" .,") for part in _PARTS.split(plain)]
    if len(plain) > PROSE or not all(parts):
        return False
    dated = any((found := dateline(part)) and found.alone for part in parts)
    return all(map(_is_part, parts)) and (dated or BYLINE.match(parts[0]) is not None)


def _is_part(text: str) -> bool:
    found = dateline(text)
    if found and found.is_stated:
        return False  # when it is in force is a statement
    return found.alone if found else len(text) <= PROSE // 2 and BYLINE.fullmatch(text) is not None
