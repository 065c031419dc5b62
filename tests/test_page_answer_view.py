"""An answer on the page: its conflict, its receipt, its small print, its sources."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.serve.page.answer_view import passage, sources, whole_answer
from assistant.serve.page.check_tab import checked_draft
from assistant.serve.page.facts_view import duration, figures, outcome_line, receipt
from assistant.serve.page.html import element
from assistant.types import Check, Sentence, Timings
from tests.page_answers import QUOTE, TEXT, Shown, answered, cited, declined, disagreeing


def test_a_disagreement_shows_its_sides_with_their_quotes() -> None:
    shown = Shown(whole_answer(disagreeing(), "t7"))
    assert len(shown.all("div", "side")) == 2
    for words in ("different numbers", "2 independent reports", "1 report"):
        assert words in shown.text
    assert "The model was not there." in shown.text
    assert shown.text.count(QUOTE) == 2


def test_a_row_stands_with_its_labels_wherever_it_is_quoted() -> None:
    row = cited(quote="Revenue | 538", labels=("Item", "2019"), section="Sheet 2 › Revenue")
    shown = (
        sources(answered(citations=(row,), passages=()), "t7"),
        whole_answer(declined(nearest=(row,)), "t7"),
        checked_draft(Check((Sentence("It was 538.", "supported", citations=(row,)),))),
    )
    for html in shown:
        assert element("p", "Item: Revenue | 2019: 538", class_="labels") in html
        assert "Revenue | 538" in Shown(html).text
        assert "· Sheet 2 › Revenue ·" in Shown(html).text


def test_an_abstention_shows_its_receipt_and_the_nearest_quotes() -> None:
    shown = Shown(whole_answer(declined(), "t7"))
    for words in ("the moon", "3 documents, 1,700 passages", "from 1 January 2025", "desk/*"):
        assert words in shown.text
    assert "nothing speaks of it" in shown.text
    assert shown.all("a", "marker")[0]["data-of"] == "t7n"
    assert QUOTE in shown.text


def test_a_receipt_leaves_out_what_there_was_not() -> None:
    assert "Limited to" not in receipt(answered().receipt)


def test_filters_are_shown_under_an_answer() -> None:
    filtered = replace(answered().receipt, since=date(2025, 1, 1), reports="a report by The Post")
    line = outcome_line(answered(receipt=filtered))
    assert (
        line == "Answered in 1.3 s from 3 documents, only from 1 January 2025, a report by The Post"
    )


@pytest.mark.parametrize(
    ("confidence", "said"), [(0.93, ""), (0.7, "; fairly sure"), (0.3, "; unsure")]
)
def test_how_it_came_about_is_told_in_words(confidence: float, said: str) -> None:
    line = outcome_line(answered(confidence=confidence))
    assert line.startswith(f"Answered in 1.3 s from 3 documents{said}")
    assert line.endswith("sure that they hold it") == bool(said)
    assert "%" not in line
    assert "812 + 97 tokens" in figures(disagreeing())
    assert outcome_line(declined()) == "Declined in 1.3 s: 3 documents searched"
    assert outcome_line(answered(timings=Timings())).startswith("Answered at once")


def test_the_legend_has_the_underlines_that_are_seen() -> None:
    shown = Shown(whole_answer(answered(), "t7"))
    assert len(shown.all("span", "key")) == 4
    plain = answered(sentences=answered().sentences[:1])
    assert [one["class"] for one in Shown(whole_answer(plain, "t7")).all("span", "key")] == [
        "key supported"
    ]
    assert "legend" not in whole_answer(declined(), "t7")


@pytest.mark.parametrize(("spent", "said"), [(31.4, "31 ms"), (1202.0, "1.2 s"), (0, "0 ms")])
def test_times_are_shown_plainly(spent: float, said: str) -> None:
    assert duration(spent) == said


def test_a_source_is_its_passage_with_the_quote_marked_exactly() -> None:
    html = sources(answered(), "t7")
    assert len(Shown(html).all("article", "source")) == 2
    inside = passage(cited(), answered().passages)
    assert Shown(inside).text == TEXT[5:]
    assert element("mark", QUOTE) in inside
    assert passage(cited(), ()) == element("mark", QUOTE)
    elsewhere = replace(cited(), document="desk/other.txt")
    assert passage(elsewhere, answered().passages) == element("mark", QUOTE)
