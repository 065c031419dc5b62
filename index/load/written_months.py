"""Months as people write a document's date where they give no day: "March 2025", "2025-03"."""

import re
from datetime import date

from index.load.written_days import WRITTEN_MONTH, is_plausible
from index.text.time_words import month_number

_FORMS = (
    re.compile(rf"(?<![\w'’])(?P<month>{WRITTEN_MONTH}),?[ ](?P<year>\d{{4}})(?![\w-])", re.I),
    re.compile(r"(?<![\w./-])(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])(?![\w./-])"),
)
_IN_NAME = (
    re.compile(rf"(?<![^\W\d_])(?P<month>{WRITTEN_MONTH})[-_ ](?P<year>(?:19|20)\d\d)(?!\d)", re.I),
    re.compile(rf"(?<!\d)(?P<year>(?:19|20)\d\d)[-_ ](?P<month>{WRITTEN_MONTH})(?![^\W\d_])", re.I),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-_](?P<month>0[1-9]|1[0-2])(?!\d|[-_]\d)"),
)


def month_in(line: str) -> tuple[date, int, int] | None:
    """The first day of the first month in a line, with where it starts and ends."""
    for form in _FORMS:
        for match in form.finditer(line):
            if day := first_day(match):
                return day, match.start(), match.end()
    return None


def month_in_name(name: str) -> date | None:
    """The first day of the month in a file's name; None where it holds several."""
    days = {day for form in _IN_NAME for match in form.finditer(name) if (day := first_day(match))}
    return days.pop() if len(days) == 1 else None


def first_day(match: re.Match[str]) -> date | None:
    """The first day of the month that a match's groups name, if it is a plausible one."""
    month = match["month"]
    number = int(month) if month.isdigit() else month_number(month)
    try:
        day = date(int(match["year"]), number, 1)
    except ValueError:
        return None
    return day if is_plausible(day) else None
