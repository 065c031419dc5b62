"""The stretches of time that a text names: days, months, years, and words such as "last week"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from index.text.number_words import CARDINALS
from index.text.time_words import (
    DAY,
    MONTH_WORD,
    WEEKDAY,
    DaySpan,
    calendar_span,
    month_number,
    month_span,
    weekday_number,
    written_day,
    year_span,
)

_COUNT = rf"(?:\d{{1,3}}|{'|'.join(CARDINALS)})"
_UNIT = r"(?:day|week|month|year)"
_DAY = rf"{DAY}(?!\w)"
# Reports are dated: a question that names an older year asks of what happened then.
_YEAR = r"(?:19|20)\d\d(?![\w-])"
# A bare year or month is a time only where a word before it says so: "2000 men", "it may rain".
_LINK = "|".join(
    rf"(?<=\b{word}\s)"
    for word in (
        *("in", "of", "by", "since", "from", "during", "until", "till", "before", "after"),
        *("between", "to", "and"),
    )
)
_POINT = re.compile(
    rf"""\b(?:
      (?P<iso>\d{{4}}-\d\d-\d\d)(?!\w)
    | (?P<month1>{MONTH_WORD})\s*(?P<day1>{_DAY})(?:,?\s+(?P<year1>{_YEAR}))?
    | (?P<day2>{_DAY})\s+(?:of\s+)?(?P<month2>{MONTH_WORD})(?:,?\s+(?P<year2>{_YEAR}))?
    | (?P<month3>{MONTH_WORD}),?\s+(?P<year3>{_YEAR})
    | (?:{_LINK})(?P<month4>{MONTH_WORD})(?!\s*\d)
    | (?:{_LINK})(?P<year4>{_YEAR})
    | (?P<day>today|yesterday)
    | (?P<which>this|last|past|previous)\s+(?P<unit>week|month|year|{WEEKDAY})
    | (?:last|past|previous)\s+(?P<count>{_COUNT})\s+(?P<units>{_UNIT})s
    | (?P<ago>{_COUNT})\s+(?P<agos>{_UNIT})s?\s+ago
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_BEFORE = re.compile(r"\b(since|after|before|until|till|by|from|between)\s+(?:the\s+)?$", re.I)
_JOINED = re.compile(r"\s*(?:,\s*)?(?:and|to|until|till|through|[-–—])\s+", re.I)
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time named at `text[start:end]`, its first and last day included.

    `since` or `until` is None where the period is open. `day` is whether it is named by days.
    """

    start: int
    end: int
    since: date | None
    until: date | None
    day: bool


def periods(text: str, today: date, newest: date | None = None) -> list[Period]:
    """The periods that `text` names, in order.

    A date without a year is the last such day up to `newest`, or to `today` where that is None.
    Words such as "last week" count from `today`. A day after "after" or "before" is included, as
    people name the day of a report by it; a month or year so named is not.
    """
    points = list(_points(text, today, newest or today))
    found: list[Period] = []
    while points:
        point = points.pop(0)
        word = _BEFORE.search(text, max(0, point.start - 20), point.start)
        link = word.group(1).lower() if word else ""
        pair = link in ("between", "from") and points
        if pair and _JOINED.fullmatch(text, point.end, points[0].start):
            last = points.pop(0)
            point = point._replace(end=last.end, until=last.until)
        since, until = _opened(point, link)
        found.append(Period(point.start, point.end, since, until, point.day))
    return found


class _Point(NamedTuple):
    """A day, month, year or the like at `text[start:end]`; `day`: named by its day."""

    start: int
    end: int
    since: date
    until: date
    day: bool


def _opened(point: _Point, link: str) -> tuple[date | None, date | None]:
    """The first and last day that a word such as "since" makes of the point after it."""
    match link:
        case "since":
            return point.since, None
        case "after":
            whole = point.day or point.until == date.max
            return (point.until if whole else point.until + timedelta(1)), None
        case "before":
            whole = point.day or point.since == date.min
            return None, (point.since if whole else point.since - timedelta(1))
        case "until" | "till" | "by":
            return None, point.until
        case _:
            return point.since, point.until


def _points(text: str, today: date, newest: date) -> Iterator[_Point]:
    for match in _POINT.finditer(text):
        try:
            since, until = _span(match, today, newest)
        except (ValueError, OverflowError):  # February 30, or a day outside the calendar
            continue
        yield _Point(match.start(), match.end(), since, until, since == until)


def _span(match: re.Match[str], today: date, newest: date) -> DaySpan:
    """The first and the last day of what was matched; ValueError where there is no such day."""
    part = match.groupdict()
    if part["iso"]:
        day = date.fromisoformat(part["iso"])
        return day, day
    for number in "12":
        if part[f"month{number}"]:
            day = _day(part[f"day{number}"], part[f"month{number}"], part[f"year{number}"], newest)
            return day, day
    if part["month3"]:
        return month_span(int(part["year3"]), month_number(part["month3"]))
    if part["month4"]:
        month = month_number(part["month4"])
        return month_span(newest.year - (month > newest.month), month)
    if part["year4"]:
        return year_span(int(part["year4"]))
    return _relative(part, today)


def _relative(part: dict[str, str | None], today: date) -> DaySpan:
    """The span of words that count from today."""
    if part["day"]:
        day = today - timedelta(part["day"].casefold() == "yesterday")
        return day, day
    if part["count"] and part["units"]:
        return today - timedelta(_number(part["count"]) * _DAYS[part["units"].lower()]), today
    if part["ago"] and part["agos"]:
        days = _DAYS[part["agos"].lower()]
        middle, slack = today - timedelta(_number(part["ago"]) * days), timedelta(days // 2)
        return middle - slack, middle + slack
    return _calendar((part["which"] or "").casefold(), (part["unit"] or "").casefold(), today)


def _calendar(which: str, unit: str, today: date) -> DaySpan:
    """The span of "this month", "last week", "past year", "last Monday"."""
    if unit not in _DAYS:
        back = (today.weekday() - weekday_number(unit)) % 7
        day = today - timedelta(back or 7 * (which != "this"))
        return day, day
    if which == "past":
        return today - timedelta(_DAYS[unit]), today
    if which == "this":
        return calendar_span(unit, today)[0], today
    return calendar_span(unit, today, -1)


def _day(day: str, month: str, year: str | None, newest: date) -> date:
    """A named day; without a year, the last one up to `newest`."""
    if year:
        return written_day(int(year), month, day)
    leap = written_day(2000, month, day)
    past = newest.year - ((leap.month, leap.day) > (newest.month, newest.day))
    return leap.replace(year=past)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else CARDINALS[word.casefold()]
