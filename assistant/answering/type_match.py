"""How well a text holds a mention of the type that a question asks for."""

import re
from collections.abc import Callable, Iterator, Mapping

from assistant.answering import answering_weights as weights
from assistant.question.answer_type import AnswerType
from index.text.number_words import CARDINALS, MAGNITUDES
from index.text.stop_words import STOP_WORDS
from index.text.time_words import DAY, MONTH_WORD, TIME_OF_DAY, WEEKDAY, YEAR

_YEAR = rf"\b{YEAR}\b"
_DATES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "EXACT_DATE",
        re.compile(
            rf"\b{MONTH_WORD}\s+{DAY}(?:,|\s+of)?\s+{_YEAR}"
            rf"|\b{DAY}(?:\s+of)?\s+{MONTH_WORD},?\s+{_YEAR}"
            rf"|\b{YEAR}-\d\d-\d\d\b"
        ),
    ),
    (
        "PARTIAL_DATE",
        re.compile(
            rf"\b{MONTH_WORD}\s+\d{{1,2}}\b|\b\d{{1,2}}\s+{MONTH_WORD}|\b{MONTH_WORD},?\s+{_YEAR}"
        ),
    ),
    ("PARTIAL_DATE", re.compile(TIME_OF_DAY)),
    ("BARE_YEAR", re.compile(rf"{_YEAR}s?\b|\b\w+\scentur(?:y|ies)\b")),
    (
        "VAGUE_DATE",
        re.compile(
            rf"\b(?:{MONTH_WORD}|{WEEKDAY}|decade|yesterday|today|tomorrow"
            r"|(?:this|last|next) (?:week|month|year))\b"
        ),
    ),
)
"""Forms of a date, the most exact first, with the name of what each counts."""

_DATELINE = re.compile(rf"^\W*{MONTH_WORD}\s+\d{{1,2}},\s+{_YEAR}\s*(?=[.…|·—–-])")
"""The date of a report at its head: it dates the report, not what is asked for."""

_COUNTED = (
    rf"(?:{'|'.join(CARDINALS)}|(?:dozen|{'|'.join(MAGNITUDES)})s?|half|third|quarter|twice|once)"
)
_NUMBERS = re.compile(rf"(?i)\d[\d,.]*|\b{_COUNTED}\b")
_AMOUNTS = re.compile(
    r"(?i)(?:[$€£¥₹]|\b(?:US|Rs)\.?\$?)\s?\d[\d,.]*|\d[\d,.]*\s?(?:(?:thousand|million|billion"
    r"|trillion|bn|m|k)\s)?(?:dollars?|euros?|pounds?|yuan|yen|rupees?|afghanis?|cents|USD|EUR|GBP)\b"
)
_NAMES = re.compile(r"\b[^\W\d_a-z][\w’'-]+")
_WHOLE_NAMES = re.compile(
    r"\b[^\W\d_a-z][\w’'-]*[a-zà-ÿ][\w’'-]*(?:\s(?:[A-Z]\.|al|bin|de|der|del|di|la|van|von)){0,2}"
    r"(?:\s[^\W\d_a-z][\w’'-]*[a-zà-ÿ][\w’'-]*)+"
)
_NO_PERSON = re.compile(
    rf"""(?x) \b(?:{MONTH_WORD}|{WEEKDAY}|Academy|Agency|Associations?
    |Assembly|Awards?|Bank|Bowl|Championships?|City|College|Committee|Company|Conference|Corporation
    |Council|County|Court|Cup|Department|Elections?|Finals?|Games?|Government|Group|House|Inc|Institute
    |International|League|Ministry|National|Office|Open|Organi[sz]ation|Party|Province|Results?
    |School|Season|Senate|Series|Show|States?|Studios|System|Team|The|Tour|Trophy|Union|United
    |University|War|World)\b"""
)
"""Words of the names of bodies and events, which two capitals in a row may be too."""


def type_match(text: str, kind: AnswerType | None, question: str) -> float:
    """How well, in [0, 1], a text holds a mention of this type that the question does not.

    1 is an exact one: a day with its month and year, a sum of money, a name and surname.
    """
    return _MATCHES[kind](text, question.lower()) if kind else 1.0


def _date(text: str, asked: str) -> float:
    body = _DATELINE.sub("", text)
    found = (form for form, pattern in _DATES if any(_new(pattern, body, asked)))
    worth: float = getattr(weights, next(found, "NO_DATE"))
    return worth


def _year(text: str, asked: str) -> float:
    worth = _date(text, asked)
    return 1.0 if worth and re.search(_YEAR, _DATELINE.sub("", text)) else worth


def _number(text: str, asked: str) -> float:
    found = [match.start() for match in _new(_NUMBERS, text, asked)]
    if not found:
        return 0.0
    dates = [match.span() for _, pattern in _DATES for match in pattern.finditer(text)]
    if any(not any(start <= at < end for start, end in dates) for at in found):
        return 1.0
    return weights.PARTIAL_MATCH


def _amount(text: str, asked: str) -> float:
    return 1.0 if any(_new(_AMOUNTS, text, asked)) else weights.PARTIAL_MATCH * _number(text, asked)


def _person(text: str, asked: str) -> float:
    for match in _WHOLE_NAMES.finditer(text):
        name = [word for word in match[0].split() if word.lower() not in STOP_WORDS]
        new = any(word.lower() not in asked for word in name)
        if new and len(name) > 1 and not _NO_PERSON.search(match[0]):
            return 1.0
    return weights.PARTIAL_MATCH * _name(text, asked)


def _name(text: str, asked: str) -> float:
    # A sentence's first word is capitalised whatever it is.
    return float(any(_new(_NAMES, text, asked, 1)))


def _new(
    pattern: re.Pattern[str], text: str, asked: str, start: int = 0
) -> Iterator[re.Match[str]]:
    return (match for match in pattern.finditer(text, start) if match[0].lower() not in asked)


_MATCHES: Mapping[str, Callable[[str, str], float]] = {
    "number": _number,
    "amount": _amount,
    "date": _date,
    "year": _year,
    "person": _person,
    "name": _name,
}
