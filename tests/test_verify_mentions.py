"""The numbers, dates and names that a text mentions, and when two can be one."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.verify import agree
from index.text.mentions import mentions
from index.text.types import Mention

PUBLISHED = date(2025, 5, 21)  # a Wednesday


def values(text: str) -> list[tuple[str, str]]:
    return [(mention.kind, mention.value) for mention in mentions(text, PUBLISHED)]


def test_mentions_of_all_kinds_are_in_order() -> None:
    assert values("On Wednesday, Ishaq Dar met two envoys; in May 2024 he met Wang.") == [
        ("date", "2025-05-21"),
        ("name", "Ishaq Dar"),
        ("number", "2"),
        ("date", "2024-05"),
        ("name", "Wang"),
    ]


def test_what_is_in_a_date_is_no_number_and_no_name() -> None:
    assert values("the talks of May 21, 2025") == [("date", "2025-05-21")]


def test_a_word_that_is_also_in_lower_case_is_no_name() -> None:
    assert values("the private ones. Private schools and the Senate") == [("name", "Senate")]
    assert values("the other ones. Private schools") == [("name", "Private")]


def test_what_is_known_of_words_decides_what_their_capital_means() -> None:
    assert values("Report it to Oslo. I think it is what US troops do.") == [
        ("name", "Oslo"),
        ("name", "US"),
    ]


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


PIECES = st.sampled_from(
    re.split(
        r"\|",
        "May 21, 2025|two|$4.2bn|Ishaq Dar|1949–50|on|the|U.S.|-|–|,|%|twenty|hundred|half|of a"
        "|million|Wednesday|11:09|p.m.|B-265|’s|(|\n|third|King|of|GPT|4|m|the 19th|century",
    )
)


@given(
    st.lists(PIECES, max_size=12).map(" ".join) | st.text(max_size=60),
    st.none() | st.dates(),
)
def test_mentions_are_in_order_inside_the_text(text: str, published: date | None) -> None:
    end = 0
    for found in mentions(text, published):
        assert end <= found.start < found.end <= len(text)
        assert found.value
        assert agree(found, found)
        end = found.end
