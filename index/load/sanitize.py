"""Words that files hold, made fit to be stored and shown."""

import re

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# What moves a terminal's cursor, or turns the reading direction of what follows.
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]+")
LONGEST = 300


def storable(text: str) -> str:
    """A text of the same length, without the characters that no UTF-8 and no store takes."""
    return UNSTORABLE.sub("\ufffd", text)


def one_line(words: str, longest: int = LONGEST) -> str:
    """Words for a title, a heading, a message: one line, nothing unseen in it, not endless."""
    return " ".join(CONTROLS.sub(" ", storable(words)).split())[:longest]
