"""The numbers, dates and names that a text mentions, and whether two mentions can be one."""

import re
from collections.abc import Collection, Sequence
from datetime import date

from assistant.verify.lexicon import FUNCTION, LIGHT, near, stem
from index.text.dates import canonical_date, dates_in, moments_agree
from index.text.names import Run, acronym, name_runs, names_in, without_titles
from index.text.numbers import canonical_number, numbers_in
from index.text.types import Mention, Moment, Name, Number


def mentions(text: str, published: date | None = None) -> list[Mention]:
    """The numbers, dates and names of `text` in order, none inside another."""
    counted = numbers_and_dates(text, published)
    lower = lower_case_words(text)
    names = names_in(text, FUNCTION, lambda word: _is_common(word, lower))
    free = [name for name in names if not overlaps(name.start, name.end, counted)]
    return sorted((*counted, *free), key=lambda mention: mention.start)


def numbers_and_dates(text: str, published: date | None) -> list[Mention]:
    """The numbers and dates of `text` in order; what is part of a date is no number."""
    dates = dates_in(text, published)
    numbers = [n for n in numbers_in(text) if not overlaps(n.start, n.end, dates)]
    return sorted((*dates, *numbers), key=lambda mention: mention.start)


def words_of_names(text: str, lower: Collection[str]) -> list[Run]:
    """The words of each name; `lower` holds words that also occur in lower case."""
    return name_runs(text, FUNCTION, lambda word: _is_common(word, lower))


def overlaps(start: int, end: int, found: Sequence[Mention]) -> bool:
    """Whether a span shares characters with one of the mentions."""
    return any(start < mention.end and mention.start < end for mention in found)


def lower_case_words(text: str) -> set[str]:
    """The words that a text has in lower case."""
    return set(re.findall(r"\b[a-z][a-z]+\b", text))


def agree(one: Mention, other: Mention) -> bool:
    """Whether two mentions can mean the same: "May 2025" and "May 21, 2025"."""
    if isinstance(one.meaning, tuple) and isinstance(other.meaning, tuple):
        return names_agree(one.meaning, other.meaning)
    if isinstance(one.meaning, tuple) or isinstance(other.meaning, tuple):
        return False
    return values_agree(one.meaning, other.meaning) or values_agree(other.meaning, one.meaning)


def values_agree(claimed: Number | Moment | None, source: Number | Moment | None) -> bool:
    """Whether two numbers or dates agree; a year is a number too, a missing unit no difference."""
    match claimed, source:
        case Number(), Number():
            units = claimed.unit == source.unit or ("" in (claimed.unit, source.unit))
            return claimed.amount == source.amount and units
        case Moment(), Moment():
            return moments_agree(claimed, source)
        case Number(unit=""), Moment():
            return canonical_number(claimed) == canonical_date(source)
        case Moment(), Number(unit=""):
            return canonical_number(source) == canonical_date(claimed)
    return False


def names_agree(claimed: Name, source: Name) -> bool:
    """Whether one name is part of the other, or its acronym: "Dar" and "Ishaq Dar"."""
    if acronym(claimed) == "".join(source) or acronym(source) == "".join(claimed):
        return True
    short, long = sorted((without_titles(claimed), without_titles(source)), key=len)
    return all(any(_same_word(word, other) for other in long) for word in short)


def _same_word(one: str, other: str) -> bool:
    """Whether two words of names are the same: "China", "Chinese"; "U.S.", "US"."""
    if one.isupper() and other.isupper() and len(one) <= 5:
        return one == other
    mine, yours = stem(one), stem(other)
    return mine == yours or near(mine, yours)


def _is_common(word: str, lower: Collection[str]) -> bool:
    return word in lower or stem(word) in LIGHT
