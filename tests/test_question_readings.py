"""What follow-ups may mean, and that a model's wording keeps what was asked."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.more import asks_for_more
from assistant.question.readings import faithful, readings
from assistant.types import Turn


def after(*said: str) -> list[Turn]:
    return [Turn("assistant" if n % 2 else "user", text) for n, text in enumerate(said)]


COPPER = after("How much copper did Peru export in 2019?", "2.4 million tonnes. [1]")


@pytest.mark.parametrize(
    ("history", "question", "meant"),
    [
        (COPPER, "And 2023?", "How much copper did Peru export in 2023?"),
        (COPPER, "in 2020?", "How much copper did Peru export in 2020?"),
        (COPPER, "What about Chile?", "How much copper did Chile export in 2019?"),
        (COPPER, "And Chile?", "How much copper did Chile export in 2019?"),
        (COPPER, "tell me more", "How much copper did Peru export in 2019?"),
        (after("When was the dam closed?", "In May."), "Why?", "Why was the dam closed?"),
        (after("Was the vote won?", "Yes."), "and when?", "When was the vote won?"),
        (after("When was it shut?", "In May.", "Why?", "Rust."), "go on", "Why was it shut?"),
        (after("Who leads the port?", "Ann Lee."), "And in 2021?", "Who leads the port in 2021?"),
    ],
)  # fmt: skip
def test_an_elliptic_question_takes_its_place_in_the_last(
    history: list[Turn], question: str, meant: str
) -> None:
    assert readings(question, history).texts[0] == meant


@pytest.mark.parametrize(
    "question",
    [
        "Summarise the memo",
        "Which documents mention the harbour?",
        "How many people lent a hand with the sandbags?",
        "Who is the president of France?",
        "thanks",
        "Compare the budgets of 2023 and 2024",
    ],
)
def test_what_stands_alone_is_searched_alone(question: str) -> None:
    assert readings(question, COPPER).texts == (question,)


@pytest.mark.parametrize("question", ["What is the tariff increase?", "What was the turnout?"])
def test_a_short_question_may_stand_alone(question: str) -> None:
    found = readings(question, COPPER)
    assert found.even
    assert question in found.texts


def test_he_and_she_never_stand_alone() -> None:
    history = after("Who met Dar?", "Wang Yi met Dar. [1]")
    assert all("Dar" in text for text in readings("When did he leave the city?", history).texts)


@pytest.mark.parametrize(
    "question",
    ["Tell me more", "more", "go on", "what else?", "Anything else?", "more details please",
     "Can you tell me more about that?", "continue", "ok, and what else was said?"],
)  # fmt: skip
def test_more_is_asked_for_in_many_words(question: str) -> None:
    assert asks_for_more(question)


@pytest.mark.parametrize(
    "question", ["Tell me more about the dam", "What else did Dar sign?", "Who paid more?", "Why?"]
)
def test_a_question_of_its_own_asks_for_no_more(question: str) -> None:
    assert not asks_for_more(question)


@pytest.mark.parametrize(
    ("written", "holds"),
    [
        ("How much copper did Peru export in 2023?", True),
        ("How much copper did Peru export in 2019?", False),
        ("How much copper did Bolivia export in 2023?", False),
        ("Who is the mayor?", False),
    ],
)
def test_a_rewrite_keeps_the_question_and_brings_in_nothing(written: str, holds: bool) -> None:
    assert faithful(written, "And 2023?", COPPER) is holds


def test_an_unfaithful_rewrite_is_not_used() -> None:
    def rewrite(question: str, history: Sequence[Turn]) -> str:
        return "Who is the king of Spain?"

    assert "Spain" not in " ".join(readings("And 2023?", COPPER, rewrite).texts)


def test_what_stands_alone_comes_before_what_a_model_makes_of_it() -> None:
    question = "Which river crosses the town of Sandhythe?"
    found = readings(question, COPPER, lambda *_: f"{question[:-1]} in Peru?")
    assert (found.texts[0], found.even) == (question, True)


@given(st.text(max_size=80), st.text(min_size=1, max_size=80))
def test_a_first_question_means_itself_and_any_question_means_something(
    first: str, second: str
) -> None:
    assert readings(first, []).texts == (first,)
    assert readings(second, after(first, "Yes. [1]")).texts
