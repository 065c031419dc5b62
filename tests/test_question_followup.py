from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import ModelError
from assistant.question.followup import standalone
from assistant.types import REFUSAL, Turn

ASKED = "What did Ishaq Dar discuss in Beijing?"
TOLD = "Ishaq Dar held talks with Amir Khan Muttaqi. [1] They spoke of trade. [2]"


def conversation(*said: str) -> list[Turn]:
    """Turns of the reader and the assistant in alternation."""
    return [
        Turn("assistant" if place % 2 else "user", content) for place, content in enumerate(said)
    ]


def added(question: str, history: Sequence[Turn]) -> list[str]:
    """What the rules add to a question."""
    made = standalone(question, history)
    assert made.startswith(question)
    return made[len(question) :].strip(" ()").split(", ")


def test_without_history_nothing_changes() -> None:
    assert standalone("  And why did he? ", []) == "  And why did he? "


def test_a_pronoun_brings_along_names_of_the_question_and_of_its_answer() -> None:
    made = standalone("And when did he meet Wang Yi?", conversation(ASKED, TOLD))
    assert made == (
        "And when did he meet Wang Yi? (Ishaq Dar, Beijing, Amir Khan Muttaqi, discuss)"
    )


@pytest.mark.parametrize(
    "question", ["Why?", "How many?", "What about trade?", "in 2024?", "Did the talks continue?"]
)
def test_an_elliptic_question_keeps_the_subject(question: str) -> None:
    assert added(question, conversation(ASKED, TOLD)) == ["Ishaq Dar", "Beijing", "discuss"]


def test_a_question_that_stands_alone_drops_the_subject() -> None:
    question = "Who is the president of France?"
    assert standalone(question, conversation(ASKED, TOLD)) == question


def test_a_new_subject_replaces_the_old_one_for_what_follows() -> None:
    history = conversation(ASKED, TOLD, "Which rivers cross Peru?", "The Amazon. [1]")
    assert added("How long?", history) == ["Peru", "rivers cross"]


def test_the_subject_lasts_through_elliptic_questions() -> None:
    history = conversation(ASKED, TOLD, "Why?", "For peace. [1]", "And where?", "In China. [1]")
    assert {"Ishaq Dar", "Beijing"} <= set(added("When?", history))


def test_who_an_answer_brought_up_stays_in_the_subject() -> None:
    history = conversation(
        "Who met in Beijing?", "Ishaq Dar met Wang Yi there. [1]", "What did they sign?", "Nothing."
    )
    assert {"Ishaq Dar", "Wang Yi"} <= set(added("Did he thank China?", history))


@pytest.mark.parametrize("answer", [REFUSAL, "Sorry, Peter Pan is all I know."])
def test_an_answer_that_is_none_brings_up_nothing(answer: str) -> None:
    assert "Peter Pan" not in added("What did he sign?", conversation(ASKED, answer))


def test_another_name_takes_the_place_of_the_one_name() -> None:
    assert added(
        "And Chile?", conversation("How many people live in Peru?", "34 million. [1]")
    ) == ["people live"]


def test_another_year_takes_the_place_of_the_year() -> None:
    history = conversation("How much copper did Peru export in 2019?", "Much. [1]")
    assert added("And in 2024?", history) == ["Peru", "copper", "export"]


def test_what_the_question_says_is_not_added_again() -> None:
    history = conversation("Which talks did Pakistan hold?", "Many. [1]")
    assert standalone("How long did the talks take?", history).endswith("(Pakistan, hold)")
    assert standalone("And the talks Pakistan will hold?", history) == (
        "And the talks Pakistan will hold?"
    )


def test_turns_without_a_subject_are_passed_over() -> None:
    assert (
        added("Why?", conversation(ASKED, TOLD, "ok thanks", "You're welcome."))[0] == "Ishaq Dar"
    )
    assert standalone("Why?", conversation("hello", "Hello!")) == "Why?"


def test_a_subject_is_bounded() -> None:
    many = "Did " + ", ".join(f"Name{number:02}" for number in range(50)) + " win many long races?"
    assert len(added("Why?", conversation(many, "No."))) <= 10
    many = "Do " + ", ".join(f"crop{letter}" for letter in "abcdefghijklm") + " grow?"
    assert len(added("Why?", conversation(many, "No."))) <= 6


def test_a_phrase_too_long_to_search_for_is_left_out() -> None:
    assert added("Why?", conversation(f"Did Peru find {'gold ' * 30}?", "No.")) == ["Peru"]


def test_a_model_rewrites_where_there_is_one() -> None:
    def rewrite(question: str, history: Sequence[Turn]) -> str:
        assert (question, history) == ("Why?", conversation(ASKED, TOLD))
        return ' "Why did Ishaq Dar visit Beijing?"\n'

    made = standalone("Why?", conversation(ASKED, TOLD), rewrite)
    assert made == "Why did Ishaq Dar visit Beijing?"


def fails(question: str, history: Sequence[Turn]) -> str:
    raise ModelError("the model does not answer")


@pytest.mark.parametrize(
    "rewrite",
    [
        fails,
        lambda _question, _history: "",
        lambda _question, _history: ' "?" ',
        lambda _question, _history: "Why did he go?\nBecause of the talks.",
        lambda _question, _history: "why " * 200,
    ],
)
def test_rules_do_it_where_the_model_fails_or_writes_junk(
    rewrite: Callable[[str, Sequence[Turn]], str],
) -> None:
    history = conversation(ASKED, TOLD)
    assert standalone("Why?", history, rewrite) == standalone("Why?", history)


words = st.sampled_from(
    [
        "And",
        "he",
        "of",
        "the",
        "Dar",
        "Peru",
        ",",
        "talks",
        "that",
        "there",
        "2024",
        "why?",
        "other",
    ]
)
texts = st.text(max_size=300) | st.lists(words).map(" ".join)
turns = st.lists(st.builds(Turn, st.sampled_from(["user", "assistant"]), texts))


@given(texts, turns)
def test_any_question_is_kept_whole_and_grows_little(question: str, history: list[Turn]) -> None:
    made = standalone(question, history)
    assert made.startswith(question)
    assert len(made) <= len(question) + 1000
    assert not history or standalone(question, []) == question
