"""What kind of answer a question wants, and whether a text holds one."""

import re
from typing import Literal

Want = Literal["number", "date", "name"] | None

_NUMBER = re.compile(
    r"""(?ix) \bhow\s(?:many|much|long|old|far|tall|big|large|often|high|deep|fast|wide|heavy)\b
    | \b(?:what|which)\s(?:\w+\s)?(?:percent|percentage|number|amount|fraction|portion|share|age
      |size|population|price|cost|salary|distance|height|length|weight|speed|temperature)\b
    | \bpopulation\sof\b | \bwhat\spercent"""
)
_DATE = re.compile(
    r"""(?ix) \bwhen\b | \bdate\sof\b | \brelease\sdate\b
    | \b(?:what|which)\s(?:\w+\s)?(?:year|date|month|day|century|decade|time)\b"""
)
_NAME = re.compile(
    r"""(?ix) \bwho(?:se|m)?\b | \bwhere\b | \blocation\b
    | \b(?:what|which)\s(?:\w+\s){0,2}?(?:person|people|man|woman|scientist|author|actor|actress
      |player|king|queen|president|minister|leader|researcher|company|team|organi[sz]ation|group
      |party|country|countries|city|state|place|town|region|area|county|island|continent|river
      |street|university|name|nation|outlet|newspaper)\b"""
)
_NUMBERS = re.compile(
    r"(?i)\d[\d,.]*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty"
    r"|thirty|forty|fifty|dozen|hundreds?|thousands?|millions?|billions?|half|third|quarter"
    r"|twice|once)\b"
)
_DATES = re.compile(
    r"\b(?:1\d{3}|20\d\d)s?\b|\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?"
    r"|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|century|centuries|decade|yesterday|today"
    r"|tomorrow|(?:this|last|next) (?:week|month|year))\b"
)
_NAMES = re.compile(r"\b[^\W\d_a-z][\w’'-]+")


def wanted(question: str) -> Want:
    """What a question asks for: a number, a date, a name (of a person, place or body), or None."""
    if _NUMBER.search(question):
        return "number"
    if _DATE.search(question):
        return "date"
    return "name" if _NAME.search(question) else None


def holds(text: str, want: Want, question: str) -> bool:
    """Whether a text holds such a thing that the question does not name itself."""
    if want is None:
        return True
    asked = question.lower()
    pattern = {"number": _NUMBERS, "date": _DATES, "name": _NAMES}[want]
    # A sentence's first word is capitalised whatever it is.
    found = pattern.finditer(text, 1 if want == "name" else 0)
    return any(match[0].lower() not in asked for match in found)
