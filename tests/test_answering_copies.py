"""Copies of one report are counted once."""

from assistant.answering.citations import citation
from assistant.answering.copies import independent_reports, one_report
from assistant.types import Quote
from index.types import Hit
from tests.reports import FOURTEEN, TWELVE, quote

COPY = quote(f"{TWELVE.text} (AP)", "c")


def test_copies_of_one_story_are_one_report() -> None:
    assert independent_reports([TWELVE, COPY]) == 1
    assert independent_reports([TWELVE, FOURTEEN, COPY]) == 2
    assert independent_reports([]) == 0


def test_citations_of_copies_are_said_to_be_one_report() -> None:
    other = quote("The market had opened that morning after a week of rain.", "d")
    hits = [Hit(each.passage, 1.0, 0.5, 1.0) for each in (TWELVE, COPY, other)]

    def cited(*quotes: Quote) -> str:
        return one_report(
            [citation(f"[{n}]", each, "supported") for n, each in enumerate(quotes, 1)], hits
        )

    assert cited(TWELVE, COPY).startswith("2 citations, one report")
    assert cited(TWELVE, other) == ""
    assert cited(TWELVE) == ""
    assert cited() == ""
