"""True sentences made false, or worded otherwise, by rule and seeded: what `verify` is tried on.

Nothing here knows how `verify` reads a sentence. Each function takes a sentence and a `Random`,
and gives the altered sentence, or None where the sentence offers nothing to alter so that any
reader would agree on what became of its meaning.
"""

import calendar
import re
from collections.abc import Callable, Sequence
from random import Random

from tests.alter_grammar import PAST, denied, reordered, turned
from tests.alter_numbers import number_altered, number_rewritten

__all__ = [
    "name_swapped",
    "names_in",
    "negated",
    "number_altered",
    "reworded",
]

_MONTHS = frozenset((*calendar.month_name, *calendar.day_name))
_TITLES = frozenset(
    re.findall(
        r"\w+", "Mr Mrs Ms Dr Sir Lord President Minister Professor King Queen Pope St General"
    )
)
_NAME = re.compile(r"[A-Z][a-zà-ÿ]+(?:[ -][A-Z][a-zà-ÿ]+){0,3}|[A-Z]{2,5}\b")
# Where a name stands as a noun: after a small word, and not as the adjective of the next word.
_BEFORE = re.compile(
    r"(?:\b(?:of|in|at|by|from|to|with|for|and|between|against|near|under|on|that|as|than|the|[a-z]+ed)"
    r"\s|^)$"
)
_AFTER = re.compile(
    r"(?:[,.;)]|['’]s\b|\s[a-z]+ed\b"
    r"|\s(?:and|was|is|had|has|were|are|in|of|to|who|which|on|at|by|for|from|with|as|did|said"
    rf"|fought|{'|'.join(PAST)})\b)"
)
_JOINED = re.compile(r"\b(?:and|or|with|between|is|was|are|were|called|as|to)\b|,")


def negated(sentence: str, random: Random) -> str | None:
    """The sentence denied: a "not" put in or taken out."""
    return denied(sentence, random)


def reworded(sentence: str, random: Random) -> str | None:
    """The same said otherwise: passive, another order of clauses, numbers in words or digits."""
    ways: list[Callable[[str, Random], str | None]] = [turned, reordered, number_rewritten]
    random.shuffle(ways)
    return next((changed for way in ways if (changed := way(sentence, random))), None)


def names_in(text: str) -> list[str]:
    """The names of a text that stand inside sentences, in order, each once."""
    return list(dict.fromkeys(name for name, _ in _named(text)))


def name_swapped(sentence: str, random: Random, others: Sequence[str]) -> str | None:
    """The sentence with one name replaced by another, or two of its names exchanged.

    `others` are names to choose from: of the document, or of the whole set.
    """
    places = _named(sentence)
    if not places:
        return None
    exchanges = [
        (one, other)
        for one in places
        for other in places
        if one[1] < other[1] and _exchangeable(sentence, one, other)
    ]
    if exchanges and random.random() < 0.3:
        (one, at), (other, later) = random.choice(exchanges)
        middle = sentence[at + len(one) : later]
        return sentence[:at] + other + middle + one + sentence[later + len(other) :]
    name, at = random.choice(places)
    fitting = [other for other in others if _fits(name, other)]
    if not fitting:
        return None
    return sentence[:at] + random.choice(fitting) + sentence[at + len(name) :]


def _named(text: str) -> list[tuple[str, int]]:
    found = []
    for match in _NAME.finditer(text):
        before = text[max(0, match.start() - 20) : match.start()]
        words = re.split(r"[ -]", match[0])
        if any(word in _MONTHS or word in _TITLES for word in words):
            continue
        if re.search(r"[\w'’-]$", before) or re.match(r"[\w-]", text[match.end() :][:1]):
            continue
        if _BEFORE.search(before) and before and _AFTER.match(text, match.end()):
            found.append((match[0], match.start()))
    return found


def _fits(name: str, other: str) -> bool:
    """Whether another name can take a name's place without meaning the same."""
    if (" " in name) != (" " in other) or name.isupper() != other.isupper():
        return False
    mine = {word[:4].lower() for word in re.split(r"[ -]", name)}
    yours = {word[:4].lower() for word in re.split(r"[ -]", other)}
    return not mine & yours


def _exchangeable(sentence: str, one: tuple[str, int], other: tuple[str, int]) -> bool:
    """Whether it matters which of two names comes first: they are in no list and no "A is B"."""
    between = sentence[one[1] + len(one[0]) : other[1]]
    return _fits(one[0], other[0]) and len(between.split()) >= 2 and not _JOINED.search(between)
