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
    found = statements(passage)
    here = [at for at, each in enumerate(found) if first.start <= each.start < first.end]
    if not here or any(found[at].block.kind != "paragraph" for at in here):
        return list(best)
    # What addresses a machine stays out, and so does what could be reached across it alone.
    told = told_to_people(found)
    start, end = here[0], here[-1]
    while end + 1 < len(found) and end - start + 1 < SENTENCES:
        if found[end + 1] not in told or not _goes_on(found[end], found[end + 1]):
            break
        end += 1
    while start and end - start + 1 < SENTENCES:
        if found[start - 1] not in told or not _goes_on(found[start - 1], found[start]):
            break
        start -= 1
    return [quote_at(passage, found[start].start, found[end].end)]


def _goes_on(one: Statement, following: Statement) -> bool:
    """Whether a sentence follows another in running text, with nothing between them."""
    beside = one.block is following.block or one.block.end == following.block.start
    return beside and following.block.kind == one.block.kind == "paragraph"
