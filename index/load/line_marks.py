"""What stands at a line's start: a bullet, a number, a speaker, "Q:"; and lines of no text."""

import re
from dataclasses import dataclass
from typing import Literal

MarkKind = Literal["bullet", "number", "letter", "question", "answer", "quoted", "rule", "field"]

_PAGE = re.compile(r"(?i)\s*(?:page\s+\d+(?:\s*(?:of|/)\s*\d+)?|[-–—]\s*\d+\s*[-–—])\s*")
_BULLET = re.compile(r"(?:[-*+•–—·▪●○‣◦])[^\S\n]+(?=\S)")
_NUMBER = re.compile(
    r"(?P<label>(?:§{1,2}\s?|(?:Article|Section|Clause|Rule|Step|Art\.)\s)?"
    r"\d{1,3}(?:\.\d{1,3}){0,4}(?![\d,.]*\d))(?P<stop>[.):]?)[^\S\n]+(?=[^\W\d_]|[\"“‘'(\[])"
)
_LETTER = re.compile(r"(?P<label>\((?:[a-z]|[ivx]{1,5})\)|(?:[a-z]|[ivx]{2,5})\))[^\S\n]+(?=\S)")
_QUESTION = re.compile(r"(?:Q|Question)\s?\d{0,3}[:.)][^\S\n]+(?=\S)")
_ANSWER = re.compile(r"(?:A|Answer)\s?\d{0,3}[:.)][^\S\n]+(?=\S)")
_QUOTED = re.compile(r">")
_FIELD = re.compile(r"[A-Z][\w ()/&.-]{0,38}:(?:[^\S\n]+\S|[^\S\n]*$)")
_FORMS: tuple[tuple[MarkKind, re.Pattern[str]], ...] = (
    ("question", _QUESTION),
    ("answer", _ANSWER),
    ("quoted", _QUOTED),
    ("number", _NUMBER),
    ("letter", _LETTER),
    ("bullet", _BULLET),
    ("field", _FIELD),
)
_TIME = r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4},?\s+)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]m)?"
_TURN = re.compile(
    rf"(?:\[?(?P<before>{_TIME})\]?\s*(?:[-–—]\s*)?)?"
    r"(?P<name>[^\W\d_a-z][\w.’'-]*(?:\s(?:[^\W\d_a-z][\w.’'-]*|de|van|von|der|al|of|the|and)){0,4}"
    r"(?:\s?\([^()\n]{1,30}\))??)"
    rf"(?:,?\s*[\[(](?P<after>{_TIME})[\])])?:[^\S\n]+(?=\S)"
)


@dataclass(frozen=True, slots=True)
class LineMark:
    """What a line begins with: its kind, label, length, and a number's depth ("3.2" is 2).

    A number `stops` where a dot or bracket follows it.
    """

    kind: MarkKind
    length: int
    label: str = ""
    depth: int = 0
    stops: bool = False


def line_mark(line: str) -> LineMark | None:
    """The mark of a line without the white space around it; None for plain text."""
    if (len(line) > 2 and not any(map(str.isalnum, line))) or _PAGE.fullmatch(line[:40]):
        return LineMark("rule", len(line))
    for kind, form in _FORMS:
        if found := form.match(line):
            return _mark_of(kind, found)
    return None


def _mark_of(kind: MarkKind, found: re.Match[str]) -> LineMark:
    if kind == "field":
        return LineMark(kind, 0)
    label = found["label"] if kind in ("number", "letter") else ""
    if kind != "number":
        return LineMark(kind, found.end(), label)
    depth = label.count(".") + 1 if label[-1:].isdigit() else 1
    return LineMark(kind, found.end(), label, depth, bool(found["stop"]) or not label[0].isdigit())


def speaker(line: str) -> tuple[str, str] | None:
    """Who speaks in a line "[00:02:02] Lena Fuchs: …", and when, empty where it is not said."""
    found = _TURN.match(line[:200])
    if not found or len(found["name"]) > 60:
        return None
    return found["name"].strip(), found["before"] or found["after"] or ""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line's span without the white space around it, its indent and its mark."""

    start: int
    end: int
    indent: int
    text: str
    mark: LineMark | None
    after_blank: bool
