"""The facts of a text that can be compared: numbers, dates, names."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.verify import agree, facts
from assistant.verify.types import Fact

PUBLISHED = date(2025, 5, 21)  # a Wednesday


def values(text: str, kind: str, published: date | None = PUBLISHED) -> list[str]:
    return [fact.value for fact in facts(text, published) if fact.kind == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two men, 2 men, the 2nd man, the second man", ["2", "2", "2 th", "2 th"]),
        ("4,200,000 and 4.2 million and 4.2m dollars", ["4200000", "4200000", "4200000 $"]),
        ("$2.25bn, US$2.25 billion, 2,250,000,000 dollars", ["2250000000 $"] * 3),
        ("7.5%, 7.5 percent, 7.5 per cent", ["7.5 %"] * 3),
        ("£3bn, €10k, C$53.07", ["3000000000 £", "10000 €", "53.07 C$"]),
        ("two hundred and fifty, twenty-eight, a dozen", ["250", "28", "12"]),
        ("a million, half a million, three quarters of a million", ["1000000", "500000", "750000"]),
        ("two-thirds, one third, a half", ["0.6666666667", "0.3333333333", "0.5"]),
        ("one hundred twenty-first, thirtieth, a third time", ["121 th", "30 th", "3 th"]),
        ("9–88 cm, 5 to 10 percent", ["9 cm", "88 cm", "5 %", "10 %"]),
        ("4 to 5 million, half to 4 km", ["4000000", "5000000", "0.5", "4 km"]),
        ("209-acre (85 ha), 3 miles (5 km), 30°C", ["209 acre", "85 ha", "3 mi", "5 km", "30 °C"]),
        ("11:09 p.m. and 23:09; 12 a.m.", ["1389 min of day", "1389 min of day", "0 min of day"]),
        ("it won 2-1 and one and two, twenty-two two-seaters", ["2", "1", "1", "2", "22", "2"]),
        ("one of them, no one, the quarter, 3 split seconds, a split second", ["3"]),
        ("flight B-265, 10BASE5, 5G, 4b and 25:99", []),
    ],
)  # fmt: skip
def test_numbers(text: str, expected: list[str]) -> None:
    assert values(text, "number") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("May 21, 2025; 21 May 2025; 2025-05-21; Wednesday", ["2025-05-21"] * 4),
        ("Wednesday, May 3, 1985 and the 3rd of May", ["1985-05-03", "--05-03"]),
        ("in May, of March, May 2025, Sept. 2024", ["--05", "--03", "2025-05", "2024-09"]),
        ("1949–50, 2008-2009, 2000/99", ["1949", "1950", "2008", "2009", "2000", "2099"]),
        ("2000/99 and 1999-98", ["2000", "2099", "1999"]),
        ("the 1960s, mid-1990s, the 2000s", ["1960/1969", "1990/1999", "2000/2009"]),
        ("the 19th century, the nineteenth century", ["1801/1900"] * 2),
        ("300 BC, 300 BCE, AD 64", ["300 BC", "300 BC", "AD 64"]),
        ("today, yesterday, tomorrow", ["2025-05-21", "2025-05-20", "2025-05-22"]),
        ("this week, last month, next year", ["2025-05-19/2025-05-25", "2025-04", "2026"]),
        ("earlier this month, later this year", ["2025-05-01/2025-05-21", "2025-05-21/2025-12-31"]),
        ("last Monday, next Monday", ["2025-05-19", "2025-05-26"]),
        ("it may rain, they march, February 30, 2025-13-01, the 40th century", []),
        ("MAY DAY and May you live", []),
    ],
)
def test_dates(text: str, expected: list[str]) -> None:
    assert values(text, "date") == expected


def test_words_for_time_need_the_day_of_publication() -> None:
    assert values("On Wednesday, and last week.", "date", None) == ["wednesday"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met Ishaq Dar’s envoy and Dar.", ["Ishaq Dar", "Dar"]),
        (
            "The talks in New York and the University of Chicago.",
            ["New York", "University of Chicago"],
        ),
        ("Private schools and the U.S. Senate like GPT-4.", ["US Senate", "GPT 4"]),
        ("Scientists say so. Paris fell.", ["Paris"]),
        ("“Harbours matter,” said Ek. The harbours closed.", ["Ek"]),
        ("I think it is what US troops do.", ["US"]),
        ("Pakistan-China ties, Wang's and Li's", ["Pakistan China", "Wang", "Li"]),
        ("nothing here", []),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    known = "schools are private. " if text.startswith("Private") else ""
    assert values(known + text, "name") == expected


def fact(text: str, published: date | None = PUBLISHED) -> Fact:
    return facts(text, published)[0]


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
def test_facts_agree(one: str, other: str, expected: bool) -> None:
    assert agree(fact(one), fact(other)) is expected
    assert agree(fact(other), fact(one)) is expected


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
def test_facts_stand_in_order_inside_the_text(text: str, published: date | None) -> None:
    end = 0
    for found in facts(text, published):
        assert end <= found.start < found.end <= len(text)
        assert found.value
        assert agree(found, found)
        end = found.end
