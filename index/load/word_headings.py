"""Headings that no style marks: short numbered lines and bold ones, over what they stand for."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from index.load.text_layout import layout_blocks
from index.types import Block

_LONGEST = 100
_ENDED = re.compile(r"[.;:,!。；：，！]$")
_QUESTION = re.compile(r"[?？؟]$")


def with_headings(text: str, blocks: Sequence[Block], bold: Collection[int]) -> list[Block]:
    """The blocks, with headings and an FAQ's questions found among them.

    `bold` are the starts of those set in bold or underlined. Paragraphs that nothing marks
    are divided by their layout, as people type numbers, questions and speakers into them.
    """
    found = list(blocks)
    level = 0
    for number, block in enumerate(blocks):
        if block.kind == "heading":
            level = block.level
        elif is_heading(text, found, number, stands_out(found, number, bold)):
            label = block.label.rstrip(".")
            # The questions of an FAQ stand below what it is headed by.
            asks = bool(_QUESTION.search(text[block.start : block.end]))
            depth = level + label.count(".") + 1 + asks
            found[number] = replace(block, kind="heading", level=depth, label=label)
    asked = [number for number, block in enumerate(found) if is_question(text, block)]
    if len(asked) > 1:
        for number in asked:
            found[number] = replace(found[number], kind="question")
    return list(divided(text, found))


def is_heading(text: str, blocks: Sequence[Block], number: int, is_bold: bool) -> bool:
    """Whether a block that no style makes a heading heads what comes after it."""
    block = blocks[number]
    after = next((b for b in blocks[number + 1 :] if b.kind != "furniture"), None)
    words = text[block.start : block.end]
    if after is None or len(words) > _LONGEST or "\n" in words or _ENDED.search(words):
        return False
    if block.kind == "paragraph":
        return is_bold
    if block.kind not in ("clause", "item") or not block.label:
        return False
    if not is_bold and block.kind == "item" and not _QUESTION.search(words):
        return False
    before = blocks[number - 1] if number else None
    return not is_sibling(block, after) and not (before and is_sibling(block, before))


def stands_out(blocks: Sequence[Block], number: int, bold: Collection[int]) -> bool:
    """Whether a block is set in bold, and not all of what comes after it."""
    after = blocks[number + 1 : number + 4]
    return blocks[number].start in bold and any(block.start not in bold for block in after)


def is_sibling(block: Block, other: Block) -> bool:
    """Whether two blocks are entries of one list, at one depth."""
    return (
        block.kind == other.kind
        and block.level == other.level
        and block.label.rstrip(".").count(".") == other.label.rstrip(".").count(".")
    )


def is_question(text: str, block: Block) -> bool:
    """Whether a block is a heading that asks."""
    return block.kind == "heading" and bool(_QUESTION.search(text[block.start : block.end]))


def divided(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, runs of paragraphs among them divided by their layout."""
    has_headings = sum(block.kind in ("heading", "question") for block in blocks) > 1
    run: list[Block] = []
    for block in (*blocks, None):
        if block is not None and block.kind == "paragraph":
            run.append(block)
            continue
        if run:
            start, end = run[0].start, run[-1].end
            for part in layout_blocks(text[start:end]):
                # Where the format marks headings, what looks like one is none.
                kind = "paragraph" if part.kind == "heading" and has_headings else part.kind
                level = 0 if kind == "paragraph" else part.level
                yield replace(
                    part, kind=kind, level=level, start=part.start + start, end=part.end + start
                )
            run = []
        if block is not None:
            yield block
