"""A question → the passages that bear on it: dense and lexical search, fused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase

from index.embed import embedded_text
from index.search.expansion import Query, expanded, query, topical
from index.search.lexical import Lexical
from index.store import Store
from index.store.records import Record
from index.types import Embedder, Hit, Passage, Source, Vectors

DENSE = 0.75
"""What the embedder's ranking counts for, beside the words'."""

_DEPTH = 50
"""How far down each ranking is read."""

_FIRST = 10
"""Passages from which a question about a topic learns its words."""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that either ranking found."""

    identity: str
    passage: Passage
    vector: Vectors
    bm25: float
    score: float


def retrieve(
    store: Store,
    lexical: Lexical,
    embedder: Embedder,
    question: str,
    limit: int,
    sources: Mapping[str, Source] | None = None,
) -> list[Hit]:
    """The `limit` best passages for a question, best first.

    A question about a topic is asked again with what its first passages say. `sources` narrows
    the search to documents with these content keys, and tells what to call them.
    """
    depth = max(_DEPTH, limit)
    asked = query(question, embedder)
    found = fused(store, lexical, asked, depth, sources)
    bm25 = {each.identity: each.bm25 for each in found}
    if found and topical(question):
        first = found[:_FIRST]
        texts = [embedded_text(each.passage) for each in first]
        again = expanded(asked, texts, [each.vector for each in first], lexical.rarity)
        found = fused(store, lexical, again, depth, sources)
    return [
        Hit(
            _called(each.passage, sources, each.identity),
            each.score,
            float(asked.vector @ each.vector),
            bm25.get(each.identity, 0.0),
        )
        for each in found[:limit]
    ]


def fused(
    store: Store, lexical: Lexical, asked: Query, depth: int, sources: Mapping[str, Source] | None
) -> list[Found]:
    """What either ranking finds for a query, best first, by a convex combination of both scores.

    It is that of Bruch, Gai and Ingber (ACM TOIS 2023): the cosine, from -1 on, and the BM25
    score, each as a share of the best one's.
    """
    bm25 = dict(lexical.search(asked.terms, depth, sources))
    found = store.by_id(list({**dict(store.nearest(asked.vector, depth, sources)), **bm25}))
    cosines = {identity: float(asked.vector @ vector) for identity, (_, vector) in found.items()}
    nearest = max(cosines.values(), default=0.0) + 1
    most = max(bm25.values(), default=1.0)
    ranked = []
    for identity, (passage, vector) in found.items():
        own = bm25.get(identity, 0.0)
        score = DENSE * (cosines[identity] + 1) / nearest + (1 - DENSE) * own / most
        ranked.append(Found(identity, passage, vector, own, score))
    return sorted(ranked, key=lambda each: (-each.score, each.identity))


def within(
    records: Iterable[Record],
    since: date | None = None,
    until: date | None = None,
    pattern: str | None = None,
) -> dict[str, Source] | None:
    """The documents that pass the filters, by content key; None where nothing is filtered.

    A document without a date passes no filter by date. `pattern` is a glob over names; one
    without a star is looked for anywhere in the name. Of names that share a text the first that
    passes stands for it.
    """
    if since is None and until is None and not pattern:
        return None
    glob = pattern if pattern and any(sign in pattern for sign in "*?[") else f"*{pattern or ''}*"
    passing: dict[str, Source] = {}
    for record in sorted(records, key=lambda record: record.source.name):
        source = record.source
        if (
            record.key
            and fnmatchcase(source.name.lower(), glob.lower())
            and (since is None or (source.published is not None and source.published >= since))
            and (until is None or (source.published is not None and source.published <= until))
        ):
            passing.setdefault(record.key, source)
    return passing


def _called(passage: Passage, sources: Mapping[str, Source] | None, identity: str) -> Passage:
    if sources is None:
        return passage
    return replace(passage, source=sources[identity.partition(":")[0]])
