"""Query expansion by pseudo-relevance feedback: a query is searched again with what it found."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from operator import itemgetter

import numpy as np

from index.search import retrieval_weights as weights
from index.search.lexical import terms
from index.text.stems import index_terms
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


def expanded(
    query: SearchQuery,
    texts: Sequence[str],
    vectors: Sequence[Vectors],
    rarity: Callable[[str], float],
) -> SearchQuery:
    """The query expanded by the texts and vectors of its first candidates, best first.

    A share of the stems' weight goes to the most characteristic stems of the texts, as in RM3
    (Abdul-Jaleel and others, TREC 2004). The vector moves towards the mean of the texts' (Rocchio,
    1971). A text is weighted by its reciprocal rank.
    """
    ranks = 1 / np.arange(1.0, len(texts) + 1)
    shares = ranks / ranks.sum()
    added = _characteristic(texts, shares.tolist(), rarity)
    # Scaled to length 1 again, since the store compares unit vectors.
    moved = query.vector + weights.FEEDBACK_VECTOR_WEIGHT * (shares @ np.array(vectors))
    return SearchQuery((moved / np.linalg.norm(moved)).astype(np.float32), _mixed(query, added))


def _characteristic(
    texts: Sequence[str], shares: Sequence[float], rarity: Callable[[str], float]
) -> dict[str, float]:
    """The stems with the greatest share of the texts times their rarity, each with that product."""
    scores: dict[str, float] = defaultdict(float)
    for text, share in zip(texts, shares, strict=True):
        words = index_terms(text)
        for stem, count in Counter(words).items():
            if stem not in STOP_WORDS and len(stem) >= weights.FEEDBACK_STEM_CHARACTERS:
                scores[stem] += share * count / len(words) * rarity(stem)
    return dict(nlargest(weights.FEEDBACK_TERMS, scores.items(), key=itemgetter(1)))


def _mixed(query: SearchQuery, added: Mapping[str, float]) -> dict[str, float]:
    """The weights of the query's own stems and of those added, each set scaled to its share."""
    share = weights.FEEDBACK_TERMS_WEIGHT
    mixed: dict[str, float] = defaultdict(float)
    for part, terms_of_part in ((1 - share, query.terms), (share, added)):
        total = sum(terms_of_part.values())
        for stem, weight in terms_of_part.items():
            mixed[stem] += part * weight / total
    return mixed
