"""Words of asking, beside the one stop list."""

import pytest

from assistant.question.asking_words import (
    ASKING_WORDS,
    EMPTY_STEMS,
    TALKING_WORDS,
    is_small_talk,
)
from index.text.stems import stem
from index.text.stop_words import STOP_WORDS


@pytest.mark.parametrize("words", [ASKING_WORDS, TALKING_WORDS])
def test_what_is_on_the_stop_list_is_not_listed_again(words: frozenset[str]) -> None:
    assert not words & STOP_WORDS


def test_the_stems_of_both_say_nothing_of_a_subject() -> None:
    assert {"what", "doe", "report", "happen", "call"} <= EMPTY_STEMS
    assert all(stem(word) in EMPTY_STEMS for word in ("calling", "does", "reports", "told"))
    assert not {"ferri", "minist", "find"} & EMPTY_STEMS


def test_small_talk_makes_no_subject() -> None:
    assert all(is_small_talk(word) for word in ("the", "please", "anything"))
    assert not any(is_small_talk(word) for word in ("ferry", "report", "news"))
