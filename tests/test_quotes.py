"""The engine that answers in the sources' own sentences."""

from dataclasses import replace

import pytest

from assistant import Assistant
from assistant.answering.quotes import QuotesEngine, overlap, quote_at
from assistant.types import Quote
from index.types import Hit, Passage
from tests.passages import hit

LORRIES = "Some 340 lorries cross at Torkham each day at present."
TEXT = f"{LORRIES} The head of the customs house said so. He expects that number to double."


@pytest.fixture(scope="module")
def engine(desk: Assistant) -> QuotesEngine:
    return QuotesEngine(desk.library)


def named(found: Hit, name: str) -> Hit:
    source = replace(found.passage.source, name=name)
    return replace(found, passage=replace(found.passage, source=source))


def quotes(engine: QuotesEngine, question: str, *hits: Hit) -> list[str]:
    written = list(engine.write(question, hits, ()))
    for quote in written:
        assert isinstance(quote, Quote)
        passage = quote.passage
        assert passage.text[quote.start - passage.start : quote.end - passage.start] == quote.text
    return [quote.text for quote in written if isinstance(quote, Quote)]


def test_the_best_sentence_comes_first(engine: QuotesEngine) -> None:
    assert quotes(engine, "How many lorries cross at Torkham?", hit(TEXT))[0].startswith(LORRIES)


def test_offsets_count_in_the_document(engine: QuotesEngine) -> None:
    found = hit(TEXT)
    later = replace(found, passage=Passage(found.passage.source, 500, 500 + len(TEXT), TEXT))
    (best, *_) = engine.rank("How many lorries cross at Torkham?", [later])
    assert (best.quote.start, best.quote.end) == (500, 500 + len(best.quote.text))


def test_a_second_sentence_comes_along_where_it_adds_what_is_asked(engine: QuotesEngine) -> None:
    text = "The ferry to Horta was late. It had waited for the mail from Lisbon. Tea was served."
    (first, *_) = quotes(
        engine, "Why was the ferry to Horta late, what mail was it for?", hit(text)
    )
    assert first == "The ferry to Horta was late. It had waited for the mail from Lisbon."


def test_no_two_quotes_overlap_or_say_the_same(engine: QuotesEngine) -> None:
    question = "How many lorries cross at Torkham each day?"
    copies = [named(hit(LORRIES), name) for name in ("a.txt", "b.txt", "c.txt")]
    assert quotes(engine, question, *copies) == [LORRIES]
    ranked = engine.rank(question, [hit(TEXT)])
    for number, one in enumerate(ranked):
        assert not any(overlap(one.quote, other.quote) for other in ranked[number + 1 :])


@pytest.mark.parametrize(
    "opening", ["He expects", "But they expect", "As a result we see", "Its head said"]
)
def test_a_sentence_that_leans_on_the_one_before_does_not_stand_alone(
    engine: QuotesEngine, opening: str
) -> None:
    leaning = f"{opening} that number to double by March."
    text = f"Rain fell all day. {LORRIES} {leaning}"
    question = "When is the number expected to double?"
    ranked = [each.quote.text for each in engine.rank_all(question, [hit(text)])]
    assert ranked[0] == f"{LORRIES} {leaning}"
    assert leaning not in ranked
    alone = [each.quote.text for each in engine.rank_all(question, [hit(leaning)])]
    assert alone == [leaning]


def test_quotes_that_differ_in_a_figure_do_not_say_the_same(engine: QuotesEngine) -> None:
    other = LORRIES.replace("340", "430")
    told = [named(hit(LORRIES), "a.txt"), named(hit(other), "b.txt")]
    assert set(quotes(engine, "How many lorries cross at Torkham?", *told)) == {LORRIES, other}


def test_a_quote_that_another_holds_is_left_out(engine: QuotesEngine) -> None:
    longer = LORRIES.replace("at present", "at present, in both directions, by day and by night")
    told = [named(hit(longer), "a.txt"), named(hit(LORRIES), "b.txt")]
    first, *others = engine.rank("By day and night, how many lorries cross at Torkham?", told)
    assert (first.quote.text, others) == (longer, [])


def test_a_quote_that_denies_the_other_is_shown(engine: QuotesEngine) -> None:
    denied = LORRIES.replace("cross", "do not cross")
    told = [named(hit(LORRIES), "a.txt"), named(hit(denied), "b.txt")]
    assert set(quotes(engine, "How many lorries cross at Torkham?", *told)) == {LORRIES, denied}


def test_passages_that_hold_what_is_wanted_come_first(engine: QuotesEngine) -> None:
    vague = named(replace(hit("Lorries cross at Torkham by day."), score=1.0), "a.txt")
    exact = named(replace(hit(LORRIES), score=0.9), "b.txt")
    found = engine.reranked("How many lorries cross at Torkham?", [vague, exact])
    assert [each.passage.source.name for each in found] == ["b.txt", "a.txt"]
    assert found[0].score > found[1].score
    assert engine.reranked("Tell me of Torkham.", [vague, exact]) == [vague, exact]
    assert engine.reranked("Who crossed?", []) == []


def test_at_most_three_and_none_far_behind_the_best(engine: QuotesEngine) -> None:
    question = "How many lorries cross at Torkham each day?"
    alike = [f"On {day} some {count} lorries crossed at Torkham." for day, count in DAYS]
    many = [named(hit(text), f"{number}.txt") for number, text in enumerate(alike)]
    assert len(quotes(engine, question, *many)) == 3
    off = named(hit("Purple tulips bloom behind the old mill."), "off.txt")
    assert quotes(engine, question, many[0], off) == alike[:1]


DAYS = [("Monday", 310), ("Tuesday", 290), ("Friday", 505), ("Sunday", 77)]


def test_a_headline_is_not_quoted_unless_it_is_all_there_is(engine: QuotesEngine) -> None:
    head = "Talks in Beijing"
    assert quotes(
        engine, "What of the talks in Beijing?", hit(f"{head}\n\nThey agreed on trade.")
    ) == ["They agreed on trade."]
    assert quotes(engine, "What of the talks in Beijing?", hit(head)) == [head]


def test_something_is_nearest_even_where_nothing_is_near(engine: QuotesEngine) -> None:
    question = "Which 4711 ducks flew over Peru in 2005?"
    far = replace(hit("Who knows what it was in 1999?", published=None), similarity=-0.3)
    assert quotes(engine, question, far) == ["Who knows what it was in 1999?"]
    assert engine.rank(question, []) == []
    assert engine.rank_all(question, []) == []


def test_all_that_could_be_quoted_comes_best_first(engine: QuotesEngine) -> None:
    ranked = engine.rank_all("How many lorries cross at Torkham?", [hit(TEXT)])
    scores = [each.score for each in ranked]
    assert scores == sorted(scores, reverse=True)
    assert len(ranked) == 4  # two sentences that stand alone, and two pairs of neighbours


def test_quotes_of_different_documents_never_overlap() -> None:
    one, other = (named(hit(TEXT), name).passage for name in ("a.txt", "b.txt"))
    assert overlap(quote_at(one, 0, 10), quote_at(one, 9, 20))
    assert not overlap(quote_at(one, 0, 10), quote_at(one, 10, 20))
    assert not overlap(quote_at(one, 0, 10), quote_at(other, 0, 10))
