"""A topic over many documents: each that speaks of it has its say once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answering.copies import distinct_reports
from assistant.answering.document_parts import is_sentence, standing
from assistant.answering.kind_answers import named_briefly
from assistant.answering.lexical_fit import coverage
from assistant.answering.quote_candidates import quote_at
from assistant.messages import counted, say
from assistant.question.asking_words import EMPTY_STEMS
from assistant.question.query import Query
from assistant.types import Quote
from index.embed import embedded_text
from index.library import Library
from index.statements import Statement, frame, statements, told_to_people
from index.text.stems import stems
from index.types import Embedder, Hit, Source

DEPTH = 80
"""Passages among which those that speak of a topic are looked for. A guess."""
SPEAKS = 0.8
"""The share of a topic's words from which on a passage speaks of it. A guess."""
CLOSE = 10
"""Passages among which those are looked for that mean a topic in other words."""
MEANS, SAYS = 0.35, 0.4
"""The cosine to a topic, and the share of its words, from which on a passage means it. A guess."""
ALONE = 3
"""Sentences that are quoted where one document alone speaks of a topic. A guess."""
DOCUMENTS = 8
"""Documents that are quoted on a topic. A guess."""
SEVERAL = 3
"""Sentences with a topic's words from which on a document is on it. A guess."""
LEAD, TITLED = 0.2, 0.4
"""What it counts for a sentence to be the first of its document on the topic; more where the title
says the topic. Guesses."""
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


def _speaking_of(library: Library, query: Query) -> list[Hit]:
    """The passages on a topic: where hardly one has its words, those too that mean nearly it."""
    found = speaking(library, query)
    if len({hit.passage.source.name for hit in found}) > 1:
        return found
    filters = query.filters
    hits = library.search(
        query.text, CLOSE, since=filters.since, until=filters.until, pattern=filters.pattern
    )
    places = {(hit.passage.source.name, hit.passage.start) for hit in found}
    return found + [
        hit
        for hit in hits
        if hit.similarity >= MEANS
        and coverage(query.weights, set(stems(embedded_text(hit.passage)))) >= SAYS
        and (hit.passage.source.name, hit.passage.start) not in places
    ]


def topic(library: Library, query: Query, name: str) -> TopicAnswer | None:
    """What the library's documents say of the query's topic; None where none speaks of it."""
    if not query.weights.keys() - EMPTY_STEMS:
        return None  # "it", of which nothing is known
    by_document: dict[str, list[Hit]] = {}
    for hit in _speaking_of(library, query):
        by_document.setdefault(hit.passage.source.name, []).append(hit)
    if not by_document:
        return None
    # Copies are told by their openings: one wire story ends differently here and there.
    firsts = [hits[0] for hits in by_document.values()]
    whole = [Quote(hit.passage, hit.passage.start, hit.passage.end, "") for hit in firsts]
    kept = [each.passage.source.name for each in distinct_reports(whole)]
    kept.sort(key=lambda name: _in_passing(query, by_document[name]))
    passing = {name: _in_passing(query, by_document[name]) for name in kept}
    count = ALONE if len(by_document) == 1 else 1
    quotes = [
        quote
        for name in kept[:DOCUMENTS]
        for quote in _best(library.embedder, query, by_document[name], count)
    ]
    said = {" ".join(stems(quote.text)): quote for quote in reversed(quotes)}
    again = len(quotes) - len(said)
    quotes = [quote for quote in quotes if quote in said.values()]
    # Documents on the topic come before those that mention it, each in the order of their days.
    quotes.sort(
        key=lambda quote: (
            passing[quote.passage.source.name],
            quote.passage.source.published or date.max,
        )
    )
    sources = [hit.passage.source for hit in firsts]
    return TopicAnswer(_head(len(sources), len(kept) - again, len(quotes), name), quotes, sources)


def _in_passing(query: Query, hits: Sequence[Hit]) -> bool:
    """Whether a document only mentions the topic: its title does not, and one sentence alone."""
    if _is_titled(query, hits[0].passage.source):
        return False
    said = [each for hit in hits for each in statements(hit.passage)]
    shares = [coverage(query.weights, set(stems(each.text))) for each in said]
    return sum(share >= SPEAKS for share in shares) < SEVERAL


def _is_titled(query: Query, source: Source) -> bool:
    """Whether a document's title, or its first heading, says the topic."""
    first = source.headings[0][1] if source.headings else ""
    return coverage(query.weights, set(stems(f"{source.title} {first}"))) >= SPEAKS


def _head(mentions: int, kept: int, shown: int, name: str) -> str:
    """How many documents mention it, and how many are quoted."""
    left = mentions - kept
    copies = say("topic.copies", copies=counted(left, "copy")) if left else ""
    documents = counted(mentions, "document")
    if mentions == 1:
        return say("topic.one", documents=documents, subject=name, copies=copies)
    return say("topic.many", documents=documents, subject=name, shown=shown, copies=copies)


def _best(embedder: Embedder, query: Query, hits: Sequence[Hit], count: int = 1) -> list[Quote]:
    """The sentences of a document's passages that say most of the topic, under its name."""
    all_of = [(hit, each) for hit in hits[:3] for each in told_to_people(statements(hit.passage))]
    if not all_of:
        return []
    shares = [_own_share(query, each) for _, each in all_of]
    # A sentence that says the words comes before one that reads better.
    most = max(shares)
    saying = [pair for pair, own in zip(all_of, shares, strict=True) if own >= most]
    if not any(is_sentence(each) for _, each in saying) and not _in_passing(query, hits):
        # A line of its head says the words: what the document tells is on the topic all the same.
        saying = all_of
    alone = set(map(id, standing([each for _, each in saying])))
    found = [pair for pair in saying if id(pair[1]) in alone][:CANDIDATES]
    vectors = embedder.embed([query.text, *(each.text for _, each in found)])
    near = (vectors[1:] @ vectors[0]).tolist()
    central = (vectors[1:] @ vectors[1:].mean(axis=0)).tolist()
    lead = TITLED if _is_titled(query, hits[0].passage.source) else LEAD
    # Of a report on the topic the sentence that opens it tells most.
    first = min(each.start for _, each in found) if most >= SPEAKS else -1
    scores = [
        _own_share(query, each) + close + middle / 2 + lead * (each.start == first)
        for (_, each), close, middle in zip(found, near, central, strict=True)
    ]
    order = sorted(range(len(found)), key=lambda at: -scores[at])[:count]
    return [_under_name(*found[at]) for at in sorted(order, key=lambda at: found[at][1].start)]


def _under_name(hit: Hit, statement: Statement) -> Quote:
    quote = quote_at(hit.passage, statement.start, statement.end)
    return replace(quote, said=(f"{named_briefly(hit.passage.source)}: {statement.text}",))


def _own_share(query: Query, statement: Statement) -> float:
    """The share of the topic's words in a sentence, or in what it stands under."""
    return coverage(query.weights, set(stems(f"{frame(statement.block)} {statement.text}")))
