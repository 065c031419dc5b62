"""Hybrid retrieval: a question → the passages most relevant to it, by dense and lexical search."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from index.model_files import usable_cores
from index.search import retrieval_weights as weights
from index.search.expansion import SearchQuery, expanded_terms, expanded_vector
from index.search.lexical import Lexical, Match
from index.store import Store
from index.types import Hit, Passage, Source, Vectors

_ASIDE = ThreadPoolExecutor(usable_cores(), thread_name_prefix="nearest")
"""Both rankings are searched at once: neither engine keeps other threads from running Python."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that either ranking found, by its id, with both scores and what they come to."""

    identity: str
    cosine: float
    bm25: float
    score: float


def retrieve(
    store: Store,
    lexical: Lexical,
    query: SearchQuery,
    limit: int,
    sources: Mapping[str, Source] | None = None,
) -> list[Hit]:
    """The `limit` best passages for a query, best first.

    One about a topic is expanded by its first candidates, and its words are searched again.
    `sources` narrows the search to documents with these content keys, and names the hits' sources.
    """
    depth = max(weights.DEPTH, limit)
    candidates = fused(store, lexical, query, depth, sources)
    # A hit reports the scores of the question itself, whatever it is expanded to.
    bm25 = {each.identity: each.bm25 for each in candidates}
    if query.is_topical:
        candidates = _with_feedback(store, lexical, query, candidates, depth, sources)
    # Texts and blocks are read of the best alone.
    best = candidates[:limit]
    kept = lexical.kept([each.identity for each in best])
    # What the lexical index has not yet of a server that others write to, the store has.
    lacking = store.by_id([each.identity for each in best if each.identity not in kept])
    hits = []
    for each in best:
        if own := kept.get(each.identity):
            found = store.passage(each.identity, own.text, own.blocks), own.vector
        else:
            found = lacking.get(each.identity, (None, query.vector))
        passage, vector = found
        if passage:
            passage = _with_source(each.identity, passage, sources)
            cosine = float(query.vector @ vector)
            hits.append(Hit(passage, each.score, cosine, bm25.get(each.identity, 0.0)))
    return hits


def fused(
    store: Store,
    lexical: Lexical,
    query: SearchQuery,
    depth: int,
    sources: Mapping[str, Source] | None,
) -> list[Candidate]:
    """What either ranking finds for a query, best first."""
    near = _ASIDE.submit(store.nearest, query.vector, depth, sources)
    return _combined(
        store, query.vector, lexical.matches(query.terms, depth, sources), near.result()
    )


def _with_feedback(
    store: Store,
    lexical: Lexical,
    query: SearchQuery,
    candidates: Sequence[Candidate],
    depth: int,
    sources: Mapping[str, Source] | None,
) -> list[Candidate]:
    """The best candidates, and what the query's words find with those that it is expanded by.

    All are scored anew by the expanded query. To search by its vector too finds nothing more that
    is worth the time (Cranfield: the same nDCG, recall and reciprocal rank).
    """
    best = candidates[:depth]
    kept = lexical.kept([each.identity for each in best])
    first = [kept[each.identity] for each in best if each.identity in kept]
    if not first:
        return list(candidates)
    first = first[: weights.FEEDBACK_PASSAGES]
    vector = expanded_vector(query.vector, [each.vector for each in first])
    near = [
        (
            each.identity,
            float(vector @ own.vector) if (own := kept.get(each.identity)) else each.cosine,
        )
        for each in best
    ]
    terms = expanded_terms(query.terms, [each.terms for each in first], lexical.rarity)
    return _combined(store, vector, lexical.matches(terms, depth, sources), near)


def _combined(
    store: Store, vector: Vectors, found: Sequence[Match], near: Sequence[tuple[str, float]]
) -> list[Candidate]:
    """What words and what the vector found, best first, by a convex combination of both scores.

    It is that of Bruch, Gai and Ingber (ACM TOIS 2023): the cosine, from -1 on, and the BM25
    score, each as a share of the best one's.
    """
    matches = [each for each in found if store.in_use(each.identity)]
    bm25 = {each.identity: each.score for each in matches}
    cosines = dict(near)
    # A passage of the lexical ranking alone has its cosine computed; the reverse has BM25 0.
    others = [each for each in matches if each.identity not in cosines]
    cosines |= {each.identity: float(vector @ each.kept.vector) for each in others}
    nearest = max(cosines.values(), default=0.0) + 1
    most = max(bm25.values(), default=1.0)
    candidates = []
    for identity, cosine in cosines.items():
        own = bm25.get(identity, 0.0)
        score = weights.DENSE * (cosine + 1) / nearest + (1 - weights.DENSE) * own / most
        candidates.append(Candidate(identity, cosine, own, score))
    # By id where scores are equal, so that the order does not depend on the index's.
    return sorted(candidates, key=lambda each: (-each.score, each.identity))


def _with_source(identity: str, passage: Passage, sources: Mapping[str, Source] | None) -> Passage:
    """The passage, under the name of a copy of its document that passed the filters."""
    if sources is None:
        return passage
    return replace(passage, source=sources[identity.partition(":")[0]])
