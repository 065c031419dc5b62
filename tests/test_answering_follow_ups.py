"""Conversations over the first-day library: plain questions after another topic, and follow-ups."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Answer, Assistant, Turn

SET = Path(__file__).parent / "first_day_set"
ANOTHER_TOPIC = "How many councillors attended the council meeting?"
PLAIN = [
    line["question"]
    for line in map(json.loads, (SET / "questions.jsonl").read_text("utf-8").splitlines())
    if line["id"].rpartition("-")[0] in ("fact", "explanation", "yes_no", "overview")
]


@pytest.fixture(scope="module")
def first_day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    assistant = Assistant(data=tmp_path_factory.mktemp("first_day"), model="quotes")
    assistant.index(SET / "documents")
    yield assistant
    assistant.library.close()


def talk(desk: Assistant, *questions: str) -> list[Answer]:
    history: list[Turn] = []
    answers = []
    for question in questions:
        answers.append(desk.answer(question, history=history))
        history += [Turn("user", question), Turn("assistant", answers[-1].answer)]
    return answers


def quotes(answer: Answer) -> set[str]:
    return {citation.quote for citation in answer.citations}


@pytest.mark.slow
def test_plain_questions_get_after_another_topic_what_they_get_alone(first_day: Assistant) -> None:
    (before,) = talk(first_day, ANOTHER_TOPIC)
    history = [Turn("user", ANOTHER_TOPIC), Turn("assistant", before.answer)]
    changed = [
        question
        for question in PLAIN
        if first_day.answer(question, history=history).answer != first_day.answer(question).answer
    ]
    assert len(PLAIN) > 45
    assert len(changed) <= len(PLAIN) // 20, changed


def test_another_year_takes_the_last_one_s_place(first_day: Assistant) -> None:
    first, second = talk(first_day, "How much was net surplus in 2024?", "And 2023?")
    assert "2.9" in first.answer
    assert "1.7" in second.answer
    assert not quotes(first) & quotes(second) or "2.9" not in second.answer


def test_more_is_something_that_was_not_said(first_day: Assistant) -> None:
    first, *others = talk(first_day, "Why was Kestrel Bridge closed?", "Tell me more", "go on")
    said = quotes(first)
    assert said
    assert quotes(others[0])
    for answer in others:
        assert not said & quotes(answer)
        said |= quotes(answer)


def test_why_is_asked_of_what_was_told(first_day: Assistant) -> None:
    first, second = talk(first_day, "When was Kestrel Bridge closed?", "Why?")
    assert second.receipt.question == "Why was Kestrel Bridge closed?"
    assert not second.abstained
    assert not quotes(first) & quotes(second)
