"""The engine that needs no model: it answers in the sources' own sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.settings import QUOTES
from assistant.types import Notice, Quote, Turn, Usage
from index.lexical import stems
from index.library import Library
from index.split import sentences
from index.types import Hit, Passage, Vectors

_QUOTES = 3
"""Sentences an answer has at most."""

_SIMILARITY = 0.5
"""What the embedder's similarity counts for, against the question's words in the sentence."""

_PASSAGE = 0.3
"""What the passage counts for."""

_CANDIDATES = 24
"""Sentences that are embedded for a question: those that share most of its words, or stand best."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence of a passage with how well it answers, higher is better."""

    quote: Quote
    score: float


class QuotesEngine:
    """Answers with the sentences that fit the question best, each its own citation."""

    name = QUOTES

    def __init__(self, library: Library) -> None:
        self._library = library

    def write(
        self, question: str, hits: Sequence[Hit], history: Sequence[Turn]
    ) -> Iterator[str | Quote | Notice | Usage]:
        """The best sentences of the best passages, best first; see `Engine.write`."""
        del history
        for ranked in self.rank(question, hits)[:_QUOTES]:
            yield ranked.quote

    def rank(self, question: str, hits: Sequence[Hit]) -> list[Ranked]:
        """The sentences of the passages, best first.

        A sentence's score is the cosine between it and the question, mixed with the share of the
        question's words that it holds, each word weighing its rarity, and with its passage's
        place among the hits.
        """
        wanted = {stem: self._library.rarity(stem) for stem in stems(question)}
        total = sum(wanted.values()) or 1.0
        found: list[tuple[Quote, float, float]] = []
        for hit in hits:
            relative = hit.score / hits[0].score
            context = set(stems(hit.passage.source.title))
            for quote in quotes_of(hit.passage):
                here = set(stems(quote.text))
                share = sum(
                    weight * (1.0 if stem in here else 0.3 if stem in context else 0.0)
                    for stem, weight in wanted.items()
                )
                found.append((quote, share / total, relative))
        found.sort(key=lambda item: -(item[1] + _PASSAGE * item[2]))
        found = found[:_CANDIDATES]
        vectors = self._library.embedder.embed([question, *(quote.text for quote, _, _ in found)])
        similar: Vectors = vectors[1:] @ vectors[0]
        ranked = [
            Ranked(quote, _SIMILARITY * float(near) + (1 - _SIMILARITY) * share + _PASSAGE * place)
            for (quote, share, place), near in zip(found, similar, strict=True)
        ]
        return sorted(ranked, key=lambda item: -item.score)


def quotes_of(passage: Passage) -> list[Quote]:
    """Every sentence of a passage at its exact place."""
    return [
        Quote(passage, passage.start + start, passage.start + end, passage.text[start:end])
        for start, end in sentences(passage.text)
    ]
