"""How likely it is that the library holds an answer, told from what retrieval found."""

import math
from collections.abc import Sequence

from index.lexical import stems
from index.library import Library
from index.types import Hit

_READ = 5
"""Passages that are looked at."""


def confidence(library: Library, question: str, hits: Sequence[Hit]) -> float:
    """A number in [0, 1]: at 0.5 the library holds an answer as likely as not.

    Taken from the best passage's similarity and from the share of the question's words, each
    weighing its rarity, that one of the best passages holds.
    """
    if not hits:
        return 0.0
    similarity = max(hit.similarity for hit in hits[:_READ])
    weights = {stem: library.rarity(stem) for stem in stems(question)}
    total = sum(weights.values())
    covered = max(
        (
            sum(weight for stem, weight in weights.items() if stem in held)
            for hit in hits[:_READ]
            for held in [set(stems(f"{hit.passage.source.title} {hit.passage.text}"))]
        ),
        default=0.0,
    )
    share = covered / total if total else 0.0
    return 1 / (1 + math.exp(-10 * (0.5 * similarity + 0.5 * share - 0.5)))
