"""The vocabulary of dates: how months, weekdays, days and years are written, and what they span.

The patterns have capitals, for text in which "may" is a verb; where case does not matter they are
compiled with `re.IGNORECASE`. Each user says what may surround a match.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
MONTH_ABBREVIATIONS = tuple(name[:3] for name in MONTH_NAMES)
WEEKDAY_NAMES = (
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    *("Saturday", "Sunday"),
)

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
"""A month's name or abbreviation, without the full stop."""

MONTH_WORD = rf"{MONTH}\b\.?"
"""The same as a word of its own, with its full stop."""

WEEKDAY = rf"(?:{'|'.join(WEEKDAY_NAMES)})"
SHORT_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
"""A weekday's name or abbreviation: some abbreviations are other words as well."""

DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
"""A day of a month, in digits."""

YEAR = r"(?:1\d{3}|20\d\d)"

_HOUR = r"(?:[1-9]|1[0-2]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
TIME_OF_DAY = (
    r"(?i:\b(?:[01]?\d|2[0-4])[:h][0-5]\d\b(?![.,]?\d|%)"
    r"|\b(?:at|from|until|till|by|to)\s(?:[01]?\d|2[0-4])[.][0-5]\d\b(?![.,]?\d|\s?(?:%|per|[a-z]{1,2}\b))"
    rf"|\b0?{_HOUR}(?:[:.][0-5]\d)?\s?(?:[ap]\.?m\b|o['’]?\s?clock\b)"
    rf"|\b(?:(?:half|quarter|ten|twenty|five)\spast|quarter\sto)\s{_HOUR}\b"
    r"|\b(?:at|until|till|by|from|before|after)\s(?:noon|midday|midnight|dawn|dusk|sun(?:set|rise))\b)"
)
"""A time of day: "18:30", "7 a.m.", "half past five", "at noon"."""

DaySpan = tuple[date, date]
"""A first and a last day."""


def month_number(name: str) -> int:
    """The number, from 1, of a month given by its name or abbreviation, in any case."""
    # `re.IGNORECASE` takes the long "ſ" for an s, and so does `casefold`.
    return MONTH_ABBREVIATIONS.index(name[:3].casefold().capitalize()) + 1


def weekday_number(name: str) -> int:
    """The number of a weekday given by its full name, in any case: 0 is Monday."""
    return WEEKDAY_NAMES.index(name.casefold().capitalize())


def written_day(year: int, month: str, day: str) -> date:
    """The day that `MONTH` and `DAY` match in a year; ValueError where there is none such."""
    return date(year, month_number(month), int(re.sub(r"\D", "", day)))


def month_span(year: int, month: int) -> DaySpan:
    """The first and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def year_span(first: int, last: int | None = None) -> DaySpan:
    """The first and last day of a year, or of the years up to `last`."""
    return date(first, 1, 1), date(last or first, 12, 31)


def calendar_span(unit: str, day: date, shift: int = 0) -> DaySpan:
    """The first and last day of the "week", "month" or "year" that holds a day.

    `shift` is how many units later. ValueError or OverflowError outside the years 1 to 9999.
    """
    if unit == "week":
        monday = day - timedelta(day.weekday() - 7 * shift)
        return monday, monday + timedelta(6)
    if unit == "month":
        months = 12 * day.year + day.month - 1 + shift
        return month_span(months // 12, months % 12 + 1)
    return year_span(day.year + shift)
