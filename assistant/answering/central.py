"""The sentences that stand for many: those nearest to all others, none near to another chosen.

Centrality as in centroid-based summarization (Radev and others, 2004), over embedded sentences;
what is chosen already is held against the next as in maximal marginal relevance (Carbonell and
Goldstein, 1998).
"""

from collections.abc import Sequence

from index.types import Embedder

OPENING = 0.1
"""What stands first tells more of what follows than the same words later. A guess."""
SAME = 0.5
"""How much nearness to a sentence chosen already counts against another. A guess."""


def central(embedder: Embedder, groups: Sequence[Sequence[str]]) -> list[tuple[int, float]]:
    """Of each group of texts the one that stands for it and for all, with how well it does."""
    flat = [text for group in groups for text in group]
    if not flat:
        return []
    vectors = embedder.embed(flat)
    middle = vectors.mean(axis=0)
    found: list[tuple[int, float]] = []
    at = 0
    for group in groups:
        own = vectors[at : at + len(group)]
        at += len(group)
        scores = own @ (own.mean(axis=0) + middle) / 2
        scores[0] += OPENING
        best = int(scores.argmax())
        found.append((best, float(scores[best])))
    return found


def spread(embedder: Embedder, texts: Sequence[str], count: int) -> list[int]:
    """The indexes, in order, of at most `count` texts that stand for all and differ."""
    if not texts:
        return []
    vectors = embedder.embed(texts)
    scores = vectors @ vectors.mean(axis=0)
    scores[0] += 2 * OPENING
    chosen: list[int] = []
    while len(chosen) < min(count, len(texts)):
        best = int(scores.argmax())
        chosen.append(best)
        scores = scores - SAME * (vectors @ vectors[best]).clip(0) / len(chosen)
        scores[chosen] = -9
    return sorted(chosen)
