"""Claim and source aligned: token with token."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.verify.alignment import align
from assistant.verify.polarity import denials
from assistant.verify.quantity import amounts
from assistant.verify.roles import differences
from tests.verifying import WORDS, line


@given(st.lists(WORDS, max_size=20).map(" ".join), st.lists(WORDS, max_size=20).map(" ".join))
def test_tokens_are_paired_one_to_one(claim: str, source: str) -> None:
    found = align(line(claim), line(source))
    partners = list(found.pairs.values())
    assert len(partners) == len(set(partners))
    assert 0.0 <= found.share <= 1.0 + 1e-9
    assert all(line(source).tokens[partner].is_content for partner in partners)
    assert not set(found.unaligned) & set(partners)


@given(st.lists(WORDS, min_size=1, max_size=25).map(" ".join))
def test_a_sentence_entails_itself(text: str) -> None:
    found = align(line(text), line(text))
    assert found.share == pytest.approx(1.0) or not line(text).weight
    assert differences(found, frozenset()) == []
    assert denials(found) == []
    assert amounts(found) == []
