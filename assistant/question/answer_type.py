"""What kind of answer a question wants."""

import re
from typing import Literal

AnswerType = Literal["number", "amount", "date", "year", "person", "name"]
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
_YEAR = re.compile(r"(?i)\b(?:year|century|decade)\b")
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


_EXPLAINED = re.compile(
    r"""(?ix)^\W*(?:(?:and|but|so)\s+)?(?:why|how\s(?!many|much|long|old|far|tall|big|large|often|high|deep
      |fast|wide|heavy|soon|late|early)|am|are|can|could|did|does|do|had|has|have|is|may|might|must|should
      |was|were|will|would|explain|describe|summari[sz]e|tell|compare|list)\b"""
)
"""Begins what is answered by whole sentences: reasons, ways, yes or no."""


_REASON_OR_WAY = re.compile(
    r"""(?ix)^\W*(?:(?:and|but|so)\s+)?(?:why\b(?!\snot\b)|how\s(?:come|do|does|did|can|could|should|must|will
      |would|is|are|was|were|has|have|had|to)\b|explain\b|for\swhat\sreasons?\b
      |what\s(?:happens|happened|should|must|can|do|does|is|are|was|were|would|will|caused|led\sto)\b
       (?:.*\b(?:if|when|in\scase)\b|\s(?:the\s)?(?:\w+\s)?
         (?:reasons?|causes?|consequences?|implications?|process|procedure|way)\b))"""
)


def asks_for_explanation(question: str) -> bool:
    """Whether a reason, a way or what follows from something is asked for."""
    return _REASON_OR_WAY.match(question) is not None


def asks_for_words(question: str) -> bool:
    """Whether a few words may answer: not where it is asked why, how, or whether."""
    return not (_EXPLAINED.match(question) or asks_for_explanation(question))


def answer_type(question: str) -> AnswerType | None:
    """What a question asks for; None where it may be anything."""
    if _AMOUNT.search(question):
        return "amount"
    if _NUMBER.search(question):
        return "number"
    if _DATE.search(question):
        return "year" if _YEAR.search(question) else "date"
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
