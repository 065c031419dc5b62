"""Days as people and machines write them. Strict: what can be read two ways is no date."""

import re
from datetime import UTC, date, datetime, timedelta

from index.text.time_words import DAY, MONTH, MONTH_ABBREVIATIONS, SHORT_WEEKDAY, month_number

EARLIEST_YEAR = 1605
"""The year of the first newspaper: nothing here was published before it."""

WRITTEN_MONTH = rf"{MONTH}\.?"
URL_MONTH = "|".join(MONTH_ABBREVIATIONS).lower()
FORMS = (
    re.compile(
        rf"(?P<month>{WRITTEN_MONTH})[ ]{{1,2}}(?P<day>{DAY}),?[ ]{{1,2}}(?P<year>\d{{4}})", re.I
    ),
    re.compile(
        rf"(?P<day>{DAY})(?:[ ]of)?[ -](?P<month>{WRITTEN_MONTH}),?[ -](?P<year>\d{{4}})", re.I
    ),
    re.compile(r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})\.[ ]?(?P<month>\d{1,2})\.[ ]?(?P<year>\d{4})"),
    re.compile(r"(?P<day>\d{1,2})([/-])(?P<month>\d{1,2})\2(?P<year>\d{4})"),
)
WEEKDAY = re.compile(rf"{SHORT_WEEKDAY}\b[.,]?\s*", re.I)
COMPACT = re.compile(r"(?:D:)?(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T?\d{4,6})?(?!\d)")
IN_URL = re.compile(
    rf"/(?P<year>\d{{4}})(?P<sep>[/-])(?P<month>\d{{1,2}}|{URL_MONTH})(?P=sep)"
    r"(?P<day>\d{1,2})(?!\d)"
    r"|(?<!\d)(?P<iso>\d{4}-\d{2}-\d{2})(?!\d)|(?<!\d)(?P<compact>(?:19|20)\d{6})(?!\d)"
)
IN_NAME = (
    re.compile(r"(?<!\d)(?P<year>\d{4})([-_. /])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<day>\d{1,2})([-_. ])(?P<month>\d{1,2})\2(?P<year>\d{4})(?!\d)"),
    re.compile(
        rf"(?<![a-z])(?P<month>{WRITTEN_MONTH})[-_ ](?P<day>{DAY}),?[-_ ](?P<year>\d{{4}})(?!\d)",
        re.I,
    ),
    re.compile(
        rf"(?<!\d)(?P<day>{DAY})[-_ ](?P<month>{WRITTEN_MONTH})[-_ ](?P<year>\d{{4}})(?!\d)", re.I
    ),
)


def parse(value: object) -> date | None:
    """The day that a metadata field names, a time after it ignored; None where it is unsure."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value if is_plausible(value) else None
    if not isinstance(value, str):
        return None
    text = WEEKDAY.sub("", value.strip()[:100], count=1)
    for form in (*FORMS, COMPACT):
        if (found := form.match(text)) and not text[found.end() : found.end() + 1].isdigit():
            return day_of(found)
    return None


def first_in(line: str) -> tuple[date, int, int] | None:
    """The first day written out in a line, with where it starts and ends."""
    found = [
        (match.start(), -match.end(), day)
        for form in FORMS
        if (match := form.search(line)) and (day := day_of(match)) and stands_alone(match)
    ]
    if not found:
        return None
    start, end, day = min(found)
    return day, start, -end


def in_url(url: str) -> date | None:
    """The day in an address: /2025/05/21/, /2025/may/21/, 2025-05-21 or 20250521."""
    for match in IN_URL.finditer(url[:1000]):
        day = day_of(match) if match["year"] else parse(match["iso"] or match["compact"])
        if day:
            return day
    return None


def in_name(name: str) -> date | None:
    """The day in a file's name or its folders; None where they hold several days."""
    days = {
        day for form in IN_NAME for match in form.finditer(name[-300:]) if (day := day_of(match))
    }
    return days.pop() if len(days) == 1 else None


def without_days(name: str) -> str:
    """A file's name with the days cut out."""
    for form in IN_NAME:
        name = form.sub(lambda match: " " if day_of(match) else match[0], name)
    return name


def day_of(match: re.Match[str]) -> date | None:
    """The day that a match's groups `year`, `month` and `day` name, if it is a plausible one.

    Days and months in figures, in an order that differs between countries, must be unmistakable.
    """
    month, day, year = match["month"], int(re.sub(r"\D", "", match["day"])), int(match["year"])
    number = int(month) if month.isdigit() else month_number(month)
    # 21.05.2025 is the day first wherever dots are used; 21/05/2025 and 05/21/2025 both occur.
    if month.isdigit() and match.start("day") < match.start("year") and "." not in match[0]:
        if number > 12:
            number, day = day, number
        elif day <= 12 and day != number:
            return None
    try:
        found = date(year, number, day)
    except ValueError:
        return None
    return found if is_plausible(found) else None


def is_plausible(day: date) -> bool:
    """Whether something can have been published then: not before newspapers, not in the future."""
    tomorrow_anywhere = datetime.now(UTC).date() + timedelta(days=2)
    return day.year >= EARLIEST_YEAR and day <= tomorrow_anywhere


def stands_alone(match: re.Match[str]) -> bool:
    """Whether no letter or digit touches the match, a T before a time excepted."""
    before = match.string[match.start() - 1 : match.start()] if match.start() else ""
    after = match.string[match.end() : match.end() + 2]
    return not before.isalnum() and (not after[:1].isalnum() or bool(re.fullmatch(r"T\d", after)))
