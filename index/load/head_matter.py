"""Lines that are no running text: bylines below a title, and fields such as "From: …"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.load.opening import BYLINE, PROSE, dateline
from index.types import Block

_FIELD = re.compile(r"[\s>*_]*(?P<key>[^\W\d_][\w /&’'-]{0,30}?)[*_\s]*:[*_\s]*\S.{0,200}")
_MARKS = re.compile(r"[*_`]+")
_PARTS = re.compile(r"(?<=\w)\.\s+|\s[|·•—–]\s")


def without_head_matter(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, a paragraph of fields as one each, bylines below the title as furniture."""
    at_top = True
    for block in blocks:
        if block.kind != "paragraph":
            at_top = at_top and block.kind in ("heading", "furniture")
            yield block
        elif fields := _fields(text, block):
            yield from fields
        elif at_top and _is_byline(text[block.start : block.end]):
            yield replace(block, kind="furniture")
        else:
            at_top = False
            yield block


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
    plain = _MARKS.sub("", text).strip()
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
