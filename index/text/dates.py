"""The dates of a text, and what its words for time mean on the day it was published."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from index.text.number_words import ORDINALS
from index.text.time_words import (
    DAY,
    MONTH_WORD,
    WEEKDAY,
    WEEKDAY_NAMES,
    YEAR,
    DaySpan,
    calendar_span,
    month_number,
    month_span,
    weekday_number,
    written_day,
    year_span,
)
from index.text.types import Mention, Moment

_DAY = rf"{DAY}(?![\w%])"
_YEAR = rf"{YEAR}(?!\w|[.,]\d|\s?%)"
_CENTURIES = {word: number for word, number in ORDINALS.items() if 0 < number <= 20} | {
    "twenty-first": 21
}
_POINT = re.compile(
    rf"""(?<![\w$€£.,])(?<!(?-i:[A-Z])-)(?:
      (?P<iso>\d{{4}}-\d\d-\d\d)(?!\w)
    | (?:(?:{WEEKDAY}),?\s+(?:the\s+)?)?(?:
          (?P<month1>{MONTH_WORD})\s+(?P<day1>{_DAY})(?:,?\s+(?P<year1>{_YEAR}))?
        | (?P<day2>{_DAY})\s+(?:of\s+)?(?P<month2>{MONTH_WORD})(?:,?\s+(?P<year2>{_YEAR}))? )
    | (?P<month3>{MONTH_WORD}),?\s+(?:of\s+)?(?P<year3>{_YEAR})
    | (?P<bc>\d{{1,4}}(?:st|nd|rd|th)?(?:\s+century)?\s+(?:BCE?|CE|AD)|AD\s+\d{{1,4}})\b
    | (?P<century>(?:\d{{1,2}}(?:st|nd|rd|th)|{"|".join(_CENTURIES)}))[\s-]+(?:century|centuries)\b
    | (?:(?:early|mid|late)-)?(?P<decade>1\d\d0|20\d0)['’]?s\b
    | (?P<year4>{_YEAR})(?:[-–—/](?P<short>\d\d)(?!\d))?
    | (?P<month4>{MONTH_WORD})(?!\s*\d|['’]s|\w)
    | (?P<weekday>(?:(?P<side>last|next|this|past|coming)\s+)?(?P<name>{WEEKDAY}))(?:['’]s)?\b
    | (?P<relative>(?:earlier\s+|later\s+)?(?:today|yesterday|tomorrow|tonight
        |(?:this|last|next)\s+(?:week|month|year)))\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# Month names that are words: only with a capital, and "May" not where it may be a verb.
_MAY = re.compile(r"(?:in|of|by|since|from|until|during|before|after|last|this|next|early|late)\s$")

_DATELINE = re.compile(
    r"(?!(?:After|At|Before|By|From|In|On|Since|Until)\s)(?:[^\W\d_a-z][\w.’'/-]*,?\s){1,5}"
    r"[^\n.:;()–—]{0,20}\d{4}\s*(?:\([^)\n]{1,30}\))?\s*[:–—-]\s"
)


def dateline_end(text: str) -> int:
    """Where the dateline at the head of a report ends; 0 where it has none.

    A dateline gives the place and day of writing, not of what is reported.
    """
    found = _DATELINE.match(text)
    return found.end() if found else 0


def dates_in(text: str, published: date | None = None) -> list[Mention]:
    """The dates of `text`, in order; "Wednesday" or "last month" as on the day of publication.

    Without that day, a weekday is only that, and the other such words are left out.
    """
    found: list[Mention] = []
    for match in _POINT.finditer(text):
        if not (match["month4"] and not _is_month(text, match)):
            found.extend(_mentions(match, published))
    return found


def moments_agree(claimed: Moment, source: Moment) -> bool:
    """Whether two moments can be one: they are the same, or one holds the other."""
    if claimed.label or source.label:
        return claimed.label == source.label
    bare = claimed.weekday is not None or source.since is None
    if bare and _weekday(claimed) is not None and _weekday(source) is not None:
        return _weekday(claimed) == _weekday(source)
    if claimed.since and claimed.until and source.since and source.until:
        inside = claimed.since <= source.since and source.until <= claimed.until
        around = source.since <= claimed.since and claimed.until <= source.until
        return inside or around
    return claimed.month == source.month is not None and (
        claimed.day is None or source.day is None or claimed.day == source.day
    )


def more_precise(claimed: Moment, source: Moment) -> bool:
    """Whether the moment claimed is a part of the source's, and not all of it."""
    if not (claimed.since and claimed.until and source.since and source.until):
        return False
    within = source.since <= claimed.since and claimed.until <= source.until
    return within and (claimed.since, claimed.until) != (source.since, source.until)


def canonical_date(moment: Moment) -> str:
    """A moment's normal form: "2025-05-21", "2025-05", "2025", "--05-21", a span, a label."""
    since, until = moment.since, moment.until
    if since and until:
        return _canonical_span(since, until)
    if moment.month:
        return f"--{moment.month:02}" + (f"-{moment.day:02}" if moment.day else "")
    return moment.label or WEEKDAY_NAMES[moment.weekday or 0].lower()


def _canonical_span(since: date, until: date) -> str:
    if since == until:
        return since.isoformat()
    if (since.month, since.day, until.month, until.day) == (1, 1, 12, 31):
        return f"{since.year:04}" + (f"/{until.year:04}" if until.year > since.year else "")
    last = monthrange(until.year, until.month)[1]
    if since == until.replace(day=1) and until.day == last:
        return since.isoformat()[:7]
    return f"{since.isoformat()}/{until.isoformat()}"


def _mentions(match: re.Match[str], published: date | None) -> Iterator[Mention]:
    start, end = match.span()
    if match["short"]:
        century = match["year4"][:2]
        first, last = int(match["year4"]), int(century + match["short"])
        if last > first:
            yield _mention(_years(first), start, match.end("year4"))
            yield _mention(_years(last), match.start("short"), end)
            return
        end = match.end("year4")
    try:
        moment = _moment(match, published)
    except (ValueError, OverflowError):  # February 30, or a day outside the calendar
        return
    if moment:
        yield _mention(moment, start, end)


def _mention(moment: Moment, start: int, end: int) -> Mention:
    return Mention("date", canonical_date(moment), start, end, moment)


def _moment(match: re.Match[str], published: date | None) -> Moment | None:
    """What was matched; ValueError where there is no such day."""
    moment: Moment | None = None
    if match["iso"]:
        moment = _span(*[date.fromisoformat(match["iso"])] * 2)
    elif match["month1"] or match["month2"]:
        number = "1" if match["month1"] else "2"
        moment = _day(match[f"year{number}"], match[f"month{number}"], match[f"day{number}"])
    elif match["month3"]:
        moment = _month(month_span(int(match["year3"]), month_number(match["month3"])))
    elif match["bc"]:
        moment = Moment(label=" ".join(match["bc"].split()).upper().replace("BCE", "BC"))
    elif match["century"]:
        moment = _century(match["century"].casefold())
    elif match["decade"]:
        moment = _years(int(match["decade"]), int(match["decade"]) + 9)
    elif match["year4"]:
        moment = _years(int(match["year4"]))
    elif match["month4"]:
        moment = Moment(month=month_number(match["month4"]))
    elif match["weekday"]:
        moment = _on_weekday(match["name"], (match["side"] or "").lower(), published)
    elif published:
        moment = _relative(match["relative"].casefold().split(), published)
    return moment


def _century(word: str) -> Moment | None:
    number = _CENTURIES.get(word) or int("0" + re.sub(r"\D", "", word))
    return _years(100 * number - 99, 100 * number) if 0 < number < 22 else None


def _on_weekday(name: str, side: str, published: date | None) -> Moment:
    """A weekday: the last one up to the day of publication; the next one after "next"."""
    weekday = weekday_number(name)
    if published is None:
        return Moment(weekday=weekday)
    day = published - timedelta((published.weekday() - weekday) % 7)
    if side in ("next", "coming"):
        day += timedelta(7)
    return Moment(day, day, day.month, day.day, weekday)


def _relative(words: list[str], published: date) -> Moment:
    word = words[-1]
    if word in ("today", "tonight", "yesterday", "tomorrow"):
        day = published + timedelta({"yesterday": -1, "tomorrow": 1}.get(word, 0))
        return _span(day, day)
    shift = {"this": 0, "last": -1, "next": 1}[words[-2]]
    span = calendar_span(word, published, shift)
    moment = _month(span) if word == "month" else _span(*span)
    if words[0] == "earlier" and moment.since and moment.since <= published:
        return _span(moment.since, published)
    if words[0] == "later" and moment.until and moment.until >= published:
        return _span(published, moment.until)
    return moment


def _is_month(text: str, match: re.Match[str]) -> bool:
    """Whether a month's name alone is one: not "may" the verb, nor "march"."""
    word = match["month4"]
    if not word[0].isupper() or (word.isupper() and len(word) > 1):
        return False
    return word.rstrip(".") not in ("May", "March", "Mar", "Jan", "Dec") or bool(
        _MAY.search(text[: match.start()].lower())
    )


def _weekday(moment: Moment) -> int | None:
    if moment.weekday is not None and moment.since is None:
        return moment.weekday
    if moment.since and moment.since == moment.until:
        return moment.since.weekday()
    return None


def _day(year: str | None, month: str, day: str) -> Moment:
    if year:
        return _span(*[written_day(int(year), month, day)] * 2)
    leap = written_day(2000, month, day)  # refuses February 30
    return Moment(month=leap.month, day=leap.day)


def _span(since: date, until: date) -> Moment:
    same = since == until
    return Moment(since, until, since.month if same else None, since.day if same else None)


def _month(span: DaySpan) -> Moment:
    return Moment(*span, span[0].month)


def _years(first: int, last: int | None = None) -> Moment:
    return Moment(*year_span(first, last))
