"""Passages → the sentences that answer a question best: the reranker of passages and sentences."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from assistant.answering import answering_weights as weights
from assistant.answering.type_match import type_match
from assistant.question.query import Query, numbers, years
from assistant.types import Quote
from index.embed import embedded_text
from index.text.sentences import sentences
from index.text.stems import stems
from index.types import Embedder, Hit, Passage

_DENIALS = {"no", "not", "never", "without"}

_DEPENDENT = re.compile(
    r"(?:(?:And|But|So|Then|However|Instead),?\s)?(?:(?:he|she|it|they|this|that|these|those|his|her"
    r"|its|their|such|thus|therefore|hence|consequently)\b|(?:as\sa|the)\sresult\b)",
    re.IGNORECASE,
)
"""A sentence whose subject is a pronoun, or that draws a conclusion, depends on the one before."""


@dataclass(frozen=True, slots=True)
class RankedQuote:
    """A quote with how well it answers, higher is better."""

    quote: Quote
    score: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One sentence, or two that follow each other, with its score before embedding."""

    quote: Quote
    sentences: tuple[str, ...]
    score: float


class Reranker:
    """Ranks the sentences of passages, and passages by their sentences, for one query."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        # Answerability, engine and conflict ask for the same ranking one after the other.
        self._cached: Callable[[_Key], list[RankedQuote]] = lru_cache(maxsize=8)(self._ranked)

    def best(self, query: Query, hits: Sequence[Hit]) -> list[RankedQuote]:
        """The passages' best quotes, best first, no two of which overlap or say the same."""
        return _distinct(self.all(query, hits), weights.QUOTES)

    def all(self, query: Query, hits: Sequence[Hit]) -> list[RankedQuote]:
        """All that could be quoted of the passages, best first.

        A quote is a sentence, or two where the second adds what the question asks for. Its score
        mixes the cosine between it and the question, the share of the question's content words
        that it holds, bigrams, numbers and years in common, whether it holds a mention of the
        answer type, and its passage's place among the hits.
        """
        return self._cached(_Key(query, tuple(hits)))

    def passages(self, query: Query, hits: Sequence[Hit]) -> list[Hit]:
        """The hits, those preferred one of whose sentences holds a mention of the answer type.

        To a hit's score comes the lexical fit of its best sentence. Without an answer type the
        hits stay as they are.
        """
        if query.answer_type is None:
            return list(hits)
        scored = [
            replace(hit, score=hit.score + weights.RERANKING * _best_fit(query, hit))
            for hit in hits
        ]
        return sorted(scored, key=lambda hit: -hit.score)

    def _ranked(self, key: "_Key") -> list[RankedQuote]:
        query, hits = key.query, key.hits
        best = max((hit.score for hit in hits), default=1.0)
        candidates = [
            replace(each, score=each.score + _passage_part(hit, best))
            for hit in hits
            for each in _candidates(query, hit)
        ]
        candidates.sort(key=lambda candidate: -candidate.score)
        candidates = candidates[: weights.CANDIDATES]
        texts = list(dict.fromkeys(text for each in candidates for text in each.sentences))
        vectors = self._embedder.embed([query.text, *texts])
        cosine = dict(zip(texts, (vectors[1:] @ vectors[0]).tolist(), strict=True))
        ranked = [
            RankedQuote(each.quote, each.score + max(cosine[text] for text in each.sentences))
            for each in candidates
        ]
        return sorted(ranked, key=lambda each: -each.score)


class _Key:
    """A query and its hits, known by the query's text: a query holds what has no hash."""

    def __init__(self, query: Query, hits: tuple[Hit, ...]) -> None:
        self.query, self.hits = query, hits
        self._known = (query.text, hits)

    def __hash__(self) -> int:
        return hash(self._known)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._known == other._known


def coverage(of: Mapping[str, float], held: Set[str]) -> float:
    """The share, in [0, 1], of a question's weighted stems that stand among the stems `held`.

    A long question is covered once stems of the weight `QUESTION_LENGTH` are.
    """
    total = sum(of.values())
    found = sum(weight for stem, weight in of.items() if stem in held)
    return min(1.0, found / min(total, weights.QUESTION_LENGTH)) if total else 0.0


def lexical_fit(query: Query, text: str, before: str, around: str) -> float:
    """How well a text answers by its words alone, higher is better.

    `before` is the sentence before it, `around` its passage with title and date.
    """
    words = stems(text)
    held = set(words)
    content = {
        stem: weight * (weights.CARRIED if stem in query.carried else 1.0)
        for stem, weight in query.weights.items()
    }
    score = weights.OWN_WORDS * _share(content, held)
    score += weights.WORDS_BEFORE * _share(content, held | set(stems(before)))
    score += weights.BIGRAMS * _share(query.bigrams, set(pairwise(words)))
    score += weights.TYPE_MATCH * type_match(text, query.answer_type, query.text)
    score += weights.NUMBERS * _number_share(query, text, around)
    if query.years and (found := years(text)) and not query.years & found:
        score -= weights.OTHER_YEAR
    if text.rstrip().endswith("?"):
        score -= weights.A_QUESTION
    return score


def quote_at(passage: Passage, start: int, end: int) -> Quote:
    """The quote of a passage at these offsets of its document."""
    return Quote(passage, start, end, passage.text[start - passage.start : end - passage.start])


def overlap(one: Quote, other: Quote) -> bool:
    """Whether two quotes share characters of one document."""
    same = one.passage.source.name == other.passage.source.name
    return same and one.start < other.end and other.start < one.end


def _passage_part(hit: Hit, best: float) -> float:
    """What a sentence's passage adds to its score."""
    share = weights.PASSAGE_SCORE * hit.score / best
    return share + weights.PASSAGE_SIMILARITY * hit.similarity


def _best_fit(query: Query, hit: Hit) -> float:
    """The lexical fit of a passage's best sentence; 0 where it has none."""
    return max((each.score for each in _candidates(query, hit)), default=0.0)


def _candidates(query: Query, hit: Hit) -> Iterator[_Candidate]:
    """Each sentence of a passage, and each two that follow each other; no headline, no byline.

    A sentence that depends on the one before it is never quoted without it.
    """
    passage = hit.passage
    quotes = [quote_at(passage, start, end) for start, end in _spans(passage)]
    dependent = [number > 0 and _DEPENDENT.match(each.text) for number, each in enumerate(quotes)]
    around = embedded_text(passage)
    for number, first in enumerate(quotes):
        before = quotes[number - 1].text if number else ""
        if not dependent[number]:
            fit = lexical_fit(query, first.text, before, around)
            yield _Candidate(first, (first.text,), fit)
        if number + 1 < len(quotes) and (dependent[number + 1] or not dependent[number]):
            last = quotes[number + 1]
            quote = quote_at(passage, first.start, last.end)
            fit = lexical_fit(query, quote.text, before, around)
            fit -= 0.0 if dependent[number + 1] else weights.SECOND_SENTENCE
            yield _Candidate(quote, (first.text, last.text), fit)


def _spans(passage: Passage) -> list[tuple[int, int]]:
    """The passage's sentences in its document, without lines that are its headline or byline.

    They are all there is of some documents; then they stay.
    """
    at, text = passage.start, passage.text
    about = embedded_text(passage).partition("\n")[0]
    head = set(stems(f"{about} {passage.source.published or ''}"))
    spans = sentences(text)
    body = [(start, end) for start, end in spans if not set(stems(text[start:end])) <= head]
    return [(at + start, at + end) for start, end in body or spans]


def _number_share(query: Query, text: str, around: str) -> float:
    if not query.numbers:
        return 1.0
    here, near = numbers(text), numbers(around)
    found = [1.0 if n in here else weights.NUMBER_NEAR if n in near else 0.0 for n in query.numbers]
    return sum(found) / len(found)


def _share(of: Mapping[Any, float], held: Set[Any]) -> float:
    total = sum(of.values())
    return sum(of[key] for key in of.keys() & held) / total if total else 0.0


def _distinct(ranked: Sequence[RankedQuote], limit: int) -> list[RankedQuote]:
    kept: list[RankedQuote] = []
    seen: list[set[str]] = []
    for each in ranked:
        if kept and each.score < weights.NEAR_BEST * ranked[0].score:
            break
        own = set(stems(each.quote.text))
        if any(overlap(each.quote, other.quote) for other in kept):
            continue
        if any(_same_content(own, other) for other in seen):
            continue
        kept.append(each)
        seen.append(own)
        if len(kept) == limit:
            break
    return kept


def _same_content(one: set[str], other: set[str]) -> bool:
    """Whether a quote's stems say what another's say: the other has them all, or nearly all are in
    common, and all figures. One denial makes it something else.
    """
    if _DENIALS & (one ^ other):
        return False
    figures = any(stem.isdigit() for stem in one ^ other)
    return one <= other or (not figures and len(one & other) > weights.ALIKE * len(one | other))
