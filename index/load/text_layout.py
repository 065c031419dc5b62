"""Plain text → blocks, by its layout: blank lines, marks, capitals, underlining, indents.

Lines broken by hand to fit a page make one block; a line that is complete in itself, such as that
of an address or of a form, is a block of its own.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from index.load.block_kinds import (
    MAIL_FIELDS,
    STOPPED,
    block_kind,
    is_question,
    is_rule,
    marked_kind,
)
from index.load.line_marks import TextLine, line_mark, speaker
from index.text.table_rows import cells
from index.types import Block

LONGEST_WRAPPED = 120
"""A longer line was not broken by hand."""

NARROWEST = 45
"""A line that was broken to fit a page is at least so long."""

TURNS = 3
"""Lines with speakers that make a transcript."""

_COLUMNS = re.compile(r"\S(?:\t+|[^\S\n]{3,}|\s?[.·]{4,}\s?)\S")

_RUNS_ON = re.compile(r"\w[.!?…][\"'”’»)\]]*\s+[\"'“‘«(]*[^\W\d_a-z]")
"""A sentence ends and another begins."""


def layout_blocks(text: str) -> Iterator[Block]:
    """The blocks of a text that has no marks of its own."""
    lines = list(_lines(text))
    speakers = _speakers(lines)
    groups = list(_groups(lines, _width(lines), speakers))
    found = [_block(groups, number, speakers) for number in range(len(groups))]
    yield from _with_rows(text, list(_without_contents(text, found)))


def labelled(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks that a format gives, its paragraphs relabelled by what their layout shows."""
    for number, block in enumerate(blocks):
        if block.kind != "paragraph":
            yield block
            continue
        words = text[block.start : block.end]
        follows = number + 1 < len(blocks) and blocks[number + 1].kind == "paragraph"
        mark = line_mark(words.split("\n", 1)[0].strip())
        kind = marked_kind(mark) if mark else None
        if kind is None and follows and is_question(words):
            kind = "question"
        label = mark.label if mark and kind in ("clause", "item") else ""
        yield replace(block, kind=kind, label=label) if kind else block


def _lines(text: str) -> Iterator[TextLine]:
    start, blank = 0, True
    for raw in text.splitlines(keepends=True):
        body = raw.strip()
        if body:
            indent = len(raw) - len(raw.lstrip())
            at = start + indent
            yield TextLine(at, at + len(body), indent, body, line_mark(body), blank)
        blank = not body
        start += len(raw)


def _width(lines: Sequence[TextLine]) -> int:
    """The width to which lines were broken by hand; 0 where they were not."""
    lengths = [line.indent + len(line.text) for line in lines]
    near = [length for length in lengths if NARROWEST <= length <= LONGEST_WRAPPED]
    if len(near) < 3 or len(near) * 3 < len([each for each in lengths if each >= NARROWEST]) * 2:
        return 0
    return max(near)


def _speakers(lines: Sequence[TextLine]) -> dict[int, str]:
    """The labels of the lines that begin a speaker's turn, by their starts."""
    found = {
        line.start: who
        for line in lines
        if not (line.mark and line.mark.kind in ("question", "answer"))
        and (who := speaker(line.text))
    }
    names = Counter(name for name, _ in found.values())
    timed = sum(1 for _, time in found.values() if time)
    repeated = sum(count for count in names.values() if count > 1)
    if len(found) < TURNS or len(names) < 2 or max(timed, repeated) * 2 < len(found):
        return {}
    return {
        start: f"{name}, {time}" if time else name
        for start, (name, time) in found.items()
        if time or (timed * 2 < len(found) and not MAIL_FIELDS.match(f"{name}:"))
    }


def _groups(
    lines: Sequence[TextLine], width: int, speakers: Mapping[int, str]
) -> Iterator[list[TextLine]]:
    """The lines of each block."""
    group: list[TextLine] = []
    for line in lines:
        if group and not _continues(group, line, width, speakers):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _continues(
    group: Sequence[TextLine], line: TextLine, width: int, speakers: Mapping[int, str]
) -> bool:
    """Whether a line goes on with the block of the lines before it."""
    last, first = group[-1], group[0]
    kinds = [each.mark.kind if each.mark else "" for each in (first, line)]
    if line.after_blank or line.start in speakers or any(map(_has_columns, (last, line))):
        return False
    if "rule" in kinds or "quoted" in kinds:
        return kinds[0] == kinds[1] == "quoted"
    if kinds[1] == "field":
        return not STOPPED.search(last.text) and _is_full(last, line, width)
    # "31 December" may begin a line that was broken by hand.
    if line.mark and (line.mark.stops or line.mark.depth != 1):
        return False
    hangs = kinds[0] not in ("", "field") and line.indent > first.indent
    return line.text[:1].islower() or hangs or _is_full(last, line, width)


def _has_columns(line: TextLine) -> bool:
    return bool(_COLUMNS.search(line.text))


def _is_full(last: TextLine, line: TextLine, width: int) -> bool:
    """Whether a line's next word did not fit on it."""
    word = len(line.text.split(None, 1)[0])
    length = last.indent + len(last.text)
    return width > 0 and length >= NARROWEST * 0.8 and length + 1 + word > width - 4


def _block(groups: Sequence[list[TextLine]], number: int, speakers: Mapping[int, str]) -> Block:
    group = groups[number]
    first, last = group[0], group[-1]
    words = " ".join(line.text for line in group)
    following = groups[number + 1] if number + 1 < len(groups) else []
    at = number - 1
    while at >= max(0, number - 3) and is_rule(groups[at]):
        at -= 1
    before = groups[at] if at >= max(0, number - 3) else []
    kind, level, label = block_kind(group, words, following, before, speakers)
    if kind == "item":
        level = 1 + first.indent // 2
    return Block(kind, first.start, last.end, level, label)


def _with_rows(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, lines whose words stand in columns as rows; their head names the columns."""
    columns: list[str] = []
    inside = False
    for block in blocks:
        words = text[block.start : block.end].strip()
        held = cells(words) if _is_row(words) else []
        is_row = block.kind in ("paragraph", "heading") and len(held) > 1
        if is_row and len(held) > 2 and not inside and not any(map(str.isdigit, "".join(held))):
            columns, inside = held, True
            yield replace(block, kind="furniture", level=0)
        elif is_row:
            named = tuple(columns) if len(columns) == len(held) else ()
            inside = True
            yield replace(block, kind="row", level=0, label=held[0], columns=named)
        else:
            if block.kind != "furniture":
                columns, inside = [], False
            yield block


def _is_row(words: str) -> bool:
    """Whether a line's words stand in columns, and run on in none of them."""
    is_set_apart = words.startswith("|") or _COLUMNS.search(words)
    return "\n" not in words and bool(is_set_apart) and not _RUNS_ON.search(words)


def _without_contents(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, a table of contents among them as furniture: a run of headings to come."""
    words = [" ".join(text[block.start : block.end].split()) for block in blocks]
    last = {
        said: number
        for number, (block, said) in enumerate(zip(blocks, words, strict=True))
        if block.kind == "heading"
    }
    to_come = [last.get(said, -1) > number for number, said in enumerate(words)]
    for number, block in enumerate(blocks):
        beside = to_come[max(0, number - 1)] or to_come[min(len(blocks) - 1, number + 1)]
        listed = to_come[number] and (beside or number == 0)
        yield replace(block, kind="furniture", level=0, label="") if listed else block
