"""A sentence → its tokens in order, each with the key that it is compared by."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from assistant.verify.agreement import values_agree
from assistant.verify.lexicon import FUNCTION, LIGHT, LIGHT_WEIGHT, near, stem
from index.text.folding import plain_word
from index.text.mentions import (
    lower_case_words,
    numbers_and_dates,
    overlaps,
    words_of_names,
)
from index.text.names import WORD, bare
from index.text.types import Mention, Moment, Number

TokenKind = Literal["function", "light", "word", "name", "number", "date"]

_CLAUSE = re.compile(r"[,;:()\[\]—]|\s[–-]\s|[.!?]\s")
_NOT = re.compile(r"(?i)(?P<verb>.+)n['’]t$")
_VERBS = {"ca": "can", "wo": "will", "sha": "shall"}
_SMALL = r"(?:(?:of|on|for|the|and|in|&)\s)*"
_LONG_NAME = re.compile(rf"\b[A-Z][\w’']*(?:[\s-]{_SMALL}[A-Z][\w’']*)+")
_ACRONYM = re.compile(r"(?<![\w.])(?:[A-Z]{2,6}|(?:[A-Z]\.){2,5})(?![\w])")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a date: `text`, at the span `start` to `end` of its sentence.

    `key` is what it is compared by. `group` numbers the names of the sentence, -1 for what is in
    none; `clause` numbers its parts between commas and the like. `meaning` is that of a number or
    a date.
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
    def is_content(self) -> bool:
        """Whether it is a content word, number or date: all but function words."""
        return self.kind != "function"

    @property
    def is_mention(self) -> bool:
        """Whether it is a number, a date or part of a name."""
        return self.kind in ("number", "date", "name")

    @property
    def weight(self) -> float:
        """What it counts for in the share of a sentence."""
        return LIGHT_WEIGHT if self.kind == "light" else float(self.is_content)


def tokenize(
    text: str,
    published: date | None = None,
    lower: Collection[str] = frozenset(),
    acronyms: Collection[str] = frozenset(),
) -> list[Token]:
    """The tokens of a sentence.

    `lower` holds words that also occur in lower case, so that a capital at the start makes them no
    names; a long name whose initials `acronyms` holds becomes its acronym.
    """
    # The same sentences come again beside other claims: only what of both sets bears on a sentence
    # tells them apart.
    own = frozenset(lower_case_words(plain_word(text)).intersection(lower))
    short = frozenset(acronyms) if _LONG_NAME.search(text) else frozenset[str]()
    return list(_tokens(text, published, own, short))


@lru_cache(maxsize=1024)
def _tokens(
    text: str, published: date | None, lower: Collection[str], acronyms: Collection[str]
) -> tuple[Token, ...]:
    counted = numbers_and_dates(text, published)
    named = {
        word.start(): group
        for group, run in enumerate(words_of_names(text, lower))
        for word in run
        if not overlaps(word.start(), word.end(), counted)
    }
    short = [] if not acronyms else list(_abbreviated(text, acronyms))
    pieces: list[Token] = [
        _token(
            text, _kind(mention), mention.value, (mention.start, mention.end), -1, _value(mention)
        )
        for mention in counted
    ]
    for place, (key, start, end) in enumerate(short):
        pieces.append(_token(text, "name", key, (start, end), len(named) + place))
    for word in WORD.finditer(text):
        if overlaps(word.start(), word.end(), counted):
            continue
        if any(start <= word.start() < end for _, start, end in short):
            continue
        pieces.extend(_words(word, named.get(word.start(), -1)))
    pieces.sort(key=lambda token: token.start)
    return tuple(_in_clauses(text, pieces))


def same(claimed: Token, source: Token) -> bool:
    """Whether a token of the source means the same as one of the claim."""
    if claimed.meaning is not None or source.meaning is not None:
        return values_agree(claimed.meaning, source.meaning)
    return claimed.key == source.key or near(claimed.key, source.key)


def acronyms_of(texts: Sequence[str]) -> set[str]:
    """The acronyms of the texts, without dots: "US", "IPCC"."""
    return {found.replace(".", "") for text in texts for found in _ACRONYM.findall(text)}


def _kind(mention: Mention) -> TokenKind:
    return "date" if mention.kind == "date" else "number"


def _value(mention: Mention) -> Number | Moment | None:
    return None if isinstance(mention.meaning, tuple) else mention.meaning


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
        yield _token(text, "name", stem(bare(word[0])), (start, end), group)
        return
    negated = _NOT.match(word[0])
    plain = plain_word(bare(word[0]))
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
        own = (token.kind, token.key, token.text, token.start, token.end)
        yield Token(*own, clause, token.group, token.meaning)
