"""Disagreement: what counts as one, who is on which side, and what does not count."""

from datetime import date

import pytest

from assistant.answering.conflict import ReportedAnswer, conflict, disagreement
from assistant.answering.ranked_quote import RankedQuote
from assistant.types import Quote
from index.text.mentions import mentions
from tests.queries import query
from tests.reports import FOURTEEN, TWELVE, quote


def ranked(*quotes: Quote) -> list[RankedQuote]:
    return [RankedQuote(each, 3.0 - 0.01 * number) for number, each in enumerate(quotes)]


def answers(question: str, *quotes: Quote) -> list[str]:
    return [each.answer for each in disagreement(query(question), ranked(*quotes))]


QUESTION = "How many people were killed in the Quetta market blast?"


def test_another_number_in_the_same_role_is_a_disagreement() -> None:
    assert answers(QUESTION, TWELVE, FOURTEEN) == ["12", "fourteen"]


def test_the_same_number_in_another_spelling_is_none() -> None:
    twelve = quote("Officials said twelve people were killed in the Quetta market blast.", "b")
    assert answers(QUESTION, TWELVE, twelve) == []


def test_one_document_does_not_disagree_with_itself() -> None:
    again = quote("Officials said 13 people were killed in the Quetta market blast.", "a")
    assert answers(QUESTION, TWELVE, again) == []


def test_another_event_is_none() -> None:
    other = quote("Officials said 14 people were hurt when a bus left the Karachi road.", "b")
    assert answers(QUESTION, TWELVE, other) == []


def test_a_mention_that_is_not_asked_for_is_none() -> None:
    one = quote("The minister said on Monday that the Quetta talks would go on.", "a")
    other = quote("The minister said on Friday that the Quetta talks would go on.", "b")
    assert answers("Who said that the Quetta talks would go on?", one, other) == []
    assert answers("When did the minister say the Quetta talks would go on?", one, other) == [
        "Monday",
        "Friday",
    ]


def test_another_name_in_the_same_role_is_a_disagreement_and_another_year_is_not() -> None:
    question = "Who won the Quetta chess tournament in 2021?"
    mira = quote("Mira Solangi won the Quetta chess tournament in 2021.", "a")
    sana = quote("Sana Baloch won the Quetta chess tournament in 2021.", "b")
    earlier = quote("Sana Baloch won the Quetta chess tournament in 2019.", "b")
    assert answers(question, mira, sana) == ["Mira Solangi", "Sana Baloch"]
    assert answers(question, mira, earlier) == []


def test_what_both_say_alike_hides_no_disagreement() -> None:
    question = "When was the Quetta bridge opened?"
    one = quote("The 2017 Quetta bridge was opened on July 21, 2017.", "a")
    other = quote("The 2017 Quetta bridge was opened on July 1, 2007.", "b")
    vague = quote("The 2017 Quetta bridge was opened in July 2017.", "b")
    assert answers(question, one, other) == ["July 21, 2017", "July 1, 2007"]
    assert answers(question, one, vague) == []


def test_a_word_of_the_question_is_no_answer() -> None:
    question = "Who is the director of the Quetta film?"
    one = quote("Crew of the Quetta film in full; Director Mira Solangi.", "a")
    other = quote("Crew of the Quetta film in full; Director.", "b")
    assert answers(question, one, other) == []


def test_a_date_that_fits_both_sides_is_on_neither() -> None:
    question = "When did the Quetta fair begin?"
    one = quote("The Quetta fair began on November 12, 2020, in the rain.", "a")
    other = quote("The Quetta fair began on November 12, 2010, in the rain.", "b")
    vague = quote("The Quetta fair began on November 12 with two shows.", "c")
    first, second = disagreement(query(question), ranked(one, other, vague))
    assert (first.quotes, second.quotes) == ((one,), (other,))


def test_a_side_has_the_very_words_that_give_it() -> None:
    one, other = disagreement(query(QUESTION), ranked(TWELVE, FOURTEEN))
    assert [[place.text for place in side.places] for side in (one, other)] == [
        ["12"],
        ["fourteen"],
    ]
    (place,) = other.places
    assert FOURTEEN.text[place.start : place.end] == "fourteen"


def test_datelines_are_no_part_of_what_reports_disagree_on() -> None:
    one = quote(f"QUETTA, March 4, 2025 (AP) - {TWELVE.text}", "a", date(2025, 3, 4))
    other = quote(f"Karachi, March 5, 2025: {FOURTEEN.text}", "b", date(2025, 3, 5))
    assert answers(QUESTION, one, other) == ["12", "fourteen"]


def test_twins_do_not_disagree() -> None:
    apart = frozenset((TWELVE.passage.source.name, FOURTEEN.passage.source.name))
    assert disagreement(query(QUESTION), ranked(TWELVE, FOURTEEN), [apart]) == ()


def test_things_of_other_names_do_not_disagree() -> None:
    hexham = quote("The bell at Hexham weighs 2.4 tonnes.", "a")
    wylam = quote("The bell at Wylam weighs 1.1 tonnes.", "b")
    again = quote("The bell at Hexham weighs 1.9 tonnes.", "c")
    for question in ("How much does the bell at Hexham weigh?", "How much does the bell weigh?"):
        assert answers(question, hexham, wylam) == []
        assert answers(question, hexham, again) == ["2.4 tonnes", "1.9 tonnes"]


def test_quotes_far_behind_the_best_are_not_compared() -> None:
    far = [RankedQuote(TWELVE, 3.0), RankedQuote(FOURTEEN, 1.0)]
    assert disagreement(query(QUESTION), far) == ()


def answer(*quotes: Quote) -> ReportedAnswer:
    fact = next(fact for fact in mentions(quotes[0].text) if fact.kind == "number")
    return ReportedAnswer(fact, quotes[0].text[fact.start : fact.end], quotes, quotes)


def test_the_note_names_both_sides_with_outlets_dates_and_which_is_newer() -> None:
    old = answer(quote(TWELVE.text, "a", date(2025, 3, 4), "Reuters"))
    new = answer(quote(FOURTEEN.text, "b", date(2025, 3, 6)))
    made = conflict((old, new), (("[1]",), ("[2]", "[3]")))
    assert made.kind == "number"
    assert [(side.answer, side.markers, side.reports) for side in made.sides] == [
        ("12", ("[1]",), 1),
        ("fourteen", ("[2]", "[3]"), 1),
    ]
    assert made.note == (
        "The sources disagree: “12” [1] (Reuters, 2025-03-04) but “fourteen” [2][3] (2025-03-06)."
        " “fourteen” is what the newer report says (2025-03-06)."
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [(None, date(2025, 3, 6)), (date(2025, 3, 4), date(2025, 3, 4)), (None, None)],
)
def test_no_side_is_called_newer_where_dates_leave_it_open(
    first: date | None, second: date | None
) -> None:
    sides = (answer(quote(TWELVE.text, "a", first)), answer(quote(FOURTEEN.text, "b", second)))
    assert "newer" not in conflict(sides, (("[1]",), ("[2]",))).note


def test_copies_on_a_side_count_as_one_report() -> None:
    copy = quote(f"{TWELVE.text} (AP)", "c")
    made = conflict((answer(TWELVE, copy), answer(FOURTEEN)), (("[1]",), ("[2]",)))
    assert [side.reports for side in made.sides] == [1, 1]


def test_independent_reports_of_a_side_are_counted_in_the_note() -> None:
    other = quote("At least 12 people were killed when the Quetta market was bombed.", "c")
    made = conflict((answer(TWELVE, other), answer(FOURTEEN)), (("[1]",), ("[2]",)))
    assert made.sides[0].reports == 2
    assert "“12” [1] (2 reports)" in made.note
