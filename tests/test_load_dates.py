"""Dates as they are written: in metadata, addresses and names."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.load.written_days import EARLIEST_YEAR, first_in, in_name, in_url, parse
from index.load.written_months import month_in, month_in_name

MAY_21 = date(2025, 5, 21)


@pytest.mark.parametrize(
    "written",
    [
        "May 21, 2025",
        "May 21st, 2025",
        "Sat. May 21 2025",
        "21 May 2025",
        "21st of May, 2025",
        "2025-05-21",
        "2025/05/21",
        "2025.5.21",
        "21.05.2025",
        "21. 5. 2025",
        "21/05/2025",
        "05/21/2025",
        "20250521",
        "D:20250521083000+02'00'",
        "2025-05-21T23:59:00Z",
        "2025-05-21 10:00",
        "Wed, 21 May 2025 10:00:00 +0000",
        MAY_21,
        datetime(2025, 5, 21, 10, tzinfo=UTC),
    ],
)
def test_days_are_understood(written: object) -> None:
    assert parse(written) == MAY_21


@pytest.mark.parametrize(
    "written",
    [
        *("", "yesterday", "2025", "05/06/2025", "2025-02-30", "0000-00-00", "1500-01-01", None, 7),
        *("9999-01-01", "2025-05-210", "the 21 May 2025", date(1, 1, 1)),
    ],
)
def test_what_is_no_sure_day_is_none(written: object) -> None:
    assert parse(written) is None


def test_days_to_come_are_none() -> None:
    today = datetime.now(UTC).date()
    assert parse(today) == today
    assert parse(today + timedelta(days=3)) is None


@given(st.dates(date(EARLIEST_YEAR, 1, 1), date(2025, 1, 1)))
def test_every_day_is_read_as_it_was_written(day: date) -> None:
    for form in ("%B %d, %Y", "%d %b %Y", "%Y-%m-%d", "%d.%m.%Y"):
        assert parse(day.strftime(form)) == day
    assert in_url(f"https://x.example/{day:%Y/%m/%d}/story") == day
    assert in_name(f"story-{day:%Y-%m-%d}.txt") == day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2025/05/21/story.html", MAY_21),
        ("https://a.example/world/2025/may/21/story", MAY_21),
        ("https://a.example/story-20250521", MAY_21),
        ("https://a.example/story?d=2025-05-21", MAY_21),
        ("https://a.example/2025/05/story", None),
        ("https://a.example/12345678", None),
        ("https://a.example/2025/13/45/", None),
    ],
)
def test_days_in_addresses(url: str, day: date | None) -> None:
    assert in_url(url) == day


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("talks-2025-05-21.txt", MAY_21),
        ("talks_2025_05_21.txt", MAY_21),
        ("20250521 talks.pdf", MAY_21),
        ("talks 21 May 2025.docx", MAY_21),
        ("May-21-2025-talks.docx", MAY_21),
        ("cables/2025/05/21/talks.txt", MAY_21),
        ("2020-01-01 to 2020-12-31.txt", None),
        ("report 05-06-2025.txt", None),
        ("12345678.txt", None),
        ("2025.txt", None),
    ],
)
def test_days_in_names(name: str, day: date | None) -> None:
    assert in_name(name) == day


def test_the_first_day_of_a_line_is_found() -> None:
    assert first_in("x 2020-01-02 y 3 May 2021") == (date(2020, 1, 2), 2, 12)
    assert first_in("12020-01-02") is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Issue 4, March 2025", date(2025, 3, 1)),
        ("Sept. 2024", date(2024, 9, 1)),
        ("2025-03", date(2025, 3, 1)),
        ("3 March 2025", date(2025, 3, 1)),
        *(("March", None), ("2025-03-04", None), ("2025-13", None), ("ref. 2025-03/7", None)),
        ("March 1025", None),
    ],
)
def test_months_without_a_day(line: str, day: date | None) -> None:
    found = month_in(line)
    assert (found and found[0]) == day


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("minutes-march-2025.txt", date(2025, 3, 1)),
        ("reports/2025-03 budget.pdf", date(2025, 3, 1)),
        ("2024_Dec_accounts.xlsx", date(2024, 12, 1)),
        *(("budget 2024-25.txt", None), ("mar-2024-apr-2024.txt", None), ("march.txt", None)),
    ],
)
def test_months_in_names(name: str, day: date | None) -> None:
    assert month_in_name(name) == day
