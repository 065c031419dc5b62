"""A query → the same with what its first passages say: pseudo-relevance feedback."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from operator import itemgetter

import numpy as np

from index.search.lexical import terms
from index.text.stems import index_terms
from index.text.stop_words import STOP_WORDS
from index.types import Embedder, Vectors

_NAMED = re.compile(r"""\d|["“]|(?<=[\w,;:’'"”)]\s)[A-Z]""")
"""A number, words quoted, or a capital after the first word."""

_TERMS = 30
_TERMS_WEIGHT = 0.5
"""What the passages' words count for; the question's count for the rest."""
_VECTOR_WEIGHT = 0.3
"""What the passages' mean vector counts for, beside the question's 1."""


@dataclass(frozen=True, slots=True)
class Query:
    """What both rankings are asked for: a unit vector, and stems with their weights."""

    vector: Vectors
    terms: Mapping[str, float]


def query(question: str, embedder: Embedder) -> Query:
    """The query that a question is."""
    return Query(embedder.embed([question])[0], terms(question))


def topical(question: str) -> bool:
    """Whether a question names nothing: then it is about a topic, said in words of its own."""
    return not _NAMED.search(question)


def expanded(
    asked: Query, texts: Sequence[str], vectors: Sequence[Vectors], rarity: Callable[[str], float]
) -> Query:
    """The query with what the texts say that it found first, best first, and with their vectors.

    Of the words' weight half goes to the texts' most telling stems, as in RM3 (Abdul-Jaleel and
    others, TREC 2004): those with the greatest share of a text, times their rarity. The vector
    moves towards the mean of the texts' (Rocchio, 1971). A text counts for less the later it
    comes, by its reciprocal rank.
    """
    ranks = 1 / np.arange(1.0, len(texts) + 1)
    counts = ranks / ranks.sum()
    telling: dict[str, float] = defaultdict(float)
    for text, counted in zip(texts, counts.tolist(), strict=True):
        said = index_terms(text)
        for stem, count in Counter(said).items():
            if stem not in STOP_WORDS and len(stem) > 2:
                telling[stem] += counted * count / len(said) * rarity(stem)
    chosen = dict(nlargest(_TERMS, telling.items(), key=itemgetter(1)))
    weights: dict[str, float] = defaultdict(float)
    for share, part in ((1 - _TERMS_WEIGHT, asked.terms), (_TERMS_WEIGHT, chosen)):
        total = sum(part.values())
        for stem, weight in part.items():
            weights[stem] += share * weight / total
    moved = asked.vector + _VECTOR_WEIGHT * (counts @ np.array(vectors))
    return Query((moved / np.linalg.norm(moved)).astype(np.float32), weights)
