"""A passage → what can be quoted of it: sentences, items, clauses, rows and turns, never a heading.

A statement is read with its frame: the question it answers, the sentence that introduces its list,
the heading above, its row's column names.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.text.addressed import addresses_machine
from index.text.sentences import block_sentences, introduces
from index.text.table_rows import labelled_row
from index.types import Block, Passage

SHORT = 400
"""Characters up to which an item, turn or piece of code is one statement."""

WHOLE = 1200
"""Characters up to which a clause, list or answer is quoted whole, and no block is divided between
passages but running text."""

_MARK = re.compile(r"(?:[-*+•–—·▪●○‣◦]|>|#{1,6}|(?:A|Answer)\s?\d{0,3}[:.)])[^\S\n]+")
"""What stands before a block's own words and is none of them."""

_UNQUOTED = {"heading", "question", "furniture"}


@dataclass(frozen=True, slots=True)
class Statement:
    """A span of a document that can be quoted, at `start` to `end` of the document.

    `text` is what it says, on one line, a row with its columns' names. `block` is the first block
    it is of. `is_list` says that it is several items with what introduces them, or the whole
    answer to a question.
    """

    start: int
    end: int
    text: str
    block: Block
    is_list: bool = False


def told_to_people(found: Iterable[Statement]) -> list[Statement]:
    """The statements without those that address a machine, and what follows them in their block."""
    kept: list[Statement] = []
    addressed: Block | None = None
    for each in found:
        if each.block is addressed or addresses_machine(each.text):
            addressed = each.block
        else:
            kept.append(each)
    return kept


def statements(passage: Passage) -> list[Statement]:
    """The statements of a passage in order; its headings where it has nothing else.

    A passage without blocks, of a library of an older version, is one paragraph.
    """
    found = [each for block in blocks_of(passage) for each in _of_block(passage, block)]
    return found or [
        Statement(start, end, " ".join(_text(passage, start, end).split()), block)
        for block in blocks_of(passage)
        if (span := _trimmed(passage, block)) and (start := span[0]) < (end := span[1])
    ]


def lists(passage: Passage) -> list[Statement]:
    """The lists of a passage with what introduces them, and its questions' whole answers."""
    blocks = blocks_of(passage)
    return [
        statement
        for number in range(len(blocks))
        if (statement := _list_at(passage, blocks, number)) is not None
    ]


def blocks_of(passage: Passage) -> Sequence[Block]:
    """The passage's blocks; one paragraph where it has none."""
    return passage.blocks or (Block("paragraph", passage.start, passage.end),)


def frame(block: Block, title: str = "") -> str:
    """What a block's words are read with: the heading or question above, and its lead.

    The heading that is the document's own title says nothing of one block.
    """
    above = block.above[-1] if block.above and block.above[-1] != title else ""
    return " ".join(part for part in (above, block.lead) if part)


def labelled_text(passage: Passage) -> str:
    """The passage's text, each row with its columns' names."""
    if not any(block.columns for block in passage.blocks):
        return passage.text
    pieces = []
    for block in passage.blocks:
        text = _text(passage, block.start, block.end)
        words = text.strip()
        row = labelled_row(words, block.columns) if block.columns and words else words
        pieces.append(text.replace(words, row, 1) if words else text)
    return "".join(pieces)


def _of_block(passage: Passage, block: Block) -> Iterator[Statement]:
    if block.kind in _UNQUOTED:
        return
    start, end = _trimmed(passage, block)
    if start == end:
        return
    words = _text(passage, start, end)
    if block.kind == "row":
        yield Statement(start, end, labelled_row(words, block.columns), block)
        return
    longest = WHOLE if block.kind == "clause" else SHORT
    if block.kind != "paragraph" and end - start <= longest:
        if not _only_leads(words, block):
            yield Statement(start, end, " ".join(words.split()), block)
        return
    yield from _sentences(passage, block)


def _sentences(passage: Passage, block: Block) -> Iterator[Statement]:
    """The sentences of a block; one that only introduces what follows is none."""
    start, end = _trimmed(passage, block)
    words = _text(passage, start, end)
    spans = block_sentences(words, wrapped=bool(passage.blocks) and block.kind != "code")
    for number, (first, last) in enumerate(spans):
        sentence = words[first:last]
        if number == len(spans) - 1 and _only_leads(sentence, block):
            continue
        yield Statement(start + first, start + last, " ".join(sentence.split()), block)


def _list_at(passage: Passage, blocks: Sequence[Block], number: int) -> Statement | None:
    """The list or answer that begins at a block, or None."""
    head = blocks[number]
    start, end = _trimmed(passage, head)
    words = _text(passage, start, end)
    leads = introduces(words, is_clause=head.kind == "clause")
    is_lead = head.kind not in _UNQUOTED and leads
    if head.kind not in ("heading", "question") and not is_lead:
        return None
    own = [] if head.kind in ("heading", "question") else [head]
    for block in blocks[number + 1 :]:
        if not _belongs(block, head) or block.end - (own or [block])[0].start > WHOLE:
            break
        if block.kind != "furniture":
            own.append(block)
    if (len(own) < 2 and head.kind != "question") or not own:
        return None
    spans = [_trimmed(passage, block) for block in own]
    texts = [_said(passage, block) for block in own]
    return Statement(spans[0][0], spans[-1][1], "\n".join(texts), own[0], is_list=True)


def _belongs(block: Block, head: Block) -> bool:
    """Whether a block is of the list or answer that `head` begins."""
    if block.kind == "furniture":
        return True
    if head.kind == "question":
        return block.kind not in ("heading", "question")
    return block.kind in ("item", "row") and block.level >= head.level * (head.kind == "item")


def _said(passage: Passage, block: Block) -> str:
    words = _text(passage, *_trimmed(passage, block))
    return labelled_row(words, block.columns) if block.kind == "row" else " ".join(words.split())


def _only_leads(words: str, block: Block) -> bool:
    return block.kind != "code" and words.rstrip().endswith(":")


def _trimmed(passage: Passage, block: Block) -> tuple[int, int]:
    """The part of a block that is in the passage, without white space and its mark."""
    start, end = max(block.start, passage.start), min(block.end, passage.end)
    text = _text(passage, start, end)
    start += len(text) - len(text.lstrip())
    end -= len(text) - len(text.rstrip())
    if start >= end:
        return end, end
    mark = _MARK.match(passage.text, start - passage.start) if block.kind != "code" else None
    return min(end, start + (mark.end() - mark.start() if mark else 0)), end


def _text(passage: Passage, start: int, end: int) -> str:
    return passage.text[start - passage.start : end - passage.start]
