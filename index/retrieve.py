"""A question → the passages that bear on it: dense and lexical search, fused."""

from collections.abc import Collection, Mapping
from datetime import date
from fnmatch import fnmatchcase

from index.lexical import Lexical
from index.store import Store
from index.types import Embedder, Hit, Source

FUSION = 60
"""The constant of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009)."""

_DEPTH = 50
"""How far down each ranking is read."""


def retrieve(
    store: Store,
    lexical: Lexical,
    embedder: Embedder,
    question: str,
    limit: int,
    keys: Collection[str] | None = None,
) -> list[Hit]:
    """The `limit` best passages for a question, best first.

    A passage's score is the sum over both rankings of 1 / (60 + rank), rank counted from 1.
    `keys` narrows the search to documents with these content keys.
    """
    depth = max(_DEPTH, limit)
    vector = embedder.embed([question])[0]
    dense = store.nearest(vector, depth, keys)
    words = lexical.search(question, depth, keys)
    fused: dict[str, float] = {}
    for ranking in (dense, words):
        for rank, (identity, _) in enumerate(ranking, 1):
            fused[identity] = fused.get(identity, 0.0) + 1 / (FUSION + rank)
    ordered = sorted(fused, key=lambda identity: (-fused[identity], identity))[: 2 * limit]
    found = store.by_id(ordered)
    bm25 = dict(words)
    return [
        Hit(passage, fused[identity], float(vector @ stored), bm25.get(identity, 0.0))
        for identity in ordered
        if identity in found
        for passage, stored in [found[identity]]
    ][:limit]


def within(
    live: Mapping[str, Source],
    since: date | None = None,
    until: date | None = None,
    pattern: str | None = None,
) -> set[str] | None:
    """The content keys of the documents that pass the filters; None where nothing is filtered.

    A document without a date passes no filter by date. `pattern` is a glob over names; one
    without a star is looked for anywhere in the name.
    """
    if since is None and until is None and not pattern:
        return None
    glob = pattern if pattern and any(sign in pattern for sign in "*?[") else f"*{pattern or ''}*"
    return {
        key
        for key, source in live.items()
        if fnmatchcase(source.name.lower(), glob.lower())
        and (since is None or (source.published is not None and source.published >= since))
        and (until is None or (source.published is not None and source.published <= until))
    }
