"""What kind of answer a question wants, and how well a text holds one."""

import pytest

from assistant.question.answer_type import (
    AnswerType,
    RequiredMention,
    answer_type,
    required,
    type_match,
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many lorries cross?", "number"),
        ("What is the population of Horta?", "number"),
        ("What percentage was lost?", "number"),
        ("When did the ferry leave?", "date"),
        ("In which year was it built?", "date"),
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
    ("text", "kind", "question", "match"),
    [
        ("Some 340 lorries cross.", "number", "How many lorries?", 1),
        ("Twelve lorries cross.", "number", "How many lorries?", 1),
        ("Nineteen lorries cross.", "number", "How many lorries?", 1),
        ("Dozens of lorries cross.", "number", "How many lorries?", 1),
        ("Some lorries cross.", "number", "How many lorries?", 0),
        ("Lorries cross since May 2024.", "number", "How many lorries?", 0.5),
        ("Since 2024 lorries cross.", "number", "How many lorries since 2024?", 0),
        ("It cost $4.2 million.", "amount", "How much did it cost?", 1),
        ("It cost 300 rupees.", "amount", "How much did it cost?", 1),
        ("It cost 300.", "amount", "How much did it cost?", 0.5),
        ("It left on 21 May 2025.", "date", "When did it leave?", 1),
        ("It left on the 21st of May, 2025.", "date", "When did it leave?", 1),
        ("It left on Dec. 1, 2017.", "date", "When did it leave?", 1),
        ("It left on 2017-12-01.", "date", "When did it leave?", 1),
        ("It left on 21 May.", "date", "When did it leave?", 0.8),
        ("It left in 2017.", "date", "When did it leave?", 0.6),
        ("It left in 2017.", "date", "In which year did it leave?", 1),
        ("It left on Monday.", "date", "When did it leave?", 0.5),
        ("It left in haste.", "date", "When did it leave?", 0),
        ("Jul 31, 2017 ... It left in haste.", "date", "When did it leave?", 0),
        ("Jul 31, 2017 is when it left.", "date", "When did it leave?", 1),
        ("He met Amir Muttaqi.", "person", "Whom did he meet?", 1),
        ("He met Amir Khan Muttaqi of Kabul.", "person", "Whom did he meet?", 1),
        ("He met Muttaqi.", "person", "Whom did he meet?", 0.5),
        ("He met the Foreign Ministry.", "person", "Whom did he meet?", 0.5),
        ("Nobody was met.", "person", "Whom did he meet?", 0),
        ("Then Dar spoke.", "person", "Whom did Dar meet?", 0),
        ("Tea grows on Pico.", "name", "Where does tea grow?", 1),
        ("Anything at all.", None, "Why?", 1),
    ],
)
def test_how_well_a_text_holds_a_mention_of_the_type(
    text: str, kind: AnswerType | None, question: str, match: float
) -> None:
    assert type_match(text, kind, question) == match


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
