"""Hybrid retrieval: a question → the passages most relevant to it, by dense and lexical search."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from index.embed import embedded_text
from index.search import retrieval_weights as weights
from index.search.expansion import SearchQuery, expanded, search_query, topical
from index.search.lexical import Lexical
from index.store import Store
from index.types import Embedder, Hit, Passage, Source, Vectors


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that either ranking found, with its id, vector, BM25 score and fused score."""

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

    A question about a topic is searched again, expanded by its first candidates. `sources` narrows
    the search to documents with these content keys, and names the hits' sources.
    """
    depth = max(weights.DEPTH, limit)
    query = search_query(question, embedder)
    candidates = fused(store, lexical, query, depth, sources)
    # A hit reports the scores of the question itself, whatever it is expanded to.
    bm25 = {each.identity: each.bm25 for each in candidates}
    if candidates and topical(question):
        first = candidates[: weights.FEEDBACK_PASSAGES]
        texts = [embedded_text(each.passage) for each in first]
        again = expanded(query, texts, [each.vector for each in first], lexical.rarity)
        candidates = fused(store, lexical, again, depth, sources)
    return [
        Hit(
            _with_source(each, sources),
            each.score,
            float(query.vector @ each.vector),
            bm25.get(each.identity, 0.0),
        )
        for each in candidates[:limit]
    ]


def fused(
    store: Store,
    lexical: Lexical,
    query: SearchQuery,
    depth: int,
    sources: Mapping[str, Source] | None,
) -> list[Candidate]:
    """What either ranking finds for a query, best first, by a convex combination of both scores.

    It is that of Bruch, Gai and Ingber (ACM TOIS 2023): the cosine, from -1 on, and the BM25
    score, each as a share of the best one's.
    """
    bm25 = dict(lexical.search(query.terms, depth, sources))
    # A passage of the lexical ranking alone has its cosine computed; the reverse has BM25 0.
    found = store.by_id(list({**dict(store.nearest(query.vector, depth, sources)), **bm25}))
    cosines = {identity: float(query.vector @ vector) for identity, (_, vector) in found.items()}
    nearest = max(cosines.values(), default=0.0) + 1
    most = max(bm25.values(), default=1.0)
    candidates = []
    for identity, (passage, vector) in found.items():
        own = bm25.get(identity, 0.0)
        dense = (cosines[identity] + 1) / nearest
        score = weights.DENSE * dense + (1 - weights.DENSE) * own / most
        candidates.append(Candidate(identity, passage, vector, own, score))
    # By id where scores are equal, so that the order does not depend on the index's.
    return sorted(candidates, key=lambda each: (-each.score, each.identity))


def _with_source(candidate: Candidate, sources: Mapping[str, Source] | None) -> Passage:
    """The passage, under the name of a copy of its document that passed the filters."""
    if sources is None:
        return candidate.passage
    return replace(candidate.passage, source=sources[candidate.identity.partition(":")[0]])
