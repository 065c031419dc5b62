"""The engine that answers in the sources' own sentences."""

import pytest

from assistant import Assistant
from assistant.answering.quotes import QuotesEngine
from assistant.answering.ranking import Reranker
from assistant.reader import Reader
from assistant.types import Quote
from index.types import Hit
from tests.passages import LORRIES, hit, named
from tests.queries import query

QUESTION = "How many lorries cross at Torkham?"
TEXT = f"{LORRIES} The head of the customs house said so. He expects that number to double."


@pytest.fixture(scope="module")
def engine(desk: Assistant, reader: Reader) -> QuotesEngine:
    return QuotesEngine(Reranker(desk.library.embedder, reader))


@pytest.mark.parametrize(
    "hits",
    [
        [hit(TEXT)],
        [named(hit(TEXT), "a.txt"), named(hit(LORRIES.replace("340", "430")), "b.txt")],
        [hit("Talks in Beijing")],
        [hit("Purple tulips bloom behind the old mill.")],
        [],
    ],
)
def test_it_writes_the_best_quotes_to_the_character(engine: QuotesEngine, hits: list[Hit]) -> None:
    written = list(engine.write(query(QUESTION), hits, ()))
    assert written == [each.quote for each in engine.reranker.best(query(QUESTION), hits)]
    assert bool(written) == bool(hits)
    for quote in written:
        assert isinstance(quote, Quote)
        passage = quote.passage
        assert passage.text[quote.start - passage.start : quote.end - passage.start] == quote.text


def test_the_best_sentence_comes_first(engine: QuotesEngine) -> None:
    first, *_ = engine.write(query(QUESTION), [hit(TEXT)], ())
    assert first.text.startswith(LORRIES)


def test_it_is_the_engine_that_needs_no_model(engine: QuotesEngine) -> None:
    assert engine.name == "quotes"
