"""The engine that needs no model: it answers in the sources' own sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.question.query import Asked
from assistant.settings import QUOTES
from assistant.types import Quote, Turn
from index.embed import embedded_text
from index.library import Library
from index.text.roots_of_words import words
from index.text.sentences import sentences
from index.types import Hit, Passage

_QUOTES = 3
"""Quotes an answer has at most."""

_CANDIDATES = 24
"""Sentences that are embedded for a question: those that stand best without it."""

_FITS = 0.2
"""What a passage's best sentence counts for, beside the passage's rank."""

_NEAR_BEST = 0.7
"""A quote that scores less than this share of the best one is left out."""

_DENIALS = {"no", "not", "never", "without"}

_ALIKE = 0.8
"""The share of common words (Jaccard) above which two quotes say the same."""


_SECOND = 0.05
"""What a second sentence costs that the first does without."""

_LEANS = re.compile(
    r"(?:(?:And|But|So|Then|However|Instead),?\s)?(?:(?:he|she|it|they|this|that|these|those|his|her"
    r"|its|their|such|thus|therefore|hence|consequently)\b|(?:as\sa|the)\sresult\b)",
    re.IGNORECASE,
)
"""A sentence whose subject is a pronoun, or that draws a conclusion, leans on the one before."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A quote with how well it answers, higher is better."""

    quote: Quote
    score: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One sentence, or two that follow each other, with its score before embedding."""

    quote: Quote
    sentences: tuple[str, ...]
    score: float


class QuotesEngine:
    """Answers with the sentences that fit the question best, each its own citation."""

    name = QUOTES

    def __init__(self, library: Library) -> None:
        self._library = library
        # Gate, engine and comparison ask for the same ranking one after the other.
        self._ranked = lru_cache(maxsize=8)(self._rank_all)

    def write(self, question: str, hits: Sequence[Hit], history: Sequence[Turn]) -> Iterator[Quote]:
        """The best quotes of the best passages, best first; see `Engine.write`."""
        del history
        for ranked in self.rank(question, hits):
            yield ranked.quote

    def rank(self, question: str, hits: Sequence[Hit]) -> list[Ranked]:
        """The passages' best quotes, best first, no two of which overlap or say the same."""
        return _distinct(self.rank_all(question, hits), _QUOTES)

    def rank_all(self, question: str, hits: Sequence[Hit]) -> list[Ranked]:
        """All that could be quoted of the passages, best first.

        A quote is a sentence, or two where the second adds what the question asks for. Its score
        mixes the cosine between it and the question, the share of the question's words that it
        holds (each weighing its rarity), word pairs, numbers and years in common, whether it
        holds the kind of thing that is asked for, and its passage's place among the hits.
        """
        return self._ranked(question, tuple(hits))

    def reranked(self, question: str, hits: Sequence[Hit]) -> list[Hit]:
        """The hits, those preferred one of whose sentences holds what the question wants.

        To a hit's score comes how well its best sentence fits. Where a question may want
        anything the hits stay as they are.
        """
        asked = Asked(question, self._library.rarity)
        if asked.want is None:
            return list(hits)
        scored = [replace(hit, score=hit.score + _FITS * _fit(asked, hit)) for hit in hits]
        return sorted(scored, key=lambda hit: -hit.score)

    def _rank_all(self, question: str, hits: tuple[Hit, ...]) -> list[Ranked]:
        asked = Asked(question, self._library.rarity)
        best = max((hit.score for hit in hits), default=1.0)
        candidates = [
            replace(each, score=each.score + 0.3 * hit.score / best + 0.5 * hit.similarity)
            for hit in hits
            for each in _candidates(asked, hit)
        ]
        candidates.sort(key=lambda candidate: -candidate.score)
        candidates = candidates[:_CANDIDATES]
        texts = list(dict.fromkeys(text for each in candidates for text in each.sentences))
        vectors = self._library.embedder.embed([question, *texts])
        near = dict(zip(texts, (vectors[1:] @ vectors[0]).tolist(), strict=True))
        ranked = [
            Ranked(each.quote, each.score + max(near[text] for text in each.sentences))
            for each in candidates
        ]
        return sorted(ranked, key=lambda each: -each.score)


def _fit(asked: Asked, hit: Hit) -> float:
    """How well the best sentence of a passage fits by its words; 0 where it has none."""
    return max((each.score for each in _candidates(asked, hit)), default=0.0)


def _candidates(asked: Asked, hit: Hit) -> Iterator[_Candidate]:
    """Each sentence of a passage, and each two that follow each other; no headline, no byline.

    A sentence that leans on the one before it does not stand without it.
    """
    passage = hit.passage
    quotes = [quote_at(passage, start, end) for start, end in _spans(passage)]
    leans = [number > 0 and _LEANS.match(each.text) for number, each in enumerate(quotes)]
    around = embedded_text(passage)
    for number, first in enumerate(quotes):
        before = quotes[number - 1].text if number else ""
        if not leans[number]:
            yield _Candidate(first, (first.text,), asked.fit(first.text, before, around))
        if number + 1 < len(quotes) and (leans[number + 1] or not leans[number]):
            last = quotes[number + 1]
            quote = quote_at(passage, first.start, last.end)
            fit = asked.fit(quote.text, before, around)
            fit -= 0.0 if leans[number + 1] else _SECOND
            yield _Candidate(quote, (first.text, last.text), fit)


def _spans(passage: Passage) -> list[tuple[int, int]]:
    """The passage's sentences in its document, without lines that are its headline or byline.

    They are all there is of some documents; then they stay.
    """
    at, text = passage.start, passage.text
    about = embedded_text(passage).partition("\n")[0]
    head = set(words(f"{about} {passage.source.published or ''}"))
    spans = sentences(text)
    told = [(start, end) for start, end in spans if not set(words(text[start:end])) <= head]
    return [(at + start, at + end) for start, end in told or spans]


def quote_at(passage: Passage, start: int, end: int) -> Quote:
    """The quote of a passage at these offsets of its document."""
    return Quote(passage, start, end, passage.text[start - passage.start : end - passage.start])


def _distinct(ranked: Sequence[Ranked], limit: int) -> list[Ranked]:
    kept: list[Ranked] = []
    seen: list[set[str]] = []
    for each in ranked:
        if kept and each.score < _NEAR_BEST * ranked[0].score:
            break
        own = set(words(each.quote.text))
        if any(overlap(each.quote, other.quote) for other in kept):
            continue
        if any(_alike(own, other) for other in seen):
            continue
        kept.append(each)
        seen.append(own)
        if len(kept) == limit:
            break
    return kept


def _alike(one: set[str], other: set[str]) -> bool:
    """Whether a quote says by its words what another says: the other has them all, or nearly all
    are in common, and all figures. One denial makes it something else.
    """
    if _DENIALS & (one ^ other):
        return False
    figures = any(word.isdigit() for word in one ^ other)
    return one <= other or (not figures and len(one & other) > _ALIKE * len(one | other))


def overlap(one: Quote, other: Quote) -> bool:
    """Whether two quotes share characters of one document."""
    same = one.passage.source.name == other.passage.source.name
    return same and one.start < other.end and other.start < one.end
