"""How well a text holds a mention of the type that a question asks for."""

import pytest

from assistant.answering.type_match import type_match
from assistant.question.answer_type import AnswerType


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
        ("It left in 2017.", "year", "In which year did it leave?", 1),
        ("It left on Monday.", "year", "In which year did it leave?", 0.5),
        ("It left in haste.", "year", "In which year did it leave?", 0),
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
