from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.scope import ReportMention, Scope, read_scope
from index.types import Source

OUTLETS = ["The Harbour Herald", "The Post", "Courier"]
TODAY, NEWEST = date(2026, 3, 10), date(2025, 5, 21)


def scope(question: str) -> Scope:
    return read_scope(question, OUTLETS, NEWEST, TODAY)


def test_an_ordinary_question_says_nothing_of_time_or_outlet() -> None:
    assert scope("Who met in Beijing?") == Scope()


def test_a_report_is_named_by_outlet_and_day() -> None:
    question = "What did the report from The Post on May 3, 2025, say?"
    day = date(2025, 5, 3)
    assert scope(question).reports == (ReportMention(("The Post",), day, day, question, True),)


def test_each_outlet_keeps_its_own_day() -> None:
    found = scope(
        "Between the Courier report on the rice harvest in Peru published on May 3, 2025, and the"
        " Harbour Herald report on the fishing fleet in Chile published on May 4, 2025, who is"
        " quoted by both of these two reports?"
    ).reports
    assert [(report.outlets, report.since, report.until) for report in found] == [
        (("Courier",), date(2025, 5, 3), date(2025, 5, 3)),
        (("The Harbour Herald",), date(2025, 5, 4), date(2025, 5, 4)),
    ]
    assert "rice" in found[0].clause
    assert "rice" not in found[1].clause


def test_two_days_of_one_outlet_are_two_reports() -> None:
    found = scope(
        "After Courier reported on May 3, 2025, on rice and again on May 9, 2025, …"
    ).reports
    assert [report.outlets for report in found] == [("Courier",), ("Courier",)]
    assert [report.since for report in found] == [date(2025, 5, 3), date(2025, 5, 9)]


def test_a_day_before_the_outlet_goes_with_it() -> None:
    [report] = scope("On May 3, 2025, what did Courier say?").reports
    assert (report.outlets, report.since) == (("Courier",), date(2025, 5, 3))


def test_an_outlet_alone() -> None:
    [report] = scope("According to the Post, who met?").reports
    assert (report.outlets, report.dated, report.plain) == (("The Post",), False, True)


def test_outlets_listed_at_the_end_stand_for_the_whole_question() -> None:
    question = (
        "Which company bought the fishing fleet of Chile last spring for a small sum,"
        " and has it hired the old crews again, as reported by Courier and The Post?"
    )
    assert {report.clause for report in scope(question).reports} == {question}


def test_a_time_of_events_names_no_report() -> None:
    outlet, time = scope("What did Courier say about the election of 2020?").reports
    assert (outlet.outlets, outlet.dated) == (("Courier",), False)
    assert (time.outlets, time.since, time.plain) == ((), date(2020, 1, 1), False)


@pytest.mark.parametrize(
    "question", ["Which articles published in May 2025 speak of rice?", "What was reported in May?"]
)
def test_a_time_of_reports_does(question: str) -> None:
    [report] = scope(question).reports
    assert (report.outlets, report.since, report.plain) == ((), date(2025, 5, 1), True)


@pytest.mark.parametrize("word", ["latest", "most recent", "newest"])
def test_the_latest(word: str) -> None:
    assert scope(f"What is the {word} on rice?").latest


def test_a_report_matches_documents_of_its_outlet_and_time() -> None:
    report = ReportMention(("Courier",), date(2025, 5, 1), date(2025, 5, 31), "", True)
    inside, outside = date(2025, 5, 31), date(2025, 6, 1)
    assert report.matches(Source("a", "A", published=inside, outlet="Courier"))
    assert not report.matches(Source("a", "A", published=outside, outlet="Courier"))
    assert not report.matches(Source("a", "A", published=inside, outlet="The Post"))
    assert not report.matches(Source("a", "A", published=inside))
    assert not report.matches(Source("a", "A", outlet="Courier"))


def test_a_report_in_words() -> None:
    day = date(2025, 5, 3)
    assert (
        str(ReportMention(("Courier",), day, day, "", True)) == "a report by Courier of 2025-05-03"
    )
    assert str(ReportMention((), day, None, "", True)) == "a report since 2025-05-03"
    assert (
        str(ReportMention(("A", "B"), None, day, "", True)) == "a report by A or B until 2025-05-03"
    )


words = st.sampled_from(
    [
        "the",
        "Courier",
        "The Post",
        "report",
        "on",
        "May 3, 2025",
        ",",
        "and the",
        "while",
        "in 2021",
    ]
)


@given(st.text() | st.lists(words, max_size=40).map(" ".join))
def test_any_question_has_a_bounded_scope_of_its_own_words(question: str) -> None:
    found = scope(question)
    assert len(found.reports) <= 16
    assert all(report.clause in question for report in found.reports)
