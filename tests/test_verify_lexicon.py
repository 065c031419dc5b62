"""Stems that mean the same, and opposites."""

import pytest

from assistant.verify.lexicon import near, opposite, stem


@pytest.mark.parametrize(
    ("one", "other", "is_near", "is_opposite"),
    [
        ("agree", "agreement", True, False),
        ("China", "Chinese", True, False),
        ("Britain", "British", True, False),
        ("suffer", "experience", True, False),
        ("Austria", "Australia", False, False),
        ("Niger", "Nigeria", False, False),
        ("rise", "fall", False, True),
        ("lawful", "unlawful", False, True),
        ("wrote", "written", True, False),
        ("the", "then", False, False),
    ],
)
def test_words_of_one_meaning_and_of_the_opposite(
    one: str, other: str, is_near: bool, is_opposite: bool
) -> None:
    assert (stem(one) == stem(other) or near(stem(one), stem(other))) is is_near
    assert opposite(stem(one), stem(other)) is is_opposite
