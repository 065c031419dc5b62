"""Copies of one report: the same wire story in several documents counts once."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from assistant.answering import answering_weights as weights
from assistant.messages import say
from assistant.types import Citation, Quote
from index.library import Library
from index.text.sentences import sentences
from index.text.stems import stems
from index.types import Hit, Source

_TOGETHER = 20
"""Documents with one sentence that are held against each other: of more it is a form's."""
_SHARED = 40
"""Characters from which on a sentence is hardly in two texts by chance."""


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


def copied(library: Library, sources: Sequence[Source]) -> list[list[Source]]:
    """The groups of documents that hold nearly the same sentences; their heads may differ."""
    openings = library.openings(each.name for each in sources)
    sharing: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        for sentence in _sentences(openings.get(source.name, "")):
            sharing[sentence].append(source)
    whole = {
        source.name: _sentences(library.text(source.name))
        for alike in sharing.values()
        for source in alike
        if len(alike) > 1
    }
    groups: list[list[Source]] = []
    for alike in sharing.values():
        for first, other in combinations(alike[:_TOGETHER], 2):
            own = next((each for each in groups if first in each), None)
            one, two = whole[first.name], whole[other.name]
            if (own and other in own) or len(one & two) < weights.COPY * len(one | two):
                continue
            if own is None:
                groups.append(own := [first])
            own.append(other)
    return groups


def _sentences(text: str) -> set[str]:
    """The sentences of a text that are hardly in another by chance."""
    return {
        " ".join(text[start:end].split())
        for start, end in sentences(text)
        if end - start >= _SHARED
    }


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
