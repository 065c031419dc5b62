"""The outlets that a question names, by the names that people use for them."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from index.text.outlet_names import is_outlet

_WORD = re.compile(r"\w+")
# Words around a name in small letters that make it an outlet's: "a fortune article".
_LEAD = re.compile(
    r"\b(?:according to|reported by|published (?:by|in))\s+(?:the\s+)?[\"'“‘]?$", re.I
)
_TAIL = re.compile(
    r"[\"'”’]?(?:['’]s)?\s+(?:article|report|story|piece|coverage|post|review|guide|interview"
    r"|articles|reports|stories|reported|reporting|says|said|wrote|writes|published)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\s+(?:of\s+)?[A-Z]")
_LONGEST = 8
"""Words of an outlet's name that are looked at."""


@dataclass(frozen=True, slots=True)
class Named:
    """An outlet named at `question[start:end]`."""

    start: int
    end: int
    outlets: tuple[str, ...]


def named(question: str, outlets: Collection[str]) -> Iterator[Named]:
    """Where a question names any of `outlets`, in order; the longest name wins."""
    known = _aliases(tuple(sorted(outlets)))
    words = list(_WORD.finditer(question))
    keys = [word[0].lower() for word in words]
    place = 0
    while known and place < len(words):
        for size in range(min(_LONGEST, len(words) - place), 0, -1):
            names = known.get(tuple(keys[place : place + size]))
            start, end = words[place].start(), words[place + size - 1].end()
            if names and _meant(question, start, end):
                yield Named(start, end, tuple(names))
                place += size - 1
                break
        place += 1


@lru_cache(maxsize=8)
def _aliases(outlets: tuple[str, ...]) -> dict[tuple[str, ...], list[str]]:
    """The names that people use for the outlets, as small words → the outlets."""
    known: dict[tuple[str, ...], list[str]] = {}
    for outlet in outlets:
        short = re.split(r"\s[|–—-]\s|:\s", outlet)[0]
        # "The Herald" is the Riverton Herald to its readers.
        called = next(filter(is_outlet, short.split()[-1:]), short)
        for name in (outlet, short, called, re.sub(r"\.(?:com|net|org|co\.uk)$", "", short)):
            words = tuple(_WORD.findall(name.lower()))[:_LONGEST]
            for key in (words, words[1:] if words[:1] == ("the",) else ()):
                if key and outlet not in known.setdefault(key, []):
                    known[key].append(outlet)
    return known


def _meant(question: str, start: int, end: int) -> bool:
    """Whether the words at `start` to `end` mean an outlet: "Fortune", not "a fortune" or "age".

    Several words do, "The" not counted. One does where the words around it speak of a report, or
    where it stands inside the sentence as a name that goes on in no other: not "the Age of Reason".
    """
    text = question[start:end].removeprefix("the ").removeprefix("The ")
    if len(_WORD.findall(text)) > 1 or _TAIL.match(question, end):
        return True
    if _LEAD.search(question, max(0, start - 40), start):
        return True
    before = question[:start].rstrip(" \"'“‘")
    return (
        before[-1:] not in ("", ".", "?", "!")
        and not text.islower()
        and not _GOES_ON.match(question, end)
    )
