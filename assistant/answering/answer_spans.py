"""The answer spans that the reader finds in the hits' passages, at their documents' offsets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answering import answering_weights as weights
from assistant.question.query import Query
from assistant.reader import Reader
from index.types import Hit


@dataclass(frozen=True, slots=True)
class AnswerSpan:
    """Characters of a document that may answer, with the probability that they do."""

    document: str
    start: int
    end: int
    probability: float


def read_spans(reader: Reader, query: Query, hits: Sequence[Hit]) -> list[AnswerSpan]:
    """The most probable answer spans of each of the first passages."""
    passages = [hit.passage for hit in hits[: weights.READER_PASSAGES]]
    found = reader.spans(query.text, [each.text for each in passages], weights.READER_SPANS)
    return [
        AnswerSpan(
            passage.source.name,
            passage.start + span.start,
            passage.start + span.end,
            span.probability,
        )
        for passage, spans in zip(passages, found, strict=True)
        for span in spans
        if span.start < span.end
    ]


def best_within(
    spans: Iterable[AnswerSpan], document: str, start: int, end: int
) -> AnswerSpan | None:
    """The most probable span that these characters of a document wholly hold."""
    held = [
        span
        for span in spans
        if span.document == document and start <= span.start and span.end <= end
    ]
    return max(held, key=lambda span: span.probability, default=None)


def probability(spans: Iterable[AnswerSpan]) -> float:
    """The probability of the most probable span; 0 where there is none."""
    return max((span.probability for span in spans), default=0.0)
