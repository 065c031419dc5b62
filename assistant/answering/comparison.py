"""A comparison without a model: the question asked of each side, the answers beside each other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answering.citations import texts_of
from assistant.answering.identity import identity
from assistant.answering.named_documents import named_documents
from assistant.answering.overview import overview
from assistant.answering.ranking import RankedQuote, Reranker
from assistant.question.query import Query
from assistant.types import Quote
from index.library import Library
from index.statements import frame
from index.text.stems import stems
from index.types import Source

PASSAGES = 12
"""Passages that are searched for each side. A guess."""
LOOKED_AT = 12
"""Quotes of a side, best first, of which the first that speaks of it is taken. A guess."""
SPEAKS = 0.6
"""The share of a side's words that a quote must hold with what it stands under. A guess."""
_PARTS = 3
"""Sections of a document that stand for it beside another."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What is said of each side, in their order, and the sides of which nothing is."""

    quotes: Sequence[Quote]
    missing: Sequence[str]


def compared(
    library: Library,
    reranker: Reranker,
    sources: Sequence[Source],
    named: Sequence[str],
    read: Callable[[str], Query],
) -> Compared | None:
    """The sides that are `named`, each with its quotes under its name; None where none has any.

    `read` makes a query of a text.
    """
    quotes: list[Quote] = []
    missing: list[str] = []
    shared = set.intersection(*(set(stems(side)) for side in named))
    for side in named:
        query = read(side)
        own = frozenset(query.weights) - shared
        found = _of_side(library, reranker, sources, query, own)
        if not found:
            missing.append(side)
        name = _short(side, named)
        quotes += [replace(each, said=(f"{name}: {' '.join(texts_of(each))}",)) for each in found]
    return Compared(_once(quotes, named), missing) if quotes else None


def _of_side(
    library: Library,
    reranker: Reranker,
    sources: Sequence[Source],
    query: Query,
    own: frozenset[str],
) -> Sequence[Quote]:
    """What documents say of a side: its best quote; of a document, its overview."""
    documents = named_documents(library, sources, query, query.text)
    if documents.plainly:
        shown = overview(library, documents.sources[0], _PARTS)
        return shown.quotes if shown else ()
    filters = query.filters
    hits = library.search(
        query.text, PASSAGES, since=filters.since, until=filters.until, pattern=filters.pattern
    )
    ranked: Sequence[RankedQuote] = reranker.all(query, hits)[:LOOKED_AT] if hits else ()
    fitting = [each for each in ranked if _speaks(each.quote, query, own)]
    return [fitting[0].quote] if fitting else ()


def _speaks(quote: Quote, query: Query, own: frozenset[str]) -> bool:
    """Whether a quote, with what it stands under, says all that sets its side apart."""
    source, block = quote.passage.source, quote.passage.block_at(quote.start)
    around = frame(block, source.title) + " ".join((*block.columns, *block.above)) if block else ""
    held = {*stems(f"{quote.text} {' '.join(quote.said)} {around}"), *identity(source)}
    total = sum(query.weights.values())
    said = sum(weight for word, weight in query.weights.items() if word in held)
    return own <= held and said >= SPEAKS * total


def _short(side: str, named: Sequence[str]) -> str:
    """A side's name without the words that all sides begin with."""
    words = [each.split() for each in named]
    same = 0
    while all(len(each) > same + 1 and each[same] == words[0][same] for each in words):
        same += 1
    short = " ".join(side.split()[same:])
    return short[:1].upper() + short[1:]


def _once(quotes: Sequence[Quote], named: Sequence[str]) -> list[Quote]:
    """The quotes; one that speaks of all sides comes once, in its own words."""
    places = [(each.passage.source.name, each.start, each.end) for each in quotes]
    if len(set(places)) == 1 and len(named) == len(quotes):
        return [replace(quotes[0], said=(quotes[0].said[0].partition(": ")[2],))]
    return list(quotes)
