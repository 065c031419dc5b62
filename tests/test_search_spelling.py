"""Misspelt words are found by the library's own spelling; English words are left alone."""

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.question.misspelling import respelt

TEXT = (
    "Wexcombe hires an auditor. The auditors of Tellmark Metering made four recommendations. The"
    " director of the utility thanked Dorin Halvek for his report on the households of the coast."
)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("town")
    Path(folder / "town.txt").write_text(TEXT, "utf-8")
    assistant = Assistant(data=folder / "data", model="quotes")
    assistant.index(folder / "town.txt")
    return assistant


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Halvec", "Halvek"),
        ("recomendations", "recommendations"),
        ("direcotr", "director"),
        ("Telmark", "Tellmark"),
        ("housholds", "households"),
    ],
)
def test_a_word_that_nobody_writes_so(town: Assistant, wrong: str, right: str) -> None:
    assert town.library.spelling(wrong) == right


@pytest.mark.parametrize("word", ["Halvek", "auditor", "captain", "goat", "Zzyzx", "a1b2", "be"])
def test_a_word_that_stands(town: Assistant, word: str) -> None:
    assert town.library.spelling(word) is None


def test_a_reply_says_what_was_searched_for(town: Assistant) -> None:
    answer = town.answer("What did the direcotr thank Halvec for?")
    assert answer.receipt.question == "What did the director thank Halvek for?"
    assert answer.question == "What did the direcotr thank Halvec for?"
    assert "Searched for “director” and “Halvek”." in (answer.notice or "")


def test_addresses_and_short_words_are_left_as_they_are() -> None:
    asked = "Is ab at mail@tellmark.org or www.telmark.org of the teh?"
    assert respelt(asked, lambda word: word.upper())[0] == asked
