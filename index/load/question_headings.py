"""Headings that ask what the text under them answers, as a list of questions has them."""

from collections.abc import Sequence
from dataclasses import replace

from index.load.outline import heading_words
from index.load.sanitize import one_line
from index.types import Block


def with_questions(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with headings that ask something as questions, where words follow them.

    The title of a document is a heading, though it may ask.
    """
    title = next((block for block in blocks if block.kind != "furniture"), None)
    tops = sum(block.kind == "heading" and block.level == 1 for block in blocks)
    found = []
    for block, answered in zip(blocks, followed(blocks), strict=True):
        is_title = block is title and block.level == 1 and tops == 1
        is_question = block.kind == "heading" and answered and not is_title
        asks = is_question and asks_something(text[block.start : block.end])
        found.append(replace(block, kind="question") if asks else block)
    return found


def asks_something(words: str) -> bool:
    """Whether a line ends as a question does, its marks aside."""
    return heading_words(one_line(words)).rstrip("\"'”’») ").endswith(("?", "？", "؟"))


def followed(blocks: Sequence[Block]) -> list[bool]:
    """Whether each block is followed by words, rather than by a heading or nothing."""
    found: list[bool] = []
    after = False
    for block in reversed(blocks):
        found.append(after)
        if block.kind != "furniture":
            after = block.kind not in ("heading", "question")
    return found[::-1]
