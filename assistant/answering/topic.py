"""A topic over many documents: each that speaks of it has its say once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.copies import distinct_reports
from assistant.answering.document_parts import standing
from assistant.answering.kind_answers import written_day
from assistant.answering.lexical_fit import coverage
from assistant.answering.quote_candidates import quote_at
from assistant.messages import counted, say
from assistant.question.asking_words import EMPTY_STEMS
from assistant.question.query import Query
from assistant.types import Quote
from index.embed import embedded_text
from index.library import Library
from index.statements import Statement, statements
from index.text.stems import stems
from index.types import Embedder, Hit, Source

DEPTH = 80
"""Passages among which those that speak of a topic are looked for. A guess."""
SPEAKS = 0.8
"""The share of a topic's words from which on a passage speaks of it. A guess."""
DOCUMENTS = 8
"""Documents that are quoted on a topic. A guess."""
CANDIDATES = 8
"""Sentences of a document that are embedded, those with most words of the topic. A guess."""


@dataclass(frozen=True, slots=True)
class TopicAnswer:
    """What documents say of a topic: a line that counts them, and a quote of each that is shown.

    `sources` are all that mention it, the best first.
    """

    head: str
    quotes: Sequence[Quote]
    sources: Sequence[Source]


def speaking(library: Library, query: Query, depth: int = DEPTH) -> list[Hit]:
    """The passages that speak of what a query names, best first."""
    filters = query.filters
    hits = library.search(
        query.text, depth, since=filters.since, until=filters.until, pattern=filters.pattern
    )
    return [
        hit
        for hit in hits
        if hit.lexical and coverage(query.weights, set(stems(embedded_text(hit.passage)))) >= SPEAKS
    ]


def topic(library: Library, query: Query, name: str) -> TopicAnswer | None:
    """What the library's documents say of the query's topic; None where none speaks of it."""
    if not query.weights.keys() - EMPTY_STEMS:
        return None  # "it", of which nothing is known
    by_document: dict[str, list[Hit]] = {}
    for hit in speaking(library, query):
        by_document.setdefault(hit.passage.source.name, []).append(hit)
    if not by_document:
        return None
    # Copies are told by their openings: one wire story ends differently here and there.
    firsts = [hits[0] for hits in by_document.values()]
    whole = [Quote(hit.passage, hit.passage.start, hit.passage.end, "") for hit in firsts]
    kept = [each.passage.source.name for each in distinct_reports(whole)]
    quotes = [_best(library.embedder, query, by_document[name]) for name in kept[:DOCUMENTS]]
    said = {" ".join(stems(quote.text)): quote for quote in reversed(quotes)}
    again = len(quotes) - len(said)
    quotes = [quote for quote in quotes if quote in said.values()]
    quotes.sort(key=lambda quote: str(quote.passage.source.published or ""))
    sources = [hit.passage.source for hit in firsts]
    return TopicAnswer(_head(len(sources), len(kept) - again, len(quotes), name), quotes, sources)


def _head(mentions: int, kept: int, shown: int, name: str) -> str:
    """How many documents mention it, and how many are quoted."""
    left = mentions - kept
    copies = say("topic.copies", copies=counted(left, "copy")) if left else ""
    documents = counted(mentions, "document")
    if mentions == 1:
        return say("topic.one", documents=documents, subject=name, copies=copies)
    return say("topic.many", documents=documents, subject=name, shown=shown, copies=copies)


def _best(embedder: Embedder, query: Query, hits: Sequence[Hit]) -> Quote:
    """The sentence of a document's passages that says most of the topic, under its name."""
    all_of = [(hit, each) for hit in hits[:3] for each in statements(hit.passage)]
    shares = [_own_share(query, each) for _, each in all_of]
    # A sentence that says the words comes before one that reads better.
    saying = [pair for pair, own in zip(all_of, shares, strict=True) if own >= max(shares)]
    alone = set(map(id, standing([each for _, each in saying])))
    found = [pair for pair in saying if id(pair[1]) in alone][:CANDIDATES]
    vectors = embedder.embed([query.text, *(each.text for _, each in found)])
    near = (vectors[1:] @ vectors[0]).tolist()
    central = (vectors[1:] @ vectors[1:].mean(axis=0)).tolist()
    scores = [
        _own_share(query, each) + close + middle / 2
        for (_, each), close, middle in zip(found, near, central, strict=True)
    ]
    hit, best = found[scores.index(max(scores))]
    quote = quote_at(hit.passage, best.start, best.end)
    source = hit.passage.source
    name = ", ".join(filter(None, (source.outlet or source.title, written_day(source))))
    return replace(quote, said=(f"{name}: {best.text}",))


def _own_share(query: Query, statement: Statement) -> float:
    return coverage(query.weights, set(stems(statement.text)))
