"""A quote with how well it answers; and the best ones read, as far as that matters."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering import answering_weights as weights
from assistant.answering.quote_reading import QuoteReading, read_quotes
from assistant.question.query import Query
from assistant.reader import Reader
from assistant.types import Quote


@dataclass(frozen=True, slots=True)
class RankedQuote:
    """A quote with how well it answers, higher is better; `reading` where the reader read it.

    `fit` is the score without what the reader adds. `meant` is the probability that it answers by
    its meaning alone, where the reader does not read its language and the embedder does.
    """

    quote: Quote
    fit: float
    reading: QuoteReading | None = None
    meant: float = 0.0

    @property
    def score(self) -> float:
        """How well the quote answers by its words, its passage and the reader."""
        return self.fit + weights.READING * self.probability

    @property
    def probability(self) -> float:
        """The reader's probability that the quote answers, or what stands for it."""
        return self.reading.probability if self.reading else self.meant


def read_on(
    reader: Reader, query: Query, ranked: Sequence[RankedQuote], most: int
) -> list[RankedQuote]:
    """The quotes, `most` of them with the reader's readings, where it reads the question.

    The best by their words come first, a few at a time, until what is left hardly matters.
    """
    if query.is_foreign:
        return list(ranked)
    read = [each for each in ranked if each.reading]
    kept = [each for each in ranked if each.meant]
    left = [each for each in ranked if not (each.reading or each.meant)]
    left.sort(key=lambda each: -each.fit)
    while left and len(read) < most and not _hardly_matters(left[0], read):
        count = min(weights.READ_AT_ONCE if read else weights.FIRST_READ, most - len(read))
        few, left = left[:count], left[count:]
        found = read_quotes(reader, query, [each.quote for each in few])
        read += [replace(each, reading=own) for each, own in zip(few, found, strict=True)]
    return [*read, *left, *kept]


def is_answered(ranked: Sequence[RankedQuote]) -> bool:
    """Whether the best of the quotes that were read answers beyond doubt."""
    best = _best_read(ranked)
    return best is not None and best.probability >= weights.BEYOND_DOUBT


def is_surely_answered(ranked: Sequence[RankedQuote]) -> bool:
    """Whether one of the quotes that were read surely answers."""
    return any(each.reading and each.probability >= weights.SURELY for each in ranked)


def with_their_items(ranked: Sequence[RankedQuote]) -> list[RankedQuote]:
    """The quotes, a list with the probability of its most probable item.

    The words say whether all of a list is asked for.
    """
    read = [each for each in ranked if each.reading]
    return [_as_its_items(each, read) for each in ranked]


def _hardly_matters(each: RankedQuote, read: Sequence[RankedQuote]) -> bool:
    """Whether a quote, the best of those unread, need not be read beside what surely answers."""
    best = _best_read(read)
    if best is None or best.probability < weights.SURELY:
        return False
    far = each.fit <= weights.FAR_BEHIND * max(own.fit for own in read)
    return far or best.probability >= weights.BEYOND_DOUBT


def _best_read(ranked: Sequence[RankedQuote]) -> RankedQuote | None:
    read = (each for each in ranked if each.reading)
    return max(read, key=lambda each: each.score, default=None)


def _as_its_items(each: RankedQuote, read: Sequence[RankedQuote]) -> RankedQuote:
    """A list with the probability of its most probable item, what was read of it."""
    if len(each.quote.said) < 2 or each.reading is None:
        return each
    own = each.quote
    inside = [
        other.probability
        for other in read
        if other.quote.passage.source.name == own.passage.source.name
        and own.start <= other.quote.start
        and other.quote.end <= own.end
    ]
    return replace(each, reading=replace(each.reading, probability=max(inside)))
