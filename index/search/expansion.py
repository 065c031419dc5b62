"""Query expansion by pseudo-relevance feedback: a query is searched again with what it found."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from operator import itemgetter

import numpy as np

from index.search import retrieval_weights as weights
from index.search.question_terms import terms
from index.text.stop_words import STOP_WORDS
from index.types import Embedder, Vectors

_NAMED = re.compile(r"""\d|["“]|(?<=[\w,;:’'"”)]\s)[A-Z]""")
"""A number, words quoted, or a capital after the first word."""


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A query to both rankings: a unit vector for the dense one, weighted stems for BM25.

    One that `is_topical` may be expanded.
    """

    vector: Vectors
    terms: Mapping[str, float]
    is_topical: bool = False


def search_query(question: str, embedder: Embedder) -> SearchQuery:
    """The query for a question, not expanded."""
    return SearchQuery(embedder.embed([question])[0], terms(question), topical(question))


def topical(question: str) -> bool:
    """Whether a question is about a topic: it holds no name, number or quoted words."""
    return not _NAMED.search(question)


def expanded_vector(vector: Vectors, vectors: Sequence[Vectors]) -> Vectors:
    """A query's vector moved towards the mean of its first candidates', best first (Rocchio, 1971).

    Each is weighted by its reciprocal rank.
    """
    moved = vector + weights.FEEDBACK_VECTOR_WEIGHT * (_shares(len(vectors)) @ np.array(vectors))
    # Scaled to length 1 again, since the store compares unit vectors.
    unit: Vectors = (moved / np.linalg.norm(moved)).astype(np.float32)
    return unit


def expanded_terms(
    own: Mapping[str, float], texts: Sequence[Sequence[str]], rarity: Callable[[str], float]
) -> dict[str, float]:
    """A query's weighted stems with the most characteristic of its first candidates' texts.

    A text is given as its stems. Those added get a share of the weight, as in RM3 (Abdul-Jaleel and
    others, TREC 2004); texts are weighted as vectors are.
    """
    return _mixed(own, _characteristic(texts, _shares(len(texts)).tolist(), rarity))


def _shares(count: int) -> Vectors:
    """The weights of so many candidates, best first: reciprocal ranks, 1 in all."""
    ranks = 1 / np.arange(1.0, count + 1)
    shares: Vectors = ranks / ranks.sum()
    return shares


def _characteristic(
    texts: Sequence[Sequence[str]], shares: Sequence[float], rarity: Callable[[str], float]
) -> dict[str, float]:
    """The stems with the greatest share of the texts times their rarity, each with that product."""
    scores: dict[str, float] = defaultdict(float)
    for stems, share in zip(texts, shares, strict=True):
        for stem, count in Counter(stems).items():
            if stem not in STOP_WORDS and len(stem) >= weights.FEEDBACK_STEM_CHARACTERS:
                scores[stem] += share * count / len(stems) * rarity(stem)
    return dict(nlargest(weights.FEEDBACK_TERMS, scores.items(), key=itemgetter(1)))


def _mixed(own: Mapping[str, float], added: Mapping[str, float]) -> dict[str, float]:
    """The weights of the query's own stems and of those added, each set scaled to its share."""
    share = weights.FEEDBACK_TERMS_WEIGHT
    mixed: dict[str, float] = defaultdict(float)
    for part, terms_of_part in ((1 - share, own), (share, added)):
        total = sum(terms_of_part.values())
        for stem, weight in terms_of_part.items():
            mixed[stem] += part * weight / total
    return mixed
