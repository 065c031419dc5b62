"""A wording of a request: a regular expression that is compiled when a text may fit it."""

import re
from functools import cached_property

_GROUP = re.compile(r"\([^()]*\)")
_UNCLEAR = re.compile(r"\\[()|]|\[[^\]]*[()|]")
"""Brackets and bars that stand for themselves."""
_OPENING = re.compile(r"(?:\(\?:(?P<words>[a-z |]+)\)|(?P<word>[a-z]+))(?P<quantifier>[?*{]?)")


class Wording:
    """A regular expression over a whole text in small letters.

    There are hundreds of them, and to compile one takes as long as to match it a thousand times. So
    one is compiled for the first text that begins as it does.
    """

    def __init__(self, expression: str) -> None:
        self._expression = expression
        self._openings = openings(expression)

    def match(self, text: str) -> "re.Match[str] | None":
        """The match of the whole text, if it fits."""
        return self._pattern.fullmatch(text) if text.startswith(self._openings) else None

    @cached_property
    def _pattern(self) -> "re.Pattern[str]":
        return re.compile(self._expression)


def openings(expression: str) -> tuple[str, ...]:
    """Beginnings one of which each text that fits has; an empty one where they are not plain."""
    found = _OPENING.match(expression)
    outside, groups = expression, 1
    while groups:
        outside, groups = _GROUP.subn("", outside)
    if found is None or "|" in outside or _UNCLEAR.search(expression):
        return ("",)
    if found["words"]:
        return ("",) if found["quantifier"] else tuple(found["words"].split("|"))
    word = found["word"]
    return (word[:-1] if found["quantifier"] else word,)
