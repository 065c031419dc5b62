"""A sentence as it is weighed: its words and facts in order, each with what it is compared by."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from assistant.verify import dates, names, numbers
from assistant.verify.lexicon import FUNCTION, LIGHT, LIGHT_WEIGHT, near, plain_word, stem
from assistant.verify.types import Fact, Moment, Number

TokenKind = Literal["function", "light", "word", "name", "number", "date"]

_CLAUSE = re.compile(r"[,;:()\[\]—]|\s[–-]\s|[.!?]\s")
_NOT = re.compile(r"(?i)(?P<verb>.+)n['’]t$")
_VERBS = {"ca": "can", "wo": "will", "sha": "shall"}
_SMALL = r"(?:(?:of|on|for|the|and|in|&)\s)*"
_LONG_NAME = re.compile(rf"\b[A-Z][\w’']*(?:[\s-]{_SMALL}[A-Z][\w’']*)+")
_ACRONYM = re.compile(r"(?<![\w.])(?:[A-Z]{2,6}|(?:[A-Z]\.){2,5})(?![\w])")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, name or fact that stands as `text` at `start` to `end` of what was read.

    `key` is what it is compared by. `group` numbers the names of a text, -1 elsewhere; `clause`
    its stretches between commas and the like. `meaning` stands where it is a number or a date.
    """

    kind: TokenKind
    key: str
    text: str
    start: int
    end: int
    clause: int
    group: int = -1
    meaning: Number | Moment | None = None

    @property
    def telling(self) -> bool:
        """Whether it is to be borne out: all but function words."""
        return self.kind != "function"

    @property
    def fact(self) -> bool:
        """Whether it is a number, a date or part of a name."""
        return self.kind in ("number", "date", "name")

    @property
    def weight(self) -> float:
        """What it counts for when the share of a sentence that is borne out is told."""
        return LIGHT_WEIGHT if self.kind == "light" else float(self.telling)


def facts(text: str, published: date | None = None) -> list[Fact]:
    """The comparable facts of `text` in order: numbers, dates and names, none inside another."""
    told = _counted(text, published)
    lower = small_words(text)
    free = [name for name in names.names(text, lower) if not _overlaps(name.start, name.end, told)]
    return sorted((*told, *free), key=lambda fact: fact.start)


def read(
    text: str,
    published: date | None = None,
    lower: Collection[str] = frozenset(),
    acronyms: Collection[str] = frozenset(),
) -> list[Token]:
    """The tokens of a sentence.

    `lower` holds words seen in small letters, so that a capital at the start makes them no names;
    a long name whose initials `acronyms` holds is read as its acronym.
    """
    told = _counted(text, published)
    named = {
        word.start(): group
        for group, run in enumerate(names.runs(text, lower))
        for word in run
        if not _overlaps(word.start(), word.end(), told)
    }
    short = [] if not acronyms else list(_abbreviated(text, acronyms))
    pieces: list[Token] = [
        _token(text, _counted_kind(fact), fact.value, (fact.start, fact.end), -1, _meaning(fact))
        for fact in told
    ]
    for place, (key, start, end) in enumerate(short):
        pieces.append(_token(text, "name", key, (start, end), len(named) + place))
    for word in names.WORD.finditer(text):
        if _overlaps(word.start(), word.end(), told):
            continue
        if any(start <= word.start() < end for _, start, end in short):
            continue
        pieces.extend(_words(word, named.get(word.start(), -1)))
    pieces.sort(key=lambda token: token.start)
    return list(_in_clauses(text, pieces))


def same(said: Token, source: Token) -> bool:
    """Whether a token of the source bears out one of the claim."""
    if said.meaning is not None or source.meaning is not None:
        return facts_agree(said.meaning, source.meaning)
    return said.key == source.key or near(said.key, source.key)


def facts_agree(said: Number | Moment | None, source: Number | Moment | None) -> bool:
    """Whether two numbers or dates agree; a year is a number too, a missing unit no difference."""
    match said, source:
        case Number(), Number():
            units = said.unit == source.unit or ("" in (said.unit, source.unit))
            return said.amount == source.amount and units
        case Moment(), Moment():
            return dates.agree(said, source)
        case Number(unit=""), Moment():
            return numbers.written(said) == dates.written(source)
        case Moment(), Number(unit=""):
            return numbers.written(source) == dates.written(said)
    return False


def small_words(text: str) -> set[str]:
    """The words of a text that it writes in small letters."""
    return set(re.findall(r"\b[a-z][a-z]+\b", text))


def acronyms_of(texts: Sequence[str]) -> set[str]:
    """The acronyms of the texts, without dots: "US", "IPCC"."""
    return {found.replace(".", "") for text in texts for found in _ACRONYM.findall(text)}


def _counted(text: str, published: date | None) -> list[Fact]:
    when = dates.dates(text, published)
    free = [n for n in numbers.numbers(text) if not _overlaps(n.start, n.end, when)]
    return sorted((*when, *free), key=lambda fact: fact.start)


def _overlaps(start: int, end: int, told: Sequence[Fact]) -> bool:
    return any(start < fact.end and fact.start < end for fact in told)


def _counted_kind(fact: Fact) -> TokenKind:
    return "date" if fact.kind == "date" else "number"


def _meaning(fact: Fact) -> Number | Moment | None:
    return None if isinstance(fact.meaning, tuple) else fact.meaning


def _abbreviated(text: str, acronyms: Collection[str]) -> Iterator[tuple[str, int, int]]:
    for match in _LONG_NAME.finditer(text):
        words = list(re.finditer(r"[A-Z][\w]*", match[0]))
        for first in range(len(words)):
            initials = "".join(word[0][0] for word in words[first:])
            joined = len(initials) > 2 or not re.search(r"\b(?:and|the)\b", match[0])
            if len(initials) > 1 and joined and initials in acronyms:
                yield initials.lower(), match.start() + words[first].start(), match.end()
                break


def _words(word: re.Match[str], group: int) -> Iterator[Token]:
    text, (start, end) = word.string, word.span()
    if group >= 0:
        yield _token(text, "name", stem(names.bare(word[0])), (start, end), group)
        return
    negated = _NOT.match(word[0])
    plain = plain_word(names.bare(word[0]))
    if negated or plain == "cannot":
        verb = negated["verb"].lower() if negated else "can"
        middle = start + len(verb)
        yield _token(text, "function", _VERBS.get(verb, verb), (start, middle))
        yield _token(text, "function", "not", (middle, end))
    elif plain in FUNCTION:
        yield _token(text, "function", plain, (start, end))
    else:
        key = stem(plain)
        yield _token(text, "light" if key in LIGHT else "word", key, (start, end))


def _token(
    text: str,
    kind: TokenKind,
    key: str,
    span: tuple[int, int],
    group: int = -1,
    meaning: Number | Moment | None = None,
) -> Token:
    return Token(kind, key, text[slice(*span)], *span, 0, group, meaning)


def _in_clauses(text: str, pieces: Sequence[Token]) -> Iterator[Token]:
    clause, previous = 0, 0
    for token in pieces:
        clause += _CLAUSE.search(text, previous, token.start) is not None
        previous = token.end
        yield replace(token, clause=clause)
