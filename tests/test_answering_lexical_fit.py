"""How well a text fits a question by its words alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.lexical_fit import coverage, lexical_fit
from index.text.stems import stems
from tests.queries import query, rarity


def test_words_count_by_their_rarity_and_function_words_not_at_all() -> None:
    question = query("How many lorries cross at Torkham?", rarity)
    assert coverage(question.weights, set(stems("lorries cross Torkham"))) == 1.0
    assert coverage(question.weights, set(stems("Torkham"))) == pytest.approx(8 / 15)
    assert coverage(question.weights, set(stems("how many at"))) == 0.0
    assert coverage(query("What is it?", rarity).weights, set(stems("what is it"))) == 1.0
    assert coverage(query("?", rarity).weights, {"lorri"}) == 0.0


def test_a_long_question_is_covered_by_enough_of_its_words() -> None:
    question = query(" ".join(f"word{number}" for number in range(20)), lambda _: 7.0)
    assert coverage(question.weights, {f"word{number}" for number in range(5)}) == 1.0
    assert coverage(question.weights, {f"word{number}" for number in range(4)}) == pytest.approx(
        0.8
    )


BASE = "Some lorries cross at Torkham."


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        ("Where do lorries cross?", BASE, "Some ships sail at Horta."),
        ("How many lorries cross at Torkham?", "Some 340 lorries cross at Torkham.", BASE),
        ("Do lorries cross at Torkham?", BASE, "Do lorries cross at Torkham?"),
        ("Which lorries cross at Torkham?", BASE, "At Torkham some cross, lorries."),
        ("What of lorries in 2025?", "In 2025 lorries cross.", "In 2021 lorries cross."),
        ("What cost 340 rupees?", "The fee cost 340 rupees.", "The fee cost 341 rupees."),
    ],
)
def test_a_text_that_answers_better_fits_better(question: str, better: str, worse: str) -> None:
    it = query(question, rarity)
    assert lexical_fit(it, better, "", better) > lexical_fit(it, worse, "", worse)


def test_what_stands_around_a_text_helps_it() -> None:
    question = query("What happened at Torkham in Q3 for 340 rupees?", rarity)
    text = "The lorries had to pay."
    alone = lexical_fit(question, text, "", text)
    assert lexical_fit(question, text, "At Torkham it changed.", text) > alone
    assert lexical_fit(question, text, "", f"In Q3 it was 340. {text}") > alone


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_is_too_odd(question: str, text: str) -> None:
    it = query(question, rarity)
    assert 0 <= coverage(it.weights, set(stems(text))) <= 1
    assert -2 < lexical_fit(it, text, text, text) < 3


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("The eleventh season began in August.", "What of season 11?"),
        ("In the third quarter of 2019 it earned more.", "What of Q3?"),
        ("Third-quarter figures rose.", "What of Q3?"),
        ("The 11th season began.", "What of season 11?"),
    ],
)
def test_a_number_is_found_in_words_too(text: str, question: str) -> None:
    other = "The fourth season began in the second quarter."
    it = query(question, rarity)
    assert lexical_fit(it, text, "", text) > lexical_fit(it, other, "", other)


def test_words_that_a_follow_up_carries_over_count_less_than_its_own() -> None:
    question = query("How many soldiers stand there? (officers, gate)", rarity)
    of_soldiers, of_officers = "Some 340 soldiers stand.", "Some 340 officers, one gate."
    assert lexical_fit(question, of_soldiers, "", "") > lexical_fit(question, of_officers, "", "")
    assert coverage(question.weights, set(stems("soldiers stand officers gate"))) == 1.0
