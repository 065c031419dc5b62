"""What kind of answer a question wants."""

import pytest

from assistant.question.answer_type import (
    AnswerType,
    RequiredMention,
    answer_type,
    required,
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many lorries cross?", "number"),
        ("What is the population of Horta?", "number"),
        ("What percentage was lost?", "number"),
        ("When did the ferry leave?", "date"),
        ("In which year was it built?", "year"),
        ("Who met in Beijing?", "person"),
        ("Whom did he meet?", "person"),
        ("Which minister spoke?", "person"),
        ("What was the harbour's revenue?", "amount"),
        ("How much did the ferry cost?", "amount"),
        ("How much rain fell?", "number"),
        ("What did the minister say of aid?", None),
        ("What is the release date?", "date"),
        ("Who set the date?", "person"),
        ("Which company built it?", "name"),
        ("Where is tea grown?", "name"),
        ("Why was the ferry late?", None),
        ("Tell me of the harbour.", None),
    ],
)
def test_the_answer_type_of_a_question(question: str, expected: AnswerType | None) -> None:
    assert answer_type(question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("When did the ferry leave?", "date"),
        ("And in what year did it leave?", "date"),
        ("When prices rise, who gains?", None),
        ("How many lorries cross?", "number"),
        ("What is the population of Horta?", "number"),
        ("Who asked how the ferry was?", None),
    ],
)
def test_what_a_quote_must_mention_to_answer(
    question: str, expected: RequiredMention | None
) -> None:
    assert required(question) == expected
