"""The stretches of time that a text names: days, months, years, and words such as "last week"."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(_NUMBERS)})"
_UNIT = r"(?:day|week|month|year)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?!\w)"
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
    | (?P<month1>{_MONTH})\s*(?P<day1>{_DAY})(?:,?\s+(?P<year1>{_YEAR}))?
    | (?P<day2>{_DAY})\s+(?:of\s+)?(?P<month2>{_MONTH})(?:,?\s+(?P<year2>{_YEAR}))?
    | (?P<month3>{_MONTH}),?\s+(?P<year3>{_YEAR})
    | (?:{_LINK})(?P<month4>{_MONTH})(?!\s*\d)
    | (?:{_LINK})(?P<year4>{_YEAR})
    | (?P<day>today|yesterday)
    | (?P<which>this|last|past|previous)\s+(?P<unit>week|month|year|{"|".join(_WEEKDAYS)})
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

    `since` or `until` is None where the period is open. `day` tells one that is named by days.
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
    """A day, month, year or the like at `text[start:end]`; `day` tells one named by its day."""

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


def _span(match: re.Match[str], today: date, newest: date) -> tuple[date, date]:
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
        return _whole(int(part["year3"]), _month(part["month3"]))
    if part["month4"]:
        month = _month(part["month4"])
        return _whole(newest.year - (month > newest.month), month)
    if part["year4"]:
        return date(int(part["year4"]), 1, 1), date(int(part["year4"]), 12, 31)
    return _relative(part, today)


def _relative(part: dict[str, str | None], today: date) -> tuple[date, date]:
    """The span of words that count from today."""
    if part["day"]:
        day = today - timedelta(part["day"].lower() == "yesterday")
        return day, day
    if part["count"] and part["units"]:
        return today - timedelta(_number(part["count"]) * _DAYS[part["units"].lower()]), today
    if part["ago"] and part["agos"]:
        days = _DAYS[part["agos"].lower()]
        middle, slack = today - timedelta(_number(part["ago"]) * days), timedelta(days // 2)
        return middle - slack, middle + slack
    return _calendar((part["which"] or "").lower(), (part["unit"] or "").lower(), today)


def _calendar(which: str, unit: str, today: date) -> tuple[date, date]:
    """The span of "this month", "last week", "past year", "last Monday"."""
    if unit in _WEEKDAYS:
        back = (today.weekday() - _WEEKDAYS.index(unit)) % 7
        day = today - timedelta(back or 7 * (which != "this"))
        return day, day
    if which == "past":
        return today - timedelta(_DAYS[unit]), today
    starts = {"week": today - timedelta(today.weekday()), "month": today.replace(day=1)}
    start = starts.get(unit, today.replace(month=1, day=1))
    if which == "this":
        return start, today
    end = start - timedelta(1)
    first = {"week": end - timedelta(6), "month": end.replace(day=1)}
    return first.get(unit, end.replace(month=1, day=1)), end


def _day(day: str, month: str, year: str | None, newest: date) -> date:
    """A named day; without a year, the last one up to `newest`."""
    number = int(day.rstrip("stndrh"))
    if year:
        return date(int(year), _month(month), number)
    past = newest.year - ((_month(month), number) > (newest.month, newest.day))
    return date(past, _month(month), number)


def _whole(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.index(word.lower()) + 1
