"""The versions of a document: which is older, which is in force, which a question means."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from assistant.answering.identity import Openings, Twins, is_ordinal, own_marks
from assistant.question.named_sections import named_sections
from assistant.question.query import Query
from index.text.dates import dates_in
from index.text.path_words import file_name
from index.text.types import Moment
from index.types import Source

_WORD = r"(?:versions?|ver\.?|edition|revision|rev\.?|release)"
_DIGITS = r"v?(\d+(?:\.\d+)*)(?![\w%]|\.\d)"
_NUMBER = re.compile(rf"\b{_WORD}\s*(?:no\.?|number|:)?\s*{_DIGITS}|\bv(\d+(?:\.\d+)+)\b", re.I)
_DOTTED = re.compile(r"(?<![\w.])v?(\d{1,3}(?:\.\d{1,3}){1,2})(?![\w%]|\.\d)", re.I)
_REPLACES = re.compile(
    rf"\b(?:replac(?:es|ing)|supersed(?:es|ing)|repeals)\b[^\n.;]{{0,40}}?\b{_DIGITS}", re.I
)
_SINCE = re.compile(
    r"\b(?:in\s+force|effective|valid|applicable|appl(?:ies|y)|with\s+effect|comes?\s+into\s+force|in\s+effect)"
    r"\b(?:\s+date)?:?\s*(?:as\s+)?(?:from|of|since|on)?:?\s*",
    re.I,
)
_UNTIL = re.compile(r"\b(?:in\s+force|valid|appl(?:ies|y)|effective)\s+(?:until|till|to)\s+", re.I)
_STATE = frozenset(
    """
    archiv current draft edit final former latest new obsolet old previous revis supersed updat
    version
    """.split()  # noqa: SIM905
)
"""Stems of names that say which version a document is."""

_OLDER = re.compile(
    r"\b(?:old|older|previous|previously|former|formerly|earlier|superseded|outdated|used\s+to)\b",
    re.I,
)
_ALL = re.compile(
    r"\b(?:changed|differ\w*|compar\w+|versions|than\s+before|which\s+version)\b|\bbefore\W*$",
    re.I,
)
_NOW = re.compile(
    r"\b(?:in\s+force|current\w*|now|nowadays|today|present|presently|newest|latest|up\s+to\s+date)\b",
    re.I,
)
_BEFORE = re.compile(r"\b(?:before|until|prior\s+to|up\s+to)\b[^,;.?]*?\b(\d{4})\b", re.I)
_EARLIEST = date.min


@dataclass(frozen=True, slots=True)
class Version:
    """What a document says of its version: its number, from when on it is in force, until when,
    and the number of the version that it replaces.
    """

    source: Source
    number: tuple[int, ...] = ()
    since: date | None = None
    until: date | None = None
    replaces: tuple[int, ...] = ()

    @property
    def order(self) -> tuple[date, tuple[int, ...]]:
        """What the versions of one document are ordered by."""
        return self.since or self.source.published or _EARLIEST, self.number


def read_version(source: Source, openings: Openings) -> Version:
    """What the beginning and the name of a document say of its version."""
    name = f"{source.title} {file_name(source.name)}"
    return Version(source, *_said(openings.get(source.name, ""), source.title, name))


@lru_cache(maxsize=1 << 12)  # the same documents are found again and again
def _said(
    text: str, title: str, name: str
) -> tuple[tuple[int, ...], date | None, date | None, tuple[int, ...]]:
    """A version's number, since when and until when it is in force, and what it replaces."""
    numbers = [*_numbers(_NUMBER, text), *_numbers(_NUMBER, title), *_numbers(_DOTTED, name)]
    replaced = next(_numbers(_REPLACES, text), ())
    since = next((m.since for m in _days(_SINCE, text) if m.since), None)
    until = next((m.until for m in _days(_UNTIL, text) if m.until), None)
    number = next((each for each in numbers if each != replaced), ())
    return number, since, until, replaced


def version_groups(twins: Sequence[Twins], openings: Openings) -> list[list[Version]]:
    """The versions of each document that has several, the newest first."""
    known: dict[str, Version] = {}
    groups: list[set[str]] = []
    for pair in twins:
        for source in (pair.one, pair.other):
            if source.name not in known:
                known[source.name] = read_version(source, openings)
        if pair.alike and _are_versions(known[pair.one.name], known[pair.other.name]):
            joined = {pair.one.name, pair.other.name}
            for group in [each for each in groups if each & joined]:
                joined |= group
                groups.remove(group)
            groups.append(joined)
    return [
        sorted((known[name] for name in sorted(group)), key=lambda each: each.order, reverse=True)
        for group in groups
    ]


def meant_versions(query: Query, versions: Sequence[Version], today: date) -> list[Version]:
    """Those of a document's versions, the newest first, that a question means.

    They are those whose number it gives, that were in force when it says, or that were before
    the one in force; all where it asks what changed, and else the newest in force.
    """
    text = query.text
    numbers = {*_numbers(_NUMBER, text), *_numbers(_DOTTED, text)}
    numbers -= {_parts(each.number) for each in named_sections(text)}
    if by_number := [each for each in versions if each.number and each.number in numbers]:
        return by_number
    if before := _BEFORE.search(text):
        older = [each for each in versions if each.order[0].year < int(before[1])]
        return older[:1] or list(versions)
    if _ALL.search(text):
        return list(versions)
    in_force = [each for each in versions if each.since is None or each.since <= today]
    newest = (in_force or list(versions))[:1]
    moments = [m.meaning for m in query.mentions if isinstance(m.meaning, Moment)]
    if dated := [each for m in moments if (each := _in_force(versions, m))]:
        return list({each.source.name: each for each in dated}.values())
    if _OLDER.search(text) and not _NOW.search(text):
        older = [each for each in versions if each.order < newest[0].order]
        return older[:1] or newest
    return newest


def absent_version(query: Query, versions: Sequence[Version], texts: Sequence[str]) -> str:
    """The number of a version that a question names, which no document is and no text names."""
    known = {each.number for each in versions} | {each.replaces for each in versions}
    if not all(each.number for each in versions):
        return ""
    known |= {number for text in texts for number in _numbers(_NUMBER, text)}
    asked = [number for number in _numbers(_NUMBER, query.text) if number not in known]
    return ".".join(map(str, asked[0])) if asked else ""


def _in_force(versions: Sequence[Version], moment: Moment) -> Version | None:
    """The version that came into force in a stretch of time, or else was in force in it."""
    if moment.since is None or moment.until is None:
        return None
    known = [each for each in versions if each.order[0] != _EARLIEST]
    begun = [each for each in known if moment.since <= each.order[0] <= moment.until]
    running = [each for each in known if each.order[0] <= moment.since]
    return next(iter(begun or running), None)


def _are_versions(one: Version, other: Version) -> bool:
    """Whether twins are versions of one document, by what they say and by their names."""
    if (one.number and one.number == other.replaces) or (
        other.number and other.number == one.replaces
    ):
        return True
    if one.order == other.order or not (
        (one.number and other.number) or (one.since and other.since)
    ):
        return False
    return all(
        _tells_version(mark, mine)
        for mine, rest in ((one, other), (other, one))
        for mark in own_marks(mine.source, rest.source)
    )


def _tells_version(mark: str, version: Version) -> bool:
    """Whether a mark of a document's name is its version's number, year or state."""
    day = version.since or version.source.published
    if mark in _STATE or mark == ".".join(map(str, version.number)):
        return True
    if day and is_ordinal(mark) and not mark[0].isdigit():
        return True
    return bool(day) and mark.isdigit() and mark == str(day.year if day else 0)


def _numbers(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, ...]]:
    for match in pattern.finditer(text):
        yield _parts(next(group for group in match.groups() if group))


def _parts(number: str) -> tuple[int, ...]:
    """A version's number, so that "2" and "2.0" are one."""
    parts = [int(part) for part in number.split(".") if part.isdigit()]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return tuple(parts)


def _days(pattern: re.Pattern[str], text: str) -> Iterator[Moment]:
    """The days that stand right after what a pattern finds."""
    for match in pattern.finditer(text):
        after = text[match.end() : match.end() + 40]
        found = next(iter(dates_in(after)), None)
        if found and isinstance(found.meaning, Moment) and not after[: found.start].strip(" (:"):
            yield found.meaning
