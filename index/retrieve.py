"""A question → the passages that bear on it: dense and lexical search, fused."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fnmatch import fnmatchcase

from index.lexical import Lexical
from index.records import Record
from index.store import Store
from index.types import Embedder, Hit, Passage, Source

DENSE = 0.75
"""What the embedder's ranking counts for, beside the words'."""

_DEPTH = 50
"""How far down each ranking is read."""


def retrieve(
    store: Store,
    lexical: Lexical,
    embedder: Embedder,
    question: str,
    limit: int,
    sources: Mapping[str, Source] | None = None,
) -> list[Hit]:
    """The `limit` best passages for a question, best first.

    What either ranking finds is scored by a convex combination of both (Bruch, Gai and Ingber,
    ACM TOIS 2023): the cosine, from -1 on, and the BM25 score, each as a share of the best one's.
    `sources` narrows the search to documents with these content keys, and tells what to call them.
    """
    depth = max(_DEPTH, limit)
    vector = embedder.embed([question])[0]
    bm25 = dict(lexical.search(question, depth, sources))
    found = store.by_id(list({**dict(store.nearest(vector, depth, sources)), **bm25}))
    cosines = {identity: float(vector @ stored) for identity, (_, stored) in found.items()}
    nearest = max(cosines.values(), default=0.0) + 1
    most = max(bm25.values(), default=1.0)
    scores = {
        identity: DENSE * (cosine + 1) / nearest + (1 - DENSE) * bm25.get(identity, 0.0) / most
        for identity, cosine in cosines.items()
    }
    best = sorted(scores, key=lambda identity: (-scores[identity], identity))[:limit]
    return [
        Hit(
            _called(found[identity][0], sources, identity),
            scores[identity],
            cosines[identity],
            bm25.get(identity, 0.0),
        )
        for identity in best
    ]


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
