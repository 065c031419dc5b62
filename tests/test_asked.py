"""What a question's words are worth, what it wants, and how sure retrieval makes one."""

import pytest
from assistant.answering.confidence import confidence
from hypothesis import given
from hypothesis import strategies as st
from index.text.roots_of_words import words

from assistant.question.answer_type import Want, holds, wanted
from assistant.question.query import Asked, itself
from tests.passages import hit

RARE = {"torkham": 8.0, "lorri": 5.0, "cross": 2.0}


def rarity(stem: str) -> float:
    return RARE.get(stem, 1.0)


def asked(question: str) -> Asked:
    return Asked(question, rarity)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("met", "meeting"),
        ("agreed", "agreement agrees"),
        ("children", "child"),
        ("Women", "woman"),
        ("went", "go"),
    ],
)
def test_words_that_are_one_have_one_root(one: str, other: str) -> None:
    assert set(words(one)) & set(words(other))


def test_words_keep_their_order_and_tell_what_differs() -> None:
    assert words("Lorries cross the Border") == ["lorri", "cross", "the", "border"]
    assert words("") == []
    assert words("lead") != words("leaf")


@pytest.mark.parametrize(
    ("question", "want"),
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
def test_what_a_question_wants(question: str, want: Want) -> None:
    assert wanted(question) == want


@pytest.mark.parametrize(
    ("text", "want", "question", "held"),
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
def test_whether_a_text_holds_it(text: str, want: Want, question: str, held: float) -> None:
    assert holds(text, want, question) == held


def test_words_count_by_their_rarity_and_function_words_not_at_all() -> None:
    question = asked("How many lorries cross at Torkham?")
    assert question.covered(set(words("lorries cross Torkham"))) == 1.0
    assert question.covered(set(words("Torkham"))) == pytest.approx(8 / 15)
    assert question.covered(set(words("how many at"))) == 0.0
    assert asked("What is it?").covered(set(words("what is it"))) == 1.0
    assert asked("?").covered({"lorri"}) == 0.0


def test_a_long_question_is_covered_by_enough_of_its_words() -> None:
    question = Asked(" ".join(f"word{number}" for number in range(20)), lambda _stem: 7.0)
    assert question.covered({f"word{number}" for number in range(5)}) == 1.0
    assert question.covered({f"word{number}" for number in range(4)}) == pytest.approx(0.8)


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
    assert asked(question).fit(better, "", better) > asked(question).fit(worse, "", worse)


def test_what_stands_around_a_text_helps_it() -> None:
    question = asked("What happened at Torkham in Q3 for 340 rupees?")
    text = "The lorries had to pay."
    alone = question.fit(text, "", text)
    assert question.fit(text, "At Torkham it changed.", text) > alone
    assert question.fit(text, "", f"In Q3 it was 340. {text}") > alone


def test_confidence_grows_with_each_signal_and_is_nothing_without_hits() -> None:
    question = asked("How many lorries cross at Torkham?")
    near, far = hit("Lorries cross at Torkham."), hit("Ships sail.")
    assert confidence(question, [], 3.0) == 0.0
    least = confidence(question, [far], 0.0)
    assert 0 < least < 0.5
    assert least < confidence(question, [far], 1.0)
    assert least < confidence(question, [near], 0.0) < confidence(question, [near], 2.0) < 1
    assert confidence(question, [far, near], 0.0) == confidence(question, [near], 0.0)


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_is_too_odd(question: str, text: str) -> None:
    it = asked(question)
    assert 0 <= it.covered(set(words(text))) <= 1
    assert -2 < it.fit(text, text, text) < 3


@pytest.mark.parametrize(
    ("told", "where"),
    [
        ("The eleventh season began in August.", "What of season 11?"),
        ("In the third quarter of 2019 it earned more.", "What of Q3?"),
        ("Third-quarter figures rose.", "What of Q3?"),
        ("The 11th season began.", "What of season 11?"),
    ],
)
def test_a_number_is_found_in_words_too(told: str, where: str) -> None:
    other = "The fourth season began in the second quarter."
    assert asked(where).fit(told, "", told) > asked(where).fit(other, "", other)


def test_words_that_a_follow_up_carries_over_count_less_than_its_own() -> None:
    question = asked("How many soldiers stand there? (officers, gate)")
    of_soldiers, of_officers = "Some 340 soldiers stand.", "Some 340 officers, one gate."
    assert question.fit(of_soldiers, "", "") > question.fit(of_officers, "", "")
    assert question.covered(set(words("soldiers stand officers gate"))) == 1.0


@pytest.mark.parametrize(
    ("question", "own"),
    [
        ("How many officers stand there? (lorries, Torkham)", "How many officers stand there?"),
        ("And when? (lorries, Torkham)", "And when? (lorries, Torkham)"),
        ("Who spoke?", "Who spoke?"),
    ],
)
def test_a_question_itself_is_what_it_does_not_carry_over(question: str, own: str) -> None:
    assert itself(question) == own
