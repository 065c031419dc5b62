"""The reader's probability and span for quotes."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.answering.quote_candidates import quote_at
from assistant.answering.quote_reading import read_quotes
from assistant.reader import Reader
from assistant.types import Quote
from index.statements import statements
from tests.passages import LORRIES, hit
from tests.queries import query

QUESTION = "How many lorries cross at Torkham each day?"


def whole(text: str) -> Quote:
    passage = hit(text).passage
    return quote_at(passage, passage.start, passage.end)


def test_the_span_is_the_answers_words_at_their_place(reader: Reader) -> None:
    quote = whole(f"The road was closed in May.\n{LORRIES}")
    off = whole("Purple tulips bloom behind the old mill.")
    found, other = read_quotes(reader, query(QUESTION), [quote, off])
    assert "340" in quote.text[found.start - quote.start : found.end - quote.start]
    assert found.probability > 0.5 > other.probability


def test_what_the_title_alone_answers_is_not_the_quotes_answer(reader: Reader) -> None:
    title = "340 lorries cross at Torkham each day"
    quote, own = hit("Purple tulips bloom.", title).passage, hit(LORRIES, title).passage
    quotes = [quote_at(each, each.start, each.end) for each in (quote, own)]
    found, other = read_quotes(reader, query(QUESTION), quotes)
    assert found.probability + 0.3 < other.probability


def test_words_are_found_across_a_line_break(reader: Reader) -> None:
    quote = whole("The talks were led by Ishaq\nDar in Beijing.")
    (found,) = read_quotes(reader, query("Who led the talks in Beijing?"), [quote])
    assert quote.text[found.start - quote.start : found.end - quote.start] == "Ishaq\nDar"


def test_of_a_row_the_cell_is_the_span_and_not_its_column(reader: Reader) -> None:
    passage = hit("Revenue | 412 | 538").passage
    row = Quote(
        passage, passage.start, passage.end, passage.text, ("Revenue, 2018: 412, 2019: 538",)
    )
    (found,) = read_quotes(reader, query("What was the revenue in 2019?"), [row])
    assert row.text[found.start - row.start : found.end - row.start] in ("538", "")


def test_nothing_is_read_of_nothing(reader: Reader) -> None:
    assert read_quotes(reader, query(QUESTION), []) == []


@pytest.mark.parametrize("question", ["Who?", QUESTION])
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(text=st.text(min_size=1, max_size=120))
def test_a_span_lies_within_its_quote(reader: Reader, question: str, text: str) -> None:
    passage = hit(text).passage
    quotes = [quote_at(passage, each.start, each.end) for each in statements(passage)]
    for quote, found in zip(quotes, read_quotes(reader, query(question), quotes), strict=True):
        assert quote.start <= found.start <= found.end <= quote.end
        assert 0 <= found.probability <= 1
