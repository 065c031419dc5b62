"""The dates of a text, and what its words for time mean on the day it was published."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from assistant.verify.lexicon import groups
from assistant.verify.types import Fact, Moment

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_WEEKDAY = "|".join(_WEEKDAYS)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\w%])"
_YEAR = r"(?:1\d{3}|20\d\d)(?!\w|[.,]\d|\s?%)"
_ORDINALS = {word: int(number) for word, number in groups("centuries")}
_POINT = re.compile(
    rf"""(?<![\w$€£.,])(?<!(?-i:[A-Z])-)(?:
      (?P<iso>\d{{4}}-\d\d-\d\d)(?!\w)
    | (?:(?:{_WEEKDAY}),?\s+(?:the\s+)?)?(?:
          (?P<month1>{_MONTH})\s+(?P<day1>{_DAY})(?:,?\s+(?P<year1>{_YEAR}))?
        | (?P<day2>{_DAY})\s+(?:of\s+)?(?P<month2>{_MONTH})(?:,?\s+(?P<year2>{_YEAR}))? )
    | (?P<month3>{_MONTH}),?\s+(?:of\s+)?(?P<year3>{_YEAR})
    | (?P<bc>\d{{1,4}}(?:st|nd|rd|th)?(?:\s+century)?\s+(?:BCE?|CE|AD)|AD\s+\d{{1,4}})\b
    | (?P<century>(?:\d{{1,2}}(?:st|nd|rd|th)|{"|".join(_ORDINALS)}))[\s-]+(?:century|centuries)\b
    | (?:(?:early|mid|late)-)?(?P<decade>1\d\d0|20\d0)['’]?s\b
    | (?P<year4>{_YEAR})(?:[-–—/](?P<short>\d\d)(?!\d))?
    | (?P<month4>{_MONTH})(?!\s*\d|['’]s|\w)
    | (?P<weekday>(?:(?P<side>last|next|this|past|coming)\s+)?(?P<name>{_WEEKDAY}))(?:['’]s)?\b
    | (?P<relative>(?:earlier\s+|later\s+)?(?:today|yesterday|tomorrow|tonight
        |(?:this|last|next)\s+(?:week|month|year)))\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# Month names that are words: only with a capital, and "May" not where a verb may stand.
_MAY = re.compile(r"(?:in|of|by|since|from|until|during|before|after|last|this|next|early|late)\s$")

_DATELINE = re.compile(
    r"(?!(?:After|At|Before|By|From|In|On|Since|Until)\s)(?:[^\W\d_a-z][\w.’'/-]*,?\s){1,5}"
    r"[^\n.:;()–—]{0,20}\d{4}\s*(?:\([^)\n]{1,30}\))?\s*[:–—-]\s"
)


def dateline(text: str) -> int:
    """Where the place and day before a report end, 0 where there are none.

    They tell where and when it was written, not of what it tells.
    """
    found = _DATELINE.match(text)
    return found.end() if found else 0


def dates(text: str, published: date | None = None) -> list[Fact]:
    """The dates of `text`, in order; "Wednesday" or "last month" as on the day of publication.

    Without that day, a weekday is told as such, and other such words are left out.
    """
    found: list[Fact] = []
    for match in _POINT.finditer(text):
        if not (match["month4"] and not _is_month(text, match)):
            found.extend(_facts(match, published))
    return found


def agree(said: Moment, source: Moment) -> bool:
    """Whether what is said fits the source: the same, or one holds the other, as far as told."""
    if said.label or source.label:
        return said.label == source.label
    bare = said.weekday is not None or source.since is None
    if bare and _weekday(said) is not None and _weekday(source) is not None:
        return _weekday(said) == _weekday(source)
    if said.since and said.until and source.since and source.until:
        inside = said.since <= source.since and source.until <= said.until
        around = source.since <= said.since and said.until <= source.until
        return inside or around
    return said.month == source.month is not None and (
        said.day is None or source.day is None or said.day == source.day
    )


def narrower(said: Moment, source: Moment) -> bool:
    """Whether what is said tells the time more exactly than the source, which it fits."""
    if not (said.since and said.until and source.since and source.until):
        return False
    within = source.since <= said.since and said.until <= source.until
    return within and (said.since, said.until) != (source.since, source.until)


def written(moment: Moment) -> str:
    """A moment's normal form: "2025-05-21", "2025-05", "2025", "--05-21", a stretch, a label."""
    since, until = moment.since, moment.until
    if since and until:
        return _stretch(since, until)
    if moment.month:
        return f"--{moment.month:02}" + (f"-{moment.day:02}" if moment.day else "")
    return moment.label or _WEEKDAYS[moment.weekday or 0]


def _stretch(since: date, until: date) -> str:
    if since == until:
        return since.isoformat()
    if (since.month, since.day, until.month, until.day) == (1, 1, 12, 31):
        return f"{since.year:04}" + (f"/{until.year:04}" if until.year > since.year else "")
    last = monthrange(until.year, until.month)[1]
    if since == until.replace(day=1) and until.day == last:
        return since.isoformat()[:7]
    return f"{since.isoformat()}/{until.isoformat()}"


def _facts(match: re.Match[str], published: date | None) -> Iterator[Fact]:
    start, end = match.span()
    if match["short"]:
        century = match["year4"][:2]
        first, last = int(match["year4"]), int(century + match["short"])
        if last > first:
            yield _fact(_years(first), start, match.end("year4"))
            yield _fact(_years(last), match.start("short"), end)
            return
        end = match.end("year4")
    try:
        moment = _moment(match, published)
    except (ValueError, OverflowError):  # February 30, or a day outside the calendar
        return
    if moment:
        yield _fact(moment, start, end)


def _fact(moment: Moment, start: int, end: int) -> Fact:
    return Fact("date", written(moment), start, end, moment)


def _moment(match: re.Match[str], published: date | None) -> Moment | None:
    """What was matched; ValueError where there is no such day."""
    moment: Moment | None = None
    if match["iso"]:
        moment = _span(*[date.fromisoformat(match["iso"])] * 2)
    elif match["month1"] or match["month2"]:
        number = "1" if match["month1"] else "2"
        moment = _day(match[f"year{number}"], match[f"month{number}"], match[f"day{number}"])
    elif match["month3"]:
        moment = _month(int(match["year3"]), _index(match["month3"]))
    elif match["bc"]:
        moment = Moment(label=" ".join(match["bc"].split()).upper().replace("BCE", "BC"))
    elif match["century"]:
        moment = _century(match["century"].lower())
    elif match["decade"]:
        moment = _years(int(match["decade"]), int(match["decade"]) + 9)
    elif match["year4"]:
        moment = _years(int(match["year4"]))
    elif match["month4"]:
        moment = Moment(month=_index(match["month4"]))
    elif match["weekday"]:
        moment = _on(match["name"].lower(), (match["side"] or "").lower(), published)
    elif published:
        moment = _relative(match["relative"].lower().split(), published)
    return moment


def _century(word: str) -> Moment | None:
    number = _ORDINALS.get(word) or int("0" + re.sub(r"\D", "", word))
    return _years(100 * number - 99, 100 * number) if 0 < number < 22 else None


def _on(name: str, side: str, published: date | None) -> Moment:
    """A weekday: the last one up to the day of publication; after "next" the one to come."""
    weekday = _WEEKDAYS.index(name)
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
    if word == "week":
        monday = published - timedelta(published.weekday() - 7 * shift)
        moment = _span(monday, monday + timedelta(6))
    elif word == "month":
        months = 12 * published.year + published.month - 1 + shift
        moment = _month(months // 12, months % 12 + 1)
    else:
        moment = _years(published.year + shift)
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


def _index(month: str) -> int:
    return _MONTHS.index(month[:3].lower()) + 1


def _span(since: date, until: date) -> Moment:
    same = since == until
    return Moment(since, until, since.month if same else None, since.day if same else None)


def _day(year: str | None, month: str, day: str) -> Moment:
    number = int(re.sub(r"\D", "", day))
    if year:
        return _span(*[date(int(year), _index(month), number)] * 2)
    date(2000, _index(month), number)  # refuses February 30
    return Moment(month=_index(month), day=number)


def _month(year: int, month: int) -> Moment:
    since = date(year, month, 1)
    return Moment(since, date(year, month, monthrange(year, month)[1]), month)


def _years(first: int, last: int | None = None) -> Moment:
    return Moment(date(first, 1, 1), date(last or first, 12, 31))
