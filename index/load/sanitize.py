"""Text from files, made safe to store and to show."""

import re

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# What moves a terminal's cursor, or turns the direction of the text that follows.
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]+")
LONGEST = 300


def storable(text: str) -> str:
    """A text of the same length, without the characters that UTF-8 or the store can't hold."""
    return UNSTORABLE.sub("\ufffd", text)


def one_line(words: str, longest: int = LONGEST) -> str:
    """Text for a title, a heading, a message: one line, no control characters, not endless."""
    return " ".join(CONTROLS.sub(" ", storable(words)).split())[:longest]
