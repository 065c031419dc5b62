"""Quotes as the reader reads them: how probably each answers the question, and in which words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answering.citations import folded
from assistant.question.query import Query
from assistant.question.request_kind import request_kind
from assistant.reader import Reader, SpanReading
from assistant.types import Quote

_SPANS = 3
"""Spans of a text that are looked at: the first may lie in what the quote stands under."""


@dataclass(frozen=True, slots=True)
class QuoteReading:
    """The probability in [0, 1] that a quote answers, and the words of it that do.

    `start` and `end` are offsets of the document; both are the quote's start where no words of it
    are the answer.
    """

    probability: float
    start: int
    end: int


def read_quotes(reader: Reader, query: Query, quotes: Sequence[Quote]) -> list[QuoteReading]:
    """Each quote read beside the question, with what it stands under.

    A sentence seldom says what it is about as its headings and its document's title do.
    """
    heads = [_head(quote) for quote in quotes]
    bodies = [" ".join(quote.said) or folded(quote.text) for quote in quotes]
    texts = [head + body for head, body in zip(heads, bodies, strict=True)]
    found = reader.spans(query.text, texts, _SPANS)
    readings = [
        _reading(quote, body, _own(spans, text, len(head)), len(head))
        for quote, body, text, spans, head in zip(quotes, bodies, texts, found, heads, strict=True)
    ]
    if request_kind(query.text).form != "yes or no":
        return readings
    # No words of a quote are yes or no: it answers as far as it says that what is asked holds, or
    # does not.
    verdicts = reader.verdicts(query.text, texts)
    decided = [abs(each.supported - each.contradicted) for each in verdicts]
    return [
        replace(each, probability=max(each.probability, own))
        for each, own in zip(readings, decided, strict=True)
    ]


def _own(spans: Sequence[SpanReading], text: str, head: int) -> SpanReading:
    """The most probable span whose words the quote's own text holds, at their place there.

    What it stands under often says the answer first, in the same words; where it alone says it,
    the quote does not answer.
    """
    for span in spans:
        if span.start >= head:
            return span
        if place := next(_places(text[head:], text[span.start : span.end].split()), None):
            return replace(span, start=head + place[0], end=head + place[1])
    return SpanReading(0, 0, 0.0, 0.0)


def _head(quote: Quote) -> str:
    """The title, the headings and the lead that a quote is read under."""
    source, block = quote.passage.source, quote.passage.block_at(quote.start)
    above = () if block is None else block.above
    path = " › ".join(each for each in above if each != source.title)
    lead = "" if block is None else block.lead
    return "".join((_closed(source.title), f"{path}: " if path else "", f"{lead} " if lead else ""))


def _closed(title: str) -> str:
    return f"{title}. " if title else ""


def _reading(quote: Quote, body: str, span: SpanReading, head: int) -> QuoteReading:
    """The span at the document's offsets, where it lies in the quote's own words."""
    start, end = span.start - head, span.end - head
    words = body[max(0, start) : end].split() if 0 <= start < end else []
    places = list(_places(quote.text, words))
    # A labelled row says its columns' names beside its own words, so counts may differ.
    before = len(list(_places(body[:start], words))) if places else 0
    first, last = places[min(before, len(places) - 1)] if places else (0, 0)
    return QuoteReading(span.probability, quote.start + first, quote.start + last)


def _places(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where words stand in a text in this order, line breaks between them or not."""
    if words:
        pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)"
        for match in re.finditer(pattern, text):
            yield match.span()
