"""The blocks that a question names: by their section's number, or by who speaks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.question.named_sections import NamedSection, is_within, label_number
from assistant.question.query import Query
from index.text.folding import plain_word
from index.text.names import TITLES
from index.text.stop_words import FUNCTION_WORDS
from index.types import Block, Hit

_NUMBERED = ("clause", "heading", "question", "item", "paragraph", "row")
_LISTED = ("item", "question", "row", "clause")
_TIME = re.compile(r"\[?\b\d{1,2}[:.]\d\d\b")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class NamedBlock:
    """A block, with the hit whose passage holds it."""

    hit: Hit
    block: Block


def section_blocks(sections: Sequence[NamedSection], hits: Sequence[Hit]) -> list[NamedBlock]:
    """The hits' blocks that are, or stand in, the sections; those with the very number first.

    Headings and furniture are left out: they say nothing themselves.
    """
    exact: list[NamedBlock] = []
    under: list[NamedBlock] = []
    for hit, block in _blocks(hits):
        ranks = [rank for each in sections if (rank := _fits(each, hit, block))]
        if ranks and block.kind not in ("heading", "furniture"):
            (exact if max(ranks) > 1 else under).append(NamedBlock(hit, block))
    return exact + under


def speaker_blocks(query: Query, hits: Sequence[Hit]) -> list[NamedBlock]:
    """The hits' turns whose speaker the question names, by the whole name or a part of it."""
    named = _names_of(query.text)
    return [
        NamedBlock(hit, block)
        for hit, block in _blocks(hits)
        if block.kind == "turn" and named & set(_speaker_words(block.label))
    ]


def speaker(block: Block) -> str:
    """Who speaks in a turn, without the time: "Lena Fuchs" of "Lena Fuchs, 00:02:02"."""
    return _TIME.split(block.label)[0].strip(" ,([-–")


def _blocks(hits: Sequence[Hit]) -> Iterator[tuple[Hit, Block]]:
    seen: set[tuple[str, int]] = set()
    for hit in hits:
        for block in hit.passage.blocks:
            key = (hit.passage.source.name, block.start)
            if key not in seen:
                seen.add(key)
                yield hit, block


def _fits(section: NamedSection, hit: Hit, block: Block) -> int:
    """2 for a block with the section's number, 1 for one within the section, 0 for others."""
    kinds = _LISTED if section.part == "item" else _NUMBERED
    own = block.label
    if not own and block.kind in ("heading", "question"):
        own = hit.passage.text[max(0, block.start - hit.passage.start) :][:80]
    if block.kind in kinds and own:
        number = label_number(own)
        if number and is_within(number, section.number):
            return 1 + (number == section.number)
    return int(any(is_within(label_number(each), section.number) for each in block.above))


def _names_of(question: str) -> set[str]:
    """The words with a capital of a question, the first too, plain; function words aside."""
    words = (plain_word(re.sub(r"['’]s?$", "", word)) for word in _WORD.findall(question)
             if word[0].isupper())  # fmt: skip
    return {word for word in words if word not in FUNCTION_WORDS and word not in TITLES}


def _speaker_words(label: str) -> list[str]:
    words = [plain_word(word) for word in _WORD.findall(_TIME.split(label)[0])]
    return [word for word in words if word not in TITLES and len(word) > 1]
