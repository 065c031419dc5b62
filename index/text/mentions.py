"""The numbers, dates and names that a text mentions, in order."""

import re
from collections.abc import Collection, Sequence
from datetime import date

from index.text.dates import dates_in
from index.text.names import Run, name_runs, names_in
from index.text.numbers import numbers_in
from index.text.stems import stem
from index.text.stop_words import FUNCTION_WORDS, LIGHT_WORDS
from index.text.types import Mention

_LIGHT_STEMS = frozenset(map(stem, LIGHT_WORDS))


def mentions(text: str, published: date | None = None) -> list[Mention]:
    """The numbers, dates and names of `text` in order, none inside another."""
    counted = numbers_and_dates(text, published)
    lower = lower_case_words(text)
    names = names_in(text, FUNCTION_WORDS, lambda word: _is_common(word, lower))
    free = [name for name in names if not overlaps(name.start, name.end, counted)]
    return sorted((*counted, *free), key=lambda mention: mention.start)


def numbers_and_dates(text: str, published: date | None) -> list[Mention]:
    """The numbers and dates of `text` in order; what is part of a date is no number."""
    dates = dates_in(text, published)
    numbers = [n for n in numbers_in(text) if not overlaps(n.start, n.end, dates)]
    return sorted((*dates, *numbers), key=lambda mention: mention.start)


def words_of_names(text: str, lower: Collection[str]) -> list[Run]:
    """The words of each name; `lower` holds words that also occur in lower case."""
    return name_runs(text, FUNCTION_WORDS, lambda word: _is_common(word, lower))


def overlaps(start: int, end: int, found: Sequence[Mention]) -> bool:
    """Whether a span shares characters with one of the mentions."""
    return any(start < mention.end and mention.start < end for mention in found)


def lower_case_words(text: str) -> set[str]:
    """The words that a text has in lower case."""
    return set(re.findall(r"\b[a-z][a-z]+\b", text))


def _is_common(word: str, lower: Collection[str]) -> bool:
    return word in lower or stem(word) in _LIGHT_STEMS
