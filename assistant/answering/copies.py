"""Copies of one report: the same wire story in several documents counts once."""

from collections.abc import Sequence

from assistant.answering import answering_weights as weights
from assistant.messages import say
from assistant.types import Citation, Quote
from index.text.stems import stems
from index.types import Hit


def independent_reports(quotes: Sequence[Quote]) -> int:
    """How many independent reports quotes come from: copies of one story count once."""
    return len(distinct_reports(quotes))


def distinct_reports(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes without those whose passages are copies of an earlier one's."""
    kept: list[Quote] = []
    seen: list[set[str]] = []
    for quote in quotes:
        own = set(stems(quote.passage.text))
        if not any(_copies(own, other) for other in seen):
            seen.append(own)
            kept.append(quote)
    return kept


def _copies(one: set[str], other: set[str]) -> bool:
    """Whether two texts' words are nearly the same, and their figures are quite."""
    figures = {word for word in one ^ other if word.isdigit()}
    return not figures and len(one & other) > weights.COPY * len(one | other)


def one_report(citations: Sequence[Citation], hits: Sequence[Hit]) -> str:
    """A line that says so where several documents are cited that are copies of one report."""
    cited = {each.document: each for each in citations}
    passages = [
        hit.passage
        for hit in hits
        if (each := cited.get(hit.passage.source.name))
        and hit.passage.start <= each.start < hit.passage.end
    ]
    quotes = [Quote(passage, passage.start, passage.end, passage.text) for passage in passages]
    if len(cited) < 2 or independent_reports(quotes) > 1:
        return ""
    return say("notice.copies", count=len(citations))
