"""The one stop list."""

import pytest

from index.text.stop_words import FUNCTION_WORDS, LIGHT_WORDS, STOP_WORDS


def test_function_words_are_the_stop_words_and_more() -> None:
    assert STOP_WORDS < FUNCTION_WORDS


@pytest.mark.parametrize("words", [STOP_WORDS, FUNCTION_WORDS, LIGHT_WORDS])
def test_the_lists_are_in_small_letters(words: frozenset[str]) -> None:
    assert all(word == word.lower() for word in words)


@pytest.mark.parametrize("word", ["last", "find", "ferry", "same", "second"])
def test_a_content_word_is_no_stop_word(word: str) -> None:
    assert word not in STOP_WORDS
