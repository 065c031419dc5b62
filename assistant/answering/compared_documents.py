"""Documents beside each other: matter by matter, an older beside a newer one, each's account."""

import re
from collections.abc import Sequence

from assistant.answering.compared_sides import LONG, side_quotes, too_long, under
from assistant.answering.copies import distinct_reports
from assistant.answering.document_parts import is_sentence, quoted, whole_document
from assistant.answering.identity import document_label, find_twins
from assistant.answering.kind_answers import written_day
from assistant.answering.ranked_quote import RankedQuote
from assistant.answering.ranking import Reranker
from assistant.answering.scoped_search import search_document
from assistant.answering.versions import version_groups
from assistant.question.query import Query
from assistant.types import Quote
from index.library import Library
from index.statements import Statement, statements, told_to_people
from index.text.mentions import numbers_and_dates
from index.text.stems import stems
from index.types import Hit, Passage, Source

SAME_MATTER = 0.55
"""The cosine from which on sentences of two documents are of one matter. A guess."""
DIFFERENT = 0.3
"""What counts that such sentences differ in their figures, or are both whole. A guess."""
PASSAGES = 30
"""Passages that are looked through for what documents say. A guess."""
ANSWERS = 0.25
"""The reader's probability from which on a quote may answer. A guess."""
SURELY = 0.5
"""The same, from which on it surely does. A guess."""
DOCUMENTS = 8
"""Documents, those found first, of which each is asked. A guess."""
_MATTERS = 4
"""Matters in which two documents of one form are set beside each other."""
_ACCOUNTS = 4
"""Documents whose accounts are set beside each other."""
_SHORTEST, _LONG = 12, 160
"""Characters of a shortest statement, and from which on a short one is preferred."""
_STATEMENTS = 60
"""Statements of a document that are set beside another's."""
_OLDER = re.compile(
    r"(?:old|older|previous|former|earlier|original|first|initial|past|last)\b", re.IGNORECASE
)
_NEWER = re.compile(
    r"(?:new|newer|newest|current|present|later|latest|revised|amended|updated|second|final|today)\b",
    re.IGNORECASE,
)


def is_older(name: str) -> bool:
    """Whether a side is called the older one: "the old policy"."""
    return bool(_OLDER.match(name))


def is_newer(name: str) -> bool:
    """Whether a side is called the newer one: "the current version"."""
    return bool(_NEWER.match(name))


def matters(library: Library, sources: Sequence[Source]) -> list[Quote]:
    """What two documents say differently of the same matters, each matter's two sentences.

    First come those that differ most plainly: in their figures, in whole sentences.
    """
    one, other = (whole_document(library, source) for source in sources)
    mine, theirs = _statements(one), _statements(other)
    if not mine or not theirs:
        return []
    vectors = library.embedder.embed([each.text for each in (*mine, *theirs)])
    near = vectors[: len(mine)] @ vectors[len(mine) :].T
    found: list[tuple[float, Statement, Statement]] = []
    for at, first in enumerate(mine):
        to = int(near[at].argmax())
        second = theirs[to]
        mutual = int(near[:, to].argmax()) == at and near[at, to] >= SAME_MATTER
        if mutual and stems(first.text) != stems(second.text):
            found.append((float(near[at, to]) + _difference(first, second), first, second))
    found.sort(key=lambda each: -each[0])
    return [
        quoted(document, each)
        for _, *pair in found[:_MATTERS]
        for document, each in zip((one, other), pair, strict=True)
    ]


def _difference(one: Statement, other: Statement) -> float:
    """How plainly two sentences of one matter differ, and how well they read."""
    figures = [_figures(text) for text in (one.text, other.text)]
    plainly = all(figures) and figures[0] != figures[1]
    whole = is_sentence(one) and is_sentence(other)
    long = max(0, len(one.text) - _LONG, len(other.text) - _LONG) / _LONG
    return DIFFERENT * (plainly + whole - long)


def _statements(document: Passage) -> list[Statement]:
    """Statements of a document, evenly over it; a table's rows say most of what differs."""
    told = told_to_people(statements(document))
    found = [each for each in told if len(each.text) >= _SHORTEST]
    return found[:: -(-len(found) // _STATEMENTS) or 1]


def over_time(
    library: Library, reranker: Reranker, query: Query, names: Sequence[str]
) -> list[Quote]:
    """What an older and a newer document say on a query, under the names for older and newer.

    They are versions of one document, or reports of different days. Empty where there are none.
    """
    hits = _hits(library, query)
    found = _of_versions(library, reranker, query, hits) or _of_days(library, reranker, query, hits)
    if not found:
        return []
    pair = found if is_older(names[0]) or is_newer(names[1]) else found[::-1]
    labels = [written_day(each.passage.source) or each.passage.source.title for each in pair]
    return [
        under(f"{name} ({label})", quote)
        for name, label, quote in zip(names, labels, pair, strict=True)
    ]


def _of_versions(
    library: Library, reranker: Reranker, query: Query, hits: Sequence[Hit]
) -> list[Quote]:
    """What the oldest and the newest version of the document that is found first say."""
    sources = list({hit.passage.source.name: hit.passage.source for hit in hits}.values())
    openings = library.openings({source.name for source in sources})
    for versions in version_groups(find_twins(sources, openings), openings):
        own = [each.source for each in versions]
        if sources[0] in own:
            found = side_quotes(library, reranker, [query, query], [own[-1], own[0]])
            return [each for each in found if each] if all(found) else []
    return []


def _of_days(
    library: Library, reranker: Reranker, query: Query, hits: Sequence[Hit]
) -> list[Quote]:
    """What the earliest and the latest report say that answer with different figures."""
    found = _best_of_each(library, reranker, query, hits)
    dated = [each for each in found if each.passage.source.published]
    dated.sort(key=lambda each: str(each.passage.source.published))
    if len(dated) < 2:
        return []
    figures = [_figures(quote.text) for quote in (dated[0], dated[-1])]
    return [dated[0], dated[-1]] if figures[0] != figures[1] else []


def _figures(text: str) -> set[str]:
    return {each.value for each in numbers_and_dates(text, None)}


def accounts(library: Library, reranker: Reranker, query: Query) -> list[Quote]:
    """What each document that speaks of a matter says of it, under its name; copies once."""
    best = _best_of_each(library, reranker, query, _hits(library, query))
    kept = distinct_reports(best)[:_ACCOUNTS]
    return [under(_named(each.passage.source), each) for each in kept] if len(kept) > 1 else []


def each_says(
    library: Library, reranker: Reranker, query: Query, sources: Sequence[Source]
) -> list[Quote]:
    """What each of some documents says on a query, under its name; those that say nothing not."""
    found = [best_in(library, reranker, query, source) for source in sources]
    labels = [document_label(each, [one for one in sources if one is not each]) for each in sources]
    return [under(label, each.quote) for label, each in zip(labels, found, strict=True) if each]


def best_in(
    library: Library, reranker: Reranker, query: Query, source: Source
) -> RankedQuote | None:
    """What a document says on a query, best; None where it says nothing."""
    hits = search_document(library.search, query.text, source.name, PASSAGES)
    ranked = reranker.all(query, hits) if hits else []
    return max(ranked, key=_worth, default=None)


def _worth(each: RankedQuote) -> float:
    return each.score + each.probability - LONG * too_long(each.quote)


def _best_of_each(
    library: Library, reranker: Reranker, query: Query, hits: Sequence[Hit]
) -> list[Quote]:
    """The best quote of each document that answers, best first."""
    sources = list({hit.passage.source.name: hit.passage.source for hit in hits}.values())
    ranked = [best_in(library, reranker, query, source) for source in sources[:DOCUMENTS]]
    found = [each for each in ranked if each and each.probability >= ANSWERS]
    # Beside those that answer, others that hardly do say nothing of the matter.
    surely = [each for each in found if each.probability >= SURELY]
    found = surely if len(surely) > 1 else found
    return [each.quote for each in sorted(found, key=lambda each: -each.probability)]


def _hits(library: Library, query: Query) -> list[Hit]:
    filters = query.filters
    return library.search(
        query.text, PASSAGES, since=filters.since, until=filters.until, pattern=filters.pattern
    )


def _named(source: Source) -> str:
    return source.outlet or source.title
