"""A question, read once."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.query import (
    LibraryFacts,
    QueryFilters,
    numbers,
    read_query,
    without_carried_over,
    years,
)
from tests.queries import TODAY, query, rarity

FACTS = LibraryFacts(rarity)


@pytest.mark.parametrize(
    ("question", "own"),
    [
        ("How many officers stand there? (lorries, Torkham)", "How many officers stand there?"),
        ("And when? (lorries, Torkham)", "And when? (lorries, Torkham)"),
        ("Who spoke?", "Who spoke?"),
    ],
)
def test_a_question_without_the_words_it_carries_over(question: str, own: str) -> None:
    assert without_carried_over(question) == own


def test_the_content_words_have_their_rarity_and_function_words_none() -> None:
    found = query("How many lorries cross at Torkham?", rarity)
    assert found.weights == {"lorri": 5.0, "cross": 2.0, "torkham": 8.0}
    assert found.own_weights == found.weights
    assert {"how", "at", "torkham"} <= found.stems
    assert found.bigrams[("lorri", "cross")] == 7.0
    assert ("how", "mani") not in found.bigrams


def test_a_question_of_function_words_alone_keeps_them() -> None:
    assert set(query("What is it?").weights) == {"what", "is", "it"}


def test_a_follow_up_s_carried_words_are_known() -> None:
    asked, text = "How many cross there?", "How many cross there? (lorries, Torkham)"
    found = read_query(asked, FACTS, text)
    assert (found.asked, found.text) == (asked, text)
    assert found.carried == {"lorri", "torkham"}
    assert set(found.weights) == {"cross", "lorri", "torkham"}
    assert set(found.own_weights) == {"cross"}
    assert found.answer_type == "number"
    assert read_query(asked, FACTS).carried == frozenset()


def test_what_is_carried_over_gives_no_answer_type() -> None:
    assert query("Why was it late? (what year, Horta)").answer_type is None


def test_a_quote_s_required_mention_is_that_of_the_question_as_asked() -> None:
    rewritten = "When did the ferry leave Horta?"
    assert read_query("And why?", FACTS, rewritten).required is None
    assert read_query("And when?", FACTS, "And when? (ferry, Horta)").required == "date"


def test_filters_are_handed_on() -> None:
    filters = QueryFilters(date(2025, 1, 1), None, "*.txt")
    assert read_query("Who met?", FACTS, filters=filters).filters is filters
    assert read_query("Who met?", FACTS).filters == QueryFilters()


def test_the_scope_goes_by_the_library_s_outlets_and_by_today() -> None:
    facts = LibraryFacts(rarity, ["Courier"], date(2025, 5, 9))
    (report,) = read_query("What did the Courier report of May 3 say?", facts).scope.reports
    assert (report.outlets, report.since) == (("Courier",), date(2025, 5, 3))
    (week,) = read_query("What was reported last week?", facts, today=TODAY).scope.reports
    assert (week.since, week.until) == (date(2026, 3, 2), date(2026, 3, 8))


def test_the_numbers_years_and_names_of_a_question_are_read() -> None:
    found = query("What did Ishaq Dar say of 340 lorries in Q3 of 2025?")
    assert found.numbers == {"340", "Q3", "2025"}
    assert found.years == {"2025"}
    assert "Ishaq Dar" in {mention.value for mention in found.mentions}


@pytest.mark.parametrize(
    "question",
    ["¿Cuándo compró la línea el segundo ferry?", "¿Quién se reunió con Wang Yi en Pekín?"],
)
def test_a_spanish_question_has_no_answer_type(question: str) -> None:
    found = query(question)
    assert (found.language, found.answer_type, found.required) == ("es", None, None)
    assert found.weights


def test_numbers_of_a_text_are_found_in_words_too() -> None:
    assert numbers("In the third quarter two of 340 ferries sank.") == {"Q3", "2", "3", "340"}
    assert years("1499 and 1954, 2025 and 2125") == {"1954", "2025"}


@given(st.text(max_size=100), st.none() | st.text(max_size=100))
def test_any_question_is_read(asked: str, text: str | None) -> None:
    found = read_query(asked, FACTS, text)
    assert found.text == (asked if text is None else text)
    assert set(found.weights) <= found.stems
    assert found.carried <= set(found.weights)


def test_files_and_sections_are_read() -> None:
    facts = LibraryFacts(lambda _: 1.0, documents=["desk/plan_a.pdf", "desk/rules.txt"])
    read = read_query("According to plan_a.pdf, what does section 3 say?", facts)
    assert read.files == ("desk/plan_a.pdf",)
    assert (read.asked, read.text) == ("what does section 3 say?",) * 2
    assert [each.number for each in read.sections] == ["3"]
