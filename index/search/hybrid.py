"""Hybrid retrieval: a question → the passages most relevant to it, by dense and lexical search."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from index.embed import embedded_text
from index.search import retrieval_weights as weights
from index.search.expansion import SearchQuery, expanded
from index.search.lexical import Lexical
from index.store import Store
from index.types import Hit, Passage, Source


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

    One about a topic is searched again, expanded by its first candidates. `sources` narrows the
    search to documents with these content keys, and names the hits' sources.
    """
    depth = max(weights.DEPTH, limit)
    candidates = fused(store, lexical, query, depth, sources)
    # A hit reports the scores of the question itself, whatever it is expanded to.
    bm25 = {each.identity: each.bm25 for each in candidates}
    if candidates and query.is_topical:
        first = store.by_id([each.identity for each in candidates[: weights.FEEDBACK_PASSAGES]])
        ranked = [first[each.identity] for each in candidates if each.identity in first]
        texts = [embedded_text(passage) for passage, _ in ranked]
        again = expanded(query, texts, [vector for _, vector in ranked], lexical.rarity)
        candidates = fused(store, lexical, again, depth, sources)
    # Texts and blocks are read of the best alone.
    found = store.by_id([each.identity for each in candidates[:limit]])
    return [
        Hit(
            _with_source(each.identity, found[each.identity][0], sources),
            each.score,
            float(query.vector @ found[each.identity][1]),
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
    cosines = dict(store.nearest(query.vector, depth, sources))
    # A passage of the lexical ranking alone has its cosine computed; the reverse has BM25 0.
    others = store.vectors([identity for identity in bm25 if identity not in cosines])
    cosines |= {identity: float(query.vector @ vector) for identity, vector in others.items()}
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
