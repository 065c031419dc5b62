"""What explains: the sentences that follow each other in the one place that says most."""

from collections.abc import Sequence

from assistant.answering.quote_candidates import quote_at
from assistant.types import Quote
from index.statements import Statement, statements, told_to_people

SENTENCES = 3
"""Sentences of an explanation at most."""


def in_one_place(best: Sequence[Quote]) -> list[Quote]:
    """The best quote with the sentences after it, or before it, where it is running text.

    A reason or a way stands beside the sentence that speaks of what is asked as often as in it,
    and seldom in another document. What the best quote says in items or rows stays as it is.
    """
    if not best:
        return []
    first = best[0]
    passage = first.passage
    told = told_to_people(statements(passage))
    here = [each for each in told if first.start <= each.start < first.end]
    if not here or any(each.block.kind != "paragraph" for each in here):
        return list(best)
    first_told, last_told = told.index(here[0]), told.index(here[-1])
    for each in told[last_told + 1 :]:
        if len(here) == SENTENCES or not _is_beside(here[-1], each):
            break
        here.append(each)
    for each in reversed(told[:first_told]):
        if len(here) == SENTENCES or not _is_beside(here[0], each):
            break
        here.insert(0, each)
    return [quote_at(passage, here[0].start, here[-1].end)]


def _is_beside(one: Statement, other: Statement) -> bool:
    """Whether a sentence is running text under the same headings."""
    return other.block.kind == "paragraph" and other.block.above == one.block.above
