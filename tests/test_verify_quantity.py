"""Quantifiers on one side alone."""

import pytest

from assistant.verify.alignment import align
from assistant.verify.quantity import amounts
from tests.verifying import line


@pytest.mark.parametrize(
    ("claim", "source", "against"),
    [
        ("All members left.", "Some members left.", [True]),
        ("All members left.", "Most of the members left.", [True]),
        ("More than 30 members left.", "Fewer than 30 members left.", [True]),
        ("No fewer than 30 members left.", "At least 30 members left.", []),
        ("No more than 30 members left.", "More than 30 members left.", [True]),
        ("The council is not only small.", "The council is only small.", [True]),
        ("Most members left.", "Members left.", [False]),
        ("Members left.", "Most members left.", [False]),
        ("Members left.", "Some members left.", []),
        ("It is the most liveable city.", "It is a liveable city.", []),
    ],
)
def test_amounts_of_one_side_alone_are_found(claim: str, source: str, against: list[bool]) -> None:
    found = amounts(align(line(claim), line(source)))
    assert [amount.against for amount in found][:1] == against
