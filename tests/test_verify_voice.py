"""Passive clauses in active order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.verify.tokens import tokenize
from assistant.verify.voice import active
from tests.verifying import WORDS, line


@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_active_order_holds_every_token_once(text: str) -> None:
    tokens = tokenize(text)
    assert sorted(active(tokens)) == list(range(len(tokens)))


@pytest.mark.parametrize(
    ("passive", "expected"),
    [
        ("The bridge was designed by Ada Stone in 1931", "Ada Stone designed bridge 1931"),
        ("The bridge designed by Ada Stone fell", "Ada Stone designed bridge fell"),
        ("Dar was thanked", "thanked Dar"),
        ("The tax was raised by 1931", "raised tax 1931"),
        ("It grew by raising taxes", "grew raising taxes"),
        ("Dar thanked Wang", "Dar thanked Wang"),
    ],
)
def test_passive_clauses_are_passive_line_active_ones(passive: str, expected: str) -> None:
    passive_line = line(passive)
    assert " ".join(passive_line.tokens[index].text for index in passive_line.content) == expected
