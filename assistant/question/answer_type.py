"""What kind of answer a question wants, and how well a text holds one."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from index.text.number_words import CARDINALS, MAGNITUDES
from index.text.stop_words import STOP_WORDS
from index.text.time_words import DAY, MONTH_WORD, WEEKDAY, YEAR

AnswerType = Literal["number", "amount", "date", "person", "name"]
"""A name is of a place or a body."""

RequiredMention = Literal["date", "number"]
"""What a quote must hold to answer some questions at all."""

_MONEY = (
    r"(?:revenue|income|profit|loss|earnings|turnover|sales|price|cost|budget|salary|wages?|fine"
    r"|debt|fee|fare|valuation|worth|spending|investment|aid)s?"
)
_WHICH = r"\b(?:what|which)\s(?!(?:can|could|did|do|does|had|has|have|should|will|would)\b)"
"""Opens a question after a thing: "which ministers", not "what did the ministers say"."""

_AMOUNT = re.compile(
    rf"""(?ix) {_WHICH}(?:[\w’'-]+\s){{0,4}}?{_MONEY}\b
    | \bhow\s(?:much|expensive|costly)\b.*\b(?:money|pay
      |paid|spen[dt]|cost|earn|raise|sell|sold|lose|lost|make|made|owe|owned|{_MONEY})\w*\b"""
)
_NUMBER = re.compile(
    r"""(?ix) \bhow\s(?:many|much|long|old|far|tall|big|large|often|high|deep|fast|wide|heavy)\b
    | \b(?:what|which)\s(?:\w+\s)?(?:percent|percentage|number|amount|fraction|portion|share|age
      |size|population|distance|height|length|weight|speed|temperature)\b
    | \bpopulation\sof\b | \bwhat\spercent"""
)
_DATE = re.compile(
    r"""(?ix) \bwhen\b | \bdate\sof\b
    | \b(?:what|which)\s(?:\w+\s)?(?:year|date|month|day|century|decade|time)\b
    | \b(?:what|which)\s(?:is|was|are|were)\s(?:[\w’'-]+\s){1,4}?dates?\b"""
)
_YEAR_ASKED = re.compile(r"(?i)\b(?:year|century|decade)\b")
_PERSON = re.compile(
    rf"""(?ix) \bwho(?:se|m)?\b
    | {_WHICH}(?:\w+\s){{0,2}}?(?:person|people|man|woman|scientist|author|actor|actress
      |player|king|queen|president|minister|leader|researcher)\b"""
)
_NAME = re.compile(
    rf"""(?ix) \bwhere\b | \blocation\b
    | {_WHICH}(?:\w+\s){{0,2}}?(?:company|team|organi[sz]ation|group|party|country|countries
      |city|state|place|town|region|area|county|island|continent|river|street|university|name
      |nation|outlet|newspaper)\b"""
)

_YEAR = rf"\b{YEAR}\b"
_DATES: tuple[tuple[float, re.Pattern[str]], ...] = (
    (
        1.0,
        re.compile(
            rf"\b{MONTH_WORD}\s+{DAY}(?:,|\s+of)?\s+{_YEAR}"
            rf"|\b{DAY}(?:\s+of)?\s+{MONTH_WORD},?\s+{_YEAR}"
            rf"|\b{YEAR}-\d\d-\d\d\b"
        ),
    ),
    (
        0.8,
        re.compile(
            rf"\b{MONTH_WORD}\s+\d{{1,2}}\b|\b\d{{1,2}}\s+{MONTH_WORD}|\b{MONTH_WORD},?\s+{_YEAR}"
        ),
    ),
    (0.6, re.compile(rf"{_YEAR}s?\b|\b\w+\scentur(?:y|ies)\b")),
    (
        0.5,
        re.compile(
            rf"\b(?:{MONTH_WORD}|{WEEKDAY}|decade|yesterday|today|tomorrow"
            r"|(?:this|last|next) (?:week|month|year))\b"
        ),
    ),
)
"""Ways to tell a date, the most exact first, with what each is worth."""

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

_PART = 0.5
"""What a thing is worth that may be what is asked for: a surname, a plain number for an amount."""


_DATE_REQUIRED = re.compile(
    r"""(?ix)^\W*(?:(?:and|so|at|by|during|from|in|on|since|until)\s+)*
    (?:when|(?:what|which)\s(?:\w+\s)?(?:year|date|month|day|century|decade))\b"""
)
_ANOTHER_ASKED = re.compile(r"(?i),.*\b(?:how|what|where|which|who|whom|whose|why)\b")
"""What is asked where "when" only opens: "When prices rise, who gains?"."""

_MEASURES = (
    r"age|amount|area|cost|density|depth|distance|elevation|height|length|mass|number|percentage"
    r"|population|price|ratio|size|speed|temperature|weight|width"
)
_NUMBER_REQUIRED = re.compile(
    rf"""(?ix)^\W*how\s(?:big|deep|far|fast|heavy|high|large|long|many|much|often|old|populous|tall|wide)\b
    |\bwhat\s(?:is|was|are|were)\sthe\s(?:[\w-]+\s)?(?:{_MEASURES})\b|\b(?:what|which)\s(?:{_MEASURES})\b"""
)


def answer_type(question: str) -> AnswerType | None:
    """What a question asks for; None where it may be anything."""
    if _AMOUNT.search(question):
        return "amount"
    if _NUMBER.search(question):
        return "number"
    if _DATE.search(question):
        return "date"
    if _PERSON.search(question):
        return "person"
    return "name" if _NAME.search(question) else None


def required(question: str) -> RequiredMention | None:
    """The kind of mention without which no quote answers; None where there is no such kind."""
    if (asked := _DATE_REQUIRED.match(question)) and not _ANOTHER_ASKED.search(
        question, asked.end()
    ):
        return "date"
    return "number" if _NUMBER_REQUIRED.search(question) else None


def type_match(text: str, kind: AnswerType | None, question: str) -> float:
    """How well, in [0, 1], a text holds a mention of this type that the question does not.

    1 is an exact one: a day with its month and year, a sum of money, a name and surname.
    """
    return _MATCHES[kind](text, question.lower()) if kind else 1.0


def _date(text: str, asked: str) -> float:
    body = _DATELINE.sub("", text)
    year = _YEAR_ASKED.search(asked)
    for worth, pattern in _DATES:
        if any(_new(pattern, body, asked)):
            return 1.0 if year and re.search(_YEAR, body) else worth
    return 0.0


def _number(text: str, asked: str) -> float:
    dates = [match.span() for _, pattern in _DATES for match in pattern.finditer(text)]
    found = [match.start() for match in _new(_NUMBERS, text, asked)]
    if any(not any(start <= at < end for start, end in dates) for at in found):
        return 1.0
    return _PART * bool(found)


def _amount(text: str, asked: str) -> float:
    return 1.0 if any(_new(_AMOUNTS, text, asked)) else _PART * _number(text, asked)


def _person(text: str, asked: str) -> float:
    for match in _WHOLE_NAMES.finditer(text):
        name = [word for word in match[0].split() if word.lower() not in STOP_WORDS]
        new = any(word.lower() not in asked for word in name)
        if new and len(name) > 1 and not _NO_PERSON.search(match[0]):
            return 1.0
    return _PART * _name(text, asked)


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
    "person": _person,
    "name": _name,
}
