"""Words → stems, by which they are compared: Snowball's English stemmer, as tantivy ships it.

The lexical index stems with the same code, so that what is compared here is found there. Scripts
without spaces between words come as grams: see `unspaced`.
"""

import re
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from index.text.unspaced import grams

if TYPE_CHECKING:
    import tantivy

_TOKEN = re.compile(r"[^\W_]+")


def index_terms(text: str) -> list[str]:
    """The terms of a text as the lexical index holds them: small letters, endings taken off."""
    return analyzed(grams(text))


def analyzed(text: str) -> list[str]:
    """The same of a text whose scripts without spaces are grams by now."""
    return _analyzer().analyze(text)


def stems(text: str) -> list[str]:
    """The stems of a text's words, in order, irregular forms put back to their base first."""
    return [stem(token) for token in _TOKEN.findall(grams(text.lower()))]


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The stem of one word in small letters: "meet" of "met" and of "meeting"."""
    found = _analyzer().analyze(_irregular().get(word, word))
    return found[0] if found else word


@cache
def _irregular() -> dict[str, str]:
    """Irregular form → its base."""
    text = resources.files(__package__).joinpath("irregular_forms.txt").read_text("utf-8")
    groups = re.sub(r"(?m)^#.*$", "", text).split(",")
    return {form: base for base, *forms in map(str.split, groups) for form in forms}


@cache
def _analyzer() -> "tantivy.TextAnalyzer":
    import tantivy

    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (
        tantivy.Filter.lowercase(),
        tantivy.Filter.remove_long(40),
        tantivy.Filter.stemmer("english"),
    ):
        builder = builder.filter(step)
    return builder.build()
