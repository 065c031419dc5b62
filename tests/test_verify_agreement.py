"""When two mentions can be one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.verify import agree
from index.text.mentions import mentions
from index.text.types import Mention
from tests.passages import MENTIONING

PUBLISHED = date(2025, 5, 21)  # a Wednesday


def first(text: str) -> Mention:
    return mentions(text, PUBLISHED)[0]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("two", "2", True),
        ("$5", "5", True),
        ("$5", "€5", False),
        ("5 km", "5 miles", False),
        ("the 5th", "5 men", True),
        ("in 2025", "2,025 men", True),
        ("May 2025", "May 21, 2025", True),
        ("June 2025", "May 21, 2025", False),
        ("Wednesday", "May 21, 2025", True),
        ("Thursday", "May 21, 2025", False),
        ("May 21", "May 21, 2024", True),
        ("May 22", "May 21, 2024", False),
        ("in May", "May 21", True),
        ("the 1960s", "1962", True),
        ("300 BC", "300 BC", True),
        ("300 BC", "1300", False),
        ("in Paris", "in Paris", True),
        ("of China", "as Chinese", True),
        ("by Dar", "by Ishaq Dar", True),
        ("by Wang", "by Ishaq Dar", False),
        ("the UN", "the United Nations", True),
        ("the UK", "the US", False),
        ("by Dar", "5", False),
        ("May 2025", "5 km", False),
    ],
)  # fmt: skip
def test_mentions_agree(one: str, other: str, expected: bool) -> None:
    assert agree(first(one), first(other)) is expected
    assert agree(first(other), first(one)) is expected


@given(MENTIONING, st.none() | st.dates())
def test_a_mention_agrees_with_itself(text: str, published: date | None) -> None:
    assert all(agree(found, found) for found in mentions(text, published))
