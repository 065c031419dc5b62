"""Raised characters: exponents as Unicode's superscripts, note marks left out."""

import re
from collections.abc import Iterable

_SIGNS = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LETTERS = dict(zip("abcd", "ᵃᵇᶜᵈ", strict=True))
_EXPONENT = re.compile(r"[+\-−]?[\dn]{1,6}")
_NOTE_MARK = re.compile(r"[\[(]?\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*[\])]?|[*†‡§]+")

# What a raised number after it does not raise to a power: the end of a sentence or clause, a number
# of three digits or more, a percentage, a word longer than a unit's sign.
_NOTED = re.compile(
    r"""(?: [.,;:!?…'"’”»）。，]
        | (?<![\d.,]) (?: \d{3,} | \d{1,3}(?:[.,’'\u00a0\u2009\u202f\ ]\d{3})+ ) \s?
        | \d\s?[%‰]
        | [^\W\d_]{4,}
    )$""",
    re.VERBOSE,
)
_UNIT_WORD = re.compile(r"(?i)(?:met(?:er|re)|f(?:oo|ee)t|inch(?:e)?|yard|mile|second)s?$")


def joined(segments: Iterable[tuple[str, bool]]) -> str:
    """The text of segments, of which some are raised: "8,935" and a raised "2" are no 89,352."""
    text = ""
    raised = ""
    for segment, is_raised in segments:
        if is_raised:
            raised += segment
        elif segment:
            text = text + as_read(raised, text) + segment
            raised = ""
    return text + as_read(raised, text)


def as_read(raised: str, before: str) -> str:
    """Raised characters as they stand in the text after `before`; empty where they are a note's."""
    mark = raised.strip()
    if not mark:
        return raised
    if _NOTE_MARK.fullmatch(mark) and _NOTED.search(before) and not _UNIT_WORD.search(before):
        return raised[len(raised.rstrip()) :]
    if before[-1:].isdigit() and mark in _LETTERS:
        return _LETTERS[mark]
    return raised.translate(_SIGNS) if _EXPONENT.fullmatch(mark) else raised
