from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.periods import periods

TODAY = date(2026, 3, 10)  # a Tuesday
NEWEST = date(2025, 5, 21)


def span(text: str) -> tuple[str, str]:
    """The one period of a text as first and last day; "" where open."""
    [period] = periods(text, TODAY, NEWEST)
    return str(period.since or ""), str(period.until or "")


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("on 2023-11-24", "2023-11-24", "2023-11-24"),
        ("on November 24, 2023, the Herald", "2023-11-24", "2023-11-24"),
        ("on Nov. 24th 2023", "2023-11-24", "2023-11-24"),
        ("on the 24th of November 2023", "2023-11-24", "2023-11-24"),
        ("in May 2025?", "2025-05-01", "2025-05-31"),
        ("in February 2024", "2024-02-01", "2024-02-29"),
        ("on May 3", "2025-05-03", "2025-05-03"),
        ("on 30 May", "2024-05-30", "2024-05-30"),
        ("in march", "2025-03-01", "2025-03-31"),
        ("in June", "2024-06-01", "2024-06-30"),
        ("in 2021", "2021-01-01", "2021-12-31"),
        ("since March", "2025-03-01", ""),
        ("before 2020", "", "2019-12-31"),
        ("after 2020", "2021-01-01", ""),
        ("after May 3, 2025", "2025-05-03", ""),
        ("before May 3, 2025", "", "2025-05-03"),
        ("by June 2024", "", "2024-06-30"),
        ("between May 3 and May 21, 2025", "2025-05-03", "2025-05-21"),
        ("from 2019 to 2021", "2019-01-01", "2021-12-31"),
        ("today", "2026-03-10", "2026-03-10"),
        ("yesterday", "2026-03-09", "2026-03-09"),
        ("this week", "2026-03-09", "2026-03-10"),
        ("last week", "2026-03-02", "2026-03-08"),
        ("this month", "2026-03-01", "2026-03-10"),
        ("last month", "2026-02-01", "2026-02-28"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("past year", "2025-03-10", "2026-03-10"),
        ("last three weeks", "2026-02-17", "2026-03-10"),
        ("last twelve months", "2025-03-15", "2026-03-10"),
        ("2 weeks ago", "2026-02-21", "2026-02-27"),
        ("last Tuesday", "2026-03-03", "2026-03-03"),
        ("since this Tuesday", "2026-03-10", ""),
        ("after 9999-12-31", "9999-12-31", ""),
    ],
)
def test_a_period(text: str, since: str, until: str) -> None:
    assert span(text) == (since, until)


@pytest.mark.parametrize(
    "text",
    ["", "It may rain", "2000 soldiers", "on Feb 30, 2024", "2023-13-45", "0000-00-00", "a May"],
)
def test_no_period(text: str) -> None:
    assert periods(text, TODAY, NEWEST) == []


def test_two_days_that_no_word_joins_are_two_periods() -> None:
    found = periods("from May 3, 2025, he said, since May 5, 2025", TODAY)
    assert [(period.since, period.until) for period in found] == [
        (date(2025, 5, 3), date(2025, 5, 3)),
        (date(2025, 5, 5), None),
    ]


def test_a_date_without_a_year_counts_from_today_where_the_library_has_no_dates() -> None:
    [period] = periods("on May 3", TODAY)
    assert period.since == date(2025, 5, 3)


@given(st.text() | st.from_regex(r"(last|in|after|between|on) \w{3,9} \d{1,4}( ago)?"), st.dates())
def test_any_text_has_periods_in_order_that_stand_in_it(text: str, today: date) -> None:
    found = periods(text, today)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for one in found:
        assert one.since or one.until
