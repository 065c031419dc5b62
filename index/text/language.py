"""Which language a text is in, as far as the stop list can tell: English, or not known."""

import re

from index.text.stop_words import STOP_WORDS

_WORD = re.compile(r"[^\W\d_]+")
_FEW = 3
"""Words up to which a text in plain letters passes for English: names have no stop words."""


def language(text: str) -> str:
    """`en` for English, `und` (undetermined, as in ISO 639-2) for anything else."""
    words = _WORD.findall(text.lower())
    plain = sum(word.isascii() for word in words) >= len(words) / 2
    known = len(words) <= _FEW or not STOP_WORDS.isdisjoint(words)
    return "en" if plain and known else "und"
