"""Passages → the sentences that answer a question best: the reranker of passages and sentences."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.answering import answering_weights as weights
from assistant.answering.identity import identity, marks
from assistant.answering.languages import meant
from assistant.answering.named_blocks import section_blocks, speaker_blocks
from assistant.answering.passage_reading import pointed_at
from assistant.answering.quote_candidates import QuoteCandidate, remembered_candidates
from assistant.answering.ranked_quote import (
    RankedQuote,
    is_answered,
    is_surely_answered,
    read_on,
    with_their_items,
)
from assistant.question.query import Query
from assistant.reader import Reader
from assistant.types import Quote
from index.text.number_words import CARDINALS
from index.text.stems import stems
from index.types import Embedder, Hit

_DENIALS = {"no", "not", "never", "without"}


class Reranker:
    """Ranks the sentences of passages, and passages by their sentences, for one query."""

    def __init__(self, embedder: Embedder, reader: Reader) -> None:
        self.embedder = embedder
        self.reader = reader
        # Answerability, engine and conflict ask for the same ranking one after the other.
        self._cached: Callable[[_Key], list[RankedQuote]] = lru_cache(maxsize=8)(self._ranked)
        self._candidates = remembered_candidates()

    def best(self, query: Query, hits: Sequence[Hit]) -> list[RankedQuote]:
        """The passages' best quotes, best first, no two of which overlap or say the same."""
        return distinct(self.all(query, hits))

    def all(self, query: Query, hits: Sequence[Hit]) -> list[RankedQuote]:
        """All that could be quoted of the passages, best first.

        A quote is a sentence, or two where the second adds what the question asks for. Its score
        mixes the cosine between it and the question, the share of the question's content words
        that it holds, bigrams, numbers and years in common, whether it holds a mention of the
        answer type, and its passage's place among the hits. The best are read by the reader.
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
            replace(hit, score=hit.score + weights.RERANKING * self._best_fit(query, hit))
            for hit in hits
        ]
        return sorted(scored, key=lambda hit: -hit.score)

    def _best_fit(self, query: Query, hit: Hit) -> float:
        """The lexical fit of a passage's best statement; 0 where it has none."""
        return max((each.score for each in self._candidates(query, hit)), default=0.0)

    def _ranked(self, key: "_Key") -> list[RankedQuote]:
        query, hits = key.query, key.hits
        best = max((hit.score for hit in hits), default=1.0)
        found = [
            replace(each, score=each.score + _passage_part(hit, best))
            for hit in hits
            for each in self._candidates(query, hit)
        ]
        found = _of_named_blocks(query, hits, found)
        found.sort(key=lambda candidate: -candidate.score)
        first = found[: weights.FIRST_CANDIDATES]
        others = found[weights.FIRST_CANDIDATES : weights.CANDIDATES]
        ranked = self._scored(query, first)
        read = read_on(self.reader, query, ranked, weights.FIRST_READ)
        if others and is_answered(read):
            # What stands far behind a sure answer need not be embedded to stay there.
            least = min(each.fit - own.score for each, own in zip(ranked, first, strict=True))
            ranked = [*read, *(RankedQuote(each.quote, each.score + least) for each in others)]
        else:
            ranked = [*read, *self._scored(query, others)]
            ranked = read_on(self.reader, query, ranked, weights.READ_QUOTES)
            if not query.is_foreign and not is_surely_answered(ranked):
                ranked = self._with_pointed(query, hits, found, ranked)
        return sorted(with_their_items(ranked), key=lambda each: -each.score)

    def _with_pointed(
        self,
        query: Query,
        hits: Sequence[Hit],
        found: Sequence[QuoteCandidate],
        ranked: list[RankedQuote],
    ) -> list[RankedQuote]:
        """The ranking with the quotes that the reader points at in whole passages, read too."""
        read = {_range(each.quote) for each in ranked if each.reading}
        pointed = pointed_at(self.reader, query, hits, found)
        new = [each for each in pointed if _range(each.quote) not in read][: weights.POINTED]
        own = {_range(each.quote) for each in new}
        kept = [each for each in ranked if _range(each.quote) not in own]
        scored = self._scored(query, new)
        return [*kept, *read_on(self.reader, query, scored, len(scored))]

    def _scored(self, query: Query, found: Sequence[QuoteCandidate]) -> list[RankedQuote]:
        """The candidates with the cosine between each and the question."""
        texts = list(dict.fromkeys(text for each in found for text in each.texts))
        vectors = self.embedder.embed([query.text, *texts])
        cosine = dict(zip(texts, (vectors[1:] @ vectors[0]).tolist(), strict=True))
        return [
            RankedQuote(
                each.quote,
                each.score + nearest,
                meant=meant(self.embedder, query.language, each.quote.text, nearest),
            )
            for each in found
            for nearest in (max(cosine[text] for text in each.texts),)
        ]


class _Key:
    """A query and its hits, known by the query's text: a query holds what has no hash."""

    def __init__(self, query: Query, hits: tuple[Hit, ...]) -> None:
        self.query, self.hits = query, hits
        self._known = (query.text, hits)

    def __hash__(self) -> int:
        return hash(self._known)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._known == other._known


def _range(quote: Quote) -> tuple[str, int, int]:
    return quote.passage.source.name, quote.start, quote.end


def overlap(one: Quote, other: Quote) -> bool:
    """Whether two quotes share characters of one document."""
    same = one.passage.source.name == other.passage.source.name
    return same and one.start < other.end and other.start < one.end


def _passage_part(hit: Hit, best: float) -> float:
    """What a sentence's passage adds to its score."""
    share = weights.PASSAGE_SCORE * hit.score / best
    return share + weights.PASSAGE_SIMILARITY * hit.similarity


def _of_named_blocks(
    query: Query, hits: Sequence[Hit], found: list[QuoteCandidate]
) -> list[QuoteCandidate]:
    """The candidates of the sections that the question names, or all; its speaker's preferred."""
    named = section_blocks(query.sections, hits)
    # "Rule 3.2 of the leave rules": where several documents have one, the words of their names say.
    said = set(marks(query.text))
    fits = [len(identity(each.hit.passage.source) & said) for each in named]
    sections = {
        (each.hit.passage.source.name, each.block.start)
        for each, fit in zip(named, fits, strict=True)
        if fit == max(fits)
    }
    within = [each for each in found if _place(each) in sections] or found
    turns = {
        (each.hit.passage.source.name, each.block.start) for each in speaker_blocks(query, hits)
    }
    return [
        replace(each, score=each.score + weights.SPEAKER) if _place(each) in turns else each
        for each in within
    ]


def _place(candidate: QuoteCandidate) -> tuple[str, int]:
    return candidate.quote.passage.source.name, candidate.block.start


def distinct(ranked: Sequence[RankedQuote], limit: int = weights.QUOTES) -> list[RankedQuote]:
    """The best, near the first of them, no two of which overlap or say the same."""
    kept: list[RankedQuote] = []
    seen: list[set[str]] = []
    for each in ranked:
        if kept and each.score < weights.NEAR_BEST * ranked[0].score:
            break
        own = set(stems(each.quote.text))
        if any(overlap(each.quote, other.quote) for other in kept) or _beside(each, kept):
            continue
        if any(_same_content(own, other) for other in seen):
            continue
        kept.append(each)
        seen.append(own)
        if len(kept) == limit:
            break
    return kept


def _beside(each: RankedQuote, kept: Sequence[RankedQuote]) -> bool:
    """Whether a quote does not bear on what a quote before it surely answers."""
    sure = bool(kept) and kept[0].probability >= weights.SURELY
    return sure and each.probability < weights.HARDLY


def _same_content(one: set[str], other: set[str]) -> bool:
    """Whether a quote's stems say what another's say: the other has them all, or nearly all are in
    common, and all figures. One denial makes it something else.
    """
    if _DENIALS & (one ^ other):
        return False
    figures = any(stem.isdigit() or stem in CARDINALS for stem in one ^ other)
    return one <= other or (not figures and len(one & other) > weights.ALIKE * len(one | other))
