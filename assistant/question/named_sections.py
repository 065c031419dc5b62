"""The sections, clauses, steps and the like that a question names by their number."""

import re
from dataclasses import dataclass
from typing import Literal

Part = Literal["section", "item"]

_SECTION = (
    "section|sec|clause|cl|article|art|rule|regulation|paragraph|para|chapter|part|annex|appendix"
    "|schedule|heading"
)
_ITEM = "item|point|step|question|task|bullet"
# "I" alone is who asks: "the rule I must follow".
_NUMBER = r"(?:\d+(?:\.\d+)*[a-z]?|[IVXLC]{2,}|[A-HJ-Z])(?:\([a-z0-9]{1,4}\))*"
_NAMED = re.compile(
    rf"(?:(?:\b(?P<section>{_SECTION})s?\b\.?|(?P<sign>§§?))|\b(?P<item>{_ITEM})s?\b\.?)"
    rf"\s*(?P<first>(?-i:{_NUMBER}))(?![\w%])"
    rf"(?:\s*(?:,|and|or|to|[-–])\s*(?P<second>(?-i:{_NUMBER}))(?![\w%]|\.\w))?",
    re.IGNORECASE,
)
_LABEL = re.compile(
    rf"\W*(?:(?:{_SECTION}|{_ITEM}|q)\b\.?\s*)?[§(\[]*\s*(?P<number>(?-i:{_NUMBER}|[a-zI]|[ivx]+))"
    r"(?=[\s.):\]–—-]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NamedSection:
    """A part of a document that a question names: "section 3.2", "§ 3", "step 2".

    An `item` is one of a list: a step, a point, a question. `number` is in small letters.
    """

    part: Part
    number: str


def named_sections(question: str) -> tuple[NamedSection, ...]:
    """The sections and items that `question` names, in order."""
    found: list[NamedSection] = []
    for match in _NAMED.finditer(question):
        part: Part = "item" if match["item"] else "section"
        numbers = (match["first"], match["second"])
        found += [NamedSection(part, number.lower()) for number in numbers if number]
    return tuple(dict.fromkeys(found))


def label_number(label: str) -> str:
    """The number with which a label or heading begins ("§ 3", "3.2 Carry over"); "" without."""
    found = _LABEL.match(label)
    return found["number"].lower() if found else ""


def is_within(number: str, section: str) -> bool:
    """Whether what is numbered so is the section, or a part of it: "3.2" and "3(a)" of "3"."""
    rest = number.removeprefix(section)
    return number.startswith(section) and (not rest or rest[0] in ".(")
