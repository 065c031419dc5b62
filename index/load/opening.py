"""What the first lines of an article give before its running text starts.

A headline; a byline such as "The Verge, 2023-10-06" or "By Jane Doe | 6 October 2023"; a dateline
such as "Beijing, May 21, 2025: …" or "ISLAMABAD (Reuters), 21 May 2025 — …"; an address.
"""

import re
from dataclasses import dataclass
from datetime import date

from index.load.written_days import WEEKDAY, first_in
from index.load.written_months import month_in
from index.text.outlet_names import is_outlet

LINES = 5
HEAD = 4_000
EMPHASIS = " \t*_"
"""What may surround a line of Markdown: "*The Verge, 6 October 2023*"."""
PROSE = 160
"""Characters of the longest headline or byline; a longer line is running text."""

LABEL = re.compile(
    r"(?:(?:first |last )?(?:published|updated|posted|modified)|date|by)?\s*(?:on|at)?\s*:?", re.I
)
STATED = re.compile(
    r"(?:\b(?:in (?:force|effect)|effective|valid|applicable|applies|takes effect"
    r"|(?:comes|came|entered|enters) into (?:force|effect))(?: (?:from|since|on|as (?:of|from)))?"
    r"|\b(?:last|latest) (?:updated|update|changed|change|revised|revision|modified|amended|edited"
    r"|reviewed)(?: on)?"
    r"|\bgültig (?:ab|seit)|\bstand|\bin kraft (?:ab|seit)|\b(?:mise|mis) à jour(?: le)?"
    r"|^(?:[\w ]{0,20}\b)?(?:date|datum|updated|issued|revised|approved|adopted|amended)"
    r"(?: of (?:issue|publication|approval|adoption))?)\s*(?:on\b)?\s*[*_]*:?[*_]*\s*$",
    re.I,
)
"""What stands before the day from which a document is: "In force from", "Report date:"."""

AT_THE_TIME = re.compile(
    r"\b(?:in|by|until|till|since|from|to|before|after|during|early|late|mid|between|and)[- ]*$",
    re.I,
)
NAME = re.compile(r"(?:[^\W\d_a-zà-ÿ]|\d|(?:de|la|of|al|the|and|von|van|el|du|da)\b|&)")
SEPARATORS = re.compile(r"[,|·•—–()/:]+|\s-{1,2}(?=\s|$)")
AFTER = re.compile(
    r"(?:T|,?\s+(?:at\s+)?)?(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)?"
    r"\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4}|Z)?\s*(?:\((?P<agency>[^()]{2,40})\))?"
    r"\s*(?P<end>$|[:—–|·•…]|\.{2,}|\.(?=\s|$)|-{1,2}(?=\s))"
)
AGENCY = re.compile(r"\((?P<agency>[A-Z][^()]{1,39})\)")
ADDRESS = re.compile(r"(?:(?:url|source|link|from):?\s*)?<?(?P<url>https?://[^\s<>]+)>?", re.I)
BYLINE = re.compile(r"by\s+(?P<author>\w[^,|·•—–]{2,60})", re.I)


@dataclass(frozen=True, slots=True)
class Opening:
    """What the first lines give; `title` is None where the text starts without a headline.

    `month` is the first day of the month that is given where no day is.
    """

    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    month: date | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """A line's date, and what surrounds it.

    It `is_stated` where words say what it is the date of, such as "in force from"; of a month that
    stands without a day, `published` is the first day.
    """

    published: date
    outlet: str | None
    author: str | None
    alone: bool
    is_stated: bool = False
    is_month: bool = False


def parse_opening(text: str) -> Opening:
    """The headline, dateline, byline and address of a text's first lines."""
    lines = [line.strip(EMPHASIS) for line in text[:HEAD].splitlines()]
    first = [line for line in lines if line][: LINES + 1]
    title = headline(lines)
    month = None
    published = author = url = None
    outlet = title if title and is_outlet(title) else None
    for line in first[1:] if title else first:
        if found := dateline(line):
            if found.is_month:
                month = month or found.published
            elif published is None:
                published = found.published
                outlet, author = outlet or found.outlet, author or found.author
        elif address := ADDRESS.fullmatch(line):
            url = url or address["url"]
        elif (byline := BYLINE.match(line)) and len(line) <= PROSE // 2:
            author = author or byline["author"].strip()
        elif is_outlet(line):
            outlet = outlet or line
        elif len(line) > PROSE or (line.endswith(".") and len(line) > PROSE // 2):
            break
    ended = title or ""
    day = first_in(ended)
    published = published or at_end(ended, day)
    month = month or (None if day else at_end(ended, month_in(ended)))
    return Opening(title, published, outlet, author, url, month)


def at_end(title: str, found: tuple[date, int, int] | None) -> date | None:
    """The day or month that a title ends with: "Report, March 2025", not "… in March 2025"."""
    if not found or title[found[2] :].strip(" ).]"):
        return None
    return None if AT_THE_TIME.search(title[: found[1]]) else found[0]


def stated_at_end(text: str) -> Dateline | None:
    """The date of a line such as "Last updated: 3 May 2025" among a text's last lines."""
    lines = [line.strip() for line in text[-HEAD:].splitlines()]
    for line in reversed([line for line in lines if line][-LINES:]):
        if len(line) <= PROSE and (found := dateline(line)) and found.is_stated:
            return found
    return None


def headline(lines: list[str]) -> str | None:
    """The first line, where it looks like a headline, or a byline follows it."""
    rest = iter(lines)
    first = next((line for line in rest if line), "")
    after = next(rest, "")
    following = after or next((line for line in rest if line), "")
    if not following or not any(character.isalpha() for character in first) or is_about(first):
        return None
    if is_about(following) and len(first) <= 2 * PROSE:
        return first.lstrip("# ")
    bare = first.rstrip("\"'”’»)")
    if (
        len(first) > PROSE
        or bare.endswith((".", ",", ";", ":", "…"))
        or (after and goes_on(first, after))
    ):
        return None
    return first.lstrip("# ")


def is_about(line: str) -> bool:
    """Whether a line is a dateline, a byline or an address."""
    return bool(ADDRESS.fullmatch(line) or BYLINE.match(line) or dateline(line))


def goes_on(line: str, following: str) -> bool:
    """Whether a sentence runs over the line's end, as in text wrapped at a width."""
    return following[:1].islower() or (50 <= len(line) <= 100 and 50 <= len(following) <= 100)


def dateline(line: str) -> Dateline | None:
    """The line's dateline or dated byline; None where the date is in running text."""
    day = first_in(line[:PROSE])
    found = day or month_in(line[:PROSE])
    if not found:
        return None
    published, start, end = found
    if STATED.search(line[:start]):
        alone = not line[end:].strip()
        return Dateline(published, None, None, alone, is_stated=True, is_month=day is None)
    after = AFTER.match(line[end : end + PROSE])
    before = line[:start].rstrip()
    before = re.sub(rf"\b{WEEKDAY.pattern}$", "", before, flags=re.I).rstrip()
    parts = [part.strip() for part in SEPARATORS.split(before) if part.strip()]
    if not is_set_off(before, parts):
        return None
    named = next((part for part in reversed(parts) if is_outlet(part)), None)
    if not after:
        return Dateline(published, named, None, alone=False) if named and day else None
    agency = AGENCY.search(before)
    names = [part for part in parts if not LABEL.fullmatch(part)]
    authors = [name[3:].strip() for name in names if name[:3].lower() == "by "]
    others = [name for name in names if name[:3].lower() != "by "]
    behind = line[end + after.end() :].strip(" .")
    byline = BYLINE.fullmatch(behind)
    author = authors[0] if authors else byline["author"] if byline else None
    alone = bool(byline) or (not after["end"] and not behind)
    outlet = agency["agency"] if agency else after["agency"] or named
    if outlet is None and alone and others and is_outlet_line(before, line[start:end], author):
        outlet = others[-1]
    if day is None and not alone:
        return None
    return Dateline(published, outlet, author, alone, is_month=day is None)


def is_set_off(before: str, parts: list[str]) -> bool:
    """Whether what precedes a date is places, names and labels, set off from it."""
    if not before:
        return True
    if len(parts) > 6 or not all(is_name(part) or LABEL.fullmatch(part) for part in parts):
        return False
    return (
        bool(SEPARATORS.match(before[-1]))
        or before.endswith("-")
        or before.isupper()
        or bool(parts and LABEL.fullmatch(parts[-1]))
    )


def is_name(part: str) -> bool:
    """Whether every word of a part may be in a name: capitalized, a number, a particle."""
    words = part.split()
    return len(words) <= 8 and all(NAME.match(word) for word in words)


def is_outlet_line(before: str, written: str, author: str | None) -> bool:
    """Whether the name before a date is an outlet's; in "Beijing, May 21, 2025" it is a place."""
    return written[:4].isdigit() or bool(author) or bool(re.search(r"[|·•—–]", before))
