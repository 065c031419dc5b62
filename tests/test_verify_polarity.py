"""Negation on one side alone."""

import pytest

from assistant.verify.alignment import align
from assistant.verify.polarity import denials, hedges
from tests.verifying import line


@pytest.mark.parametrize(
    ("claim", "source", "differ"),
    [
        ("He did not sign it.", "He signed it.", True),
        ("He signed it.", "He never signed it.", True),
        ("He did not sign it.", "He refused to sign it.", False),
        ("He refused to sign it.", "He refused to sign it.", False),
        ("They stopped her from leaving.", "They prevented her from leaving.", False),
        ("He has not yet fully signed it.", "He has signed it.", True),
        ("Not only the mayor signed it.", "The mayor signed it.", False),
        ("He signed it or not.", "He signed it.", False),
        ("The mayor said he would not.", "The mayor said he would.", True),
        ("He did not.", "He did.", False),
    ],
)
def test_denials_of_one_side_alone_are_found(claim: str, source: str, differ: bool) -> None:
    assert bool(denials(align(line(claim), line(source)))) is differ


@pytest.mark.parametrize("text", ["They denied that", "At least", "if he wins", "Don't say"])
def test_what_limits_a_quote_is_seen(text: str) -> None:
    assert hedges(text)
    assert not hedges("The mayor said on Monday that")
