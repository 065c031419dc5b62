"""Months, weekdays and days as they are written, and the spans of the calendar."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.time_words import (
    DAY,
    MONTH,
    MONTH_NAMES,
    SHORT_WEEKDAY,
    WEEKDAY,
    WEEKDAY_NAMES,
    calendar_span,
    month_number,
    month_span,
    weekday_number,
    written_day,
    year_span,
)


@given(st.dates())
def test_a_day_is_found_by_its_words(day: date) -> None:
    assert MONTH_NAMES[day.month - 1] == f"{day:%B}"
    assert WEEKDAY_NAMES[day.weekday()] == f"{day:%A}"
    for month in (f"{day:%B}", f"{day:%b}", f"{day:%b}".upper()):
        assert re.fullmatch(MONTH, month, re.IGNORECASE)
        for number in (str(day.day), f"{day:%d}", f"{day.day}th"):
            assert re.fullmatch(DAY, number)
            assert written_day(day.year, month, number) == day
    for weekday in (f"{day:%A}", f"{day:%A}".lower()):
        assert re.fullmatch(WEEKDAY, weekday, re.IGNORECASE)
        assert weekday_number(weekday) == day.weekday()
    assert re.fullmatch(SHORT_WEEKDAY, f"{day:%a}")


@pytest.mark.parametrize("name", ["Sep", "sept", "SEPT", "September", "ſeptember"])
def test_september_has_two_abbreviations(name: str) -> None:
    assert re.fullmatch(MONTH, name, re.IGNORECASE)
    assert month_number(name) == 9


@pytest.mark.parametrize("day", ["0", "00", "32", "45", "1th1"])
def test_what_is_no_day_of_a_month(day: str) -> None:
    assert not re.fullmatch(DAY, day)


def test_a_month_may_lack_a_day() -> None:
    with pytest.raises(ValueError, match="day"):
        written_day(2025, "Feb", "29th")


@given(st.dates(date(2, 1, 1), date(9998, 12, 31)), st.sampled_from(["week", "month", "year"]))
def test_the_spans_of_the_calendar_follow_one_another(day: date, unit: str) -> None:
    since, until = calendar_span(unit, day)
    assert since <= day <= until
    assert calendar_span(unit, day, 1)[0].toordinal() == until.toordinal() + 1
    assert calendar_span(unit, day, -1)[1].toordinal() == since.toordinal() - 1


def test_spans_by_example() -> None:
    assert month_span(2024, 2) == (date(2024, 2, 1), date(2024, 2, 29))
    assert year_span(1960, 1969) == (date(1960, 1, 1), date(1969, 12, 31))
    assert calendar_span("week", date(2025, 5, 21)) == (date(2025, 5, 19), date(2025, 5, 25))


@pytest.mark.parametrize("unit", ["week", "month", "year"])
def test_no_span_is_outside_the_calendar(unit: str) -> None:
    with pytest.raises((ValueError, OverflowError)):
        calendar_span(unit, date(9999, 12, 31), 1)
