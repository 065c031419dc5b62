"""Passages read whole: where the words of a question point at no sentence, the reader does."""

from collections.abc import Iterator, Sequence

from assistant.answering import answering_weights as weights
from assistant.answering.quote_candidates import QuoteCandidate
from assistant.question.query import Query
from assistant.reader import Reader
from index.types import Hit


def pointed_at(
    reader: Reader, query: Query, hits: Sequence[Hit], found: Sequence[QuoteCandidate]
) -> list[QuoteCandidate]:
    """The candidates in which the reader sees the answer when it reads their whole passage.

    A sentence may answer in words that the question has none of, beside sentences that have them.
    Of each of the first hits it is the smallest around the most probable span.
    """
    read = hits[: weights.WHOLE_PASSAGES]
    heads = [f"{hit.passage.source.title}. " for hit in read]
    texts = [head + hit.passage.text for head, hit in zip(heads, read, strict=True)]
    spans = reader.spans(query.text, texts, 1)
    pointed = []
    for hit, head, own in zip(read, heads, spans, strict=True):
        for span in own:
            move = hit.passage.start - len(head)
            around = _around(hit, span.start + move, span.end + move, found)
            smallest = min(around, key=lambda each: len(each.quote.text), default=None)
            if smallest:
                pointed.append((span.probability, smallest))
    pointed.sort(key=lambda each: -each[0])
    return [each for _, each in pointed]


def _around(
    hit: Hit, start: int, end: int, found: Sequence[QuoteCandidate]
) -> Iterator[QuoteCandidate]:
    """The candidates of a passage that hold a span of their document."""
    for each in found:
        same = each.quote.passage.source.name == hit.passage.source.name
        if same and each.quote.start <= start and end <= each.quote.end:
            yield each
