"""How likely it is that the library holds an answer, told from what retrieval found."""

import math
from collections.abc import Sequence

from assistant.question.query import Asked
from index.embed import embedded_text
from index.text.roots_of_words import words
from index.types import Hit

_READ = 5
"""Passages that are looked at."""

_EVEN = 1.55
"""The evidence at which nine in ten answerable questions are still answered."""

_SLOPE = 4.0

_LACK = 0.25
"""The evidence that is lost where the quotes lack what is asked for."""


def confidence(asked: Asked, hits: Sequence[Hit], best: float, *, lacks: bool = False) -> float:
    """A number in [0, 1] from four signals, before any model is called; 0.5 is the even point.

    They are the share of the question's words, each weighing its rarity, that one of the best
    passages holds; the best passage's cosine; and `best`, the score of the best quote.
    `lacks` says that the best quotes lack or deny something that the question names.
    """
    if not hits:
        return 0.0
    covered = max(asked.covered(set(words(embedded_text(hit.passage)))) for hit in hits[:_READ])
    similarity = max(hit.similarity for hit in hits)
    evidence = covered + 0.3 * best + 0.5 * similarity - _LACK * lacks
    return 1 / (1 + math.exp(-_SLOPE * (evidence - _EVEN)))
