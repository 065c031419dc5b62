"""Which language a text is in: by its letters, and by the words that join and ask."""

import re
from collections import Counter
from functools import cache, lru_cache
from importlib import resources

from index.text.stop_words import FUNCTION_WORDS, STOP_WORDS

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u093e-\u094d\u0900-\u0903])*")
_FEW = 3
"""Words up to which a text in plain letters passes for English: names have no stop words."""

UNKNOWN = "und"

_SCRIPTS = (
    ("ja", re.compile("[ぁ-ゖァ-ヺ]")),
    ("zh", re.compile("[㐀-鿿]")),
    ("ko", re.compile("[가-힣]")),
    ("th", re.compile("[ก-๎]")),
    ("hi", re.compile("[ऄ-ॏ]")),
    ("ur", re.compile("[ٹڈڑںےہھ]")),
    ("fa", re.compile("[پچژگ]")),
    ("ar", re.compile("[ء-ي]")),
    ("el", re.compile("[α-ωά-ώ]")),
    ("he", re.compile("[א-ת]")),
    ("ru", re.compile("[а-яё]")),
)
"""The letters of a language, the more particular before those that share them: kana make Japanese
of Chinese characters. What else is written in them passes for it."""


@lru_cache(maxsize=1 << 10)  # the passages of one question are asked about again and again
def language(text: str) -> str:
    """The language's ISO 639-1 code: `en` for English, `und` where nothing tells.

    A few words in plain letters pass for English.
    """
    words = _WORD.findall(text.lower())
    foreign = "".join(word for word in words if not word.isascii())
    if words and len(foreign) * 2 > sum(map(len, words)):
        by_letters = next((code for code, letters in _SCRIPTS if letters.search(foreign)), "")
        if by_letters:
            return by_letters
    counts = Counter(dict.fromkeys(_function_words(), 0))
    counts.update(code for word in words for code in _languages_of().get(word, ()))
    english = sum(word in FUNCTION_WORDS for word in words)
    code, most = counts.most_common(1)[0]
    # "in", "over" and "die" are words of several languages: in plain letters one alone says little.
    if most > english + (1 if foreign or not english else 2) - bool(foreign):
        return code
    plain = sum(word.isascii() for word in words) >= len(words) / 2
    return "en" if plain and (len(words) <= _FEW or english) else UNKNOWN


def function_words(code: str) -> frozenset[str]:
    """A language's words that join and ask, in small letters; none where there is no list."""
    return STOP_WORDS if code == "en" else _function_words().get(code, frozenset())


@cache
def _function_words() -> dict[str, frozenset[str]]:
    text = resources.files(__package__).joinpath("languages.txt").read_text("utf-8")
    lines = [line.partition(":") for line in text.splitlines() if line and line[0] != "#"]
    return {code: frozenset(words.split()) for code, _, words in lines}


@cache
def _languages_of() -> dict[str, list[str]]:
    """A word that joins or asks → the codes of the languages that have it."""
    found: dict[str, list[str]] = {}
    for code, words in _function_words().items():
        for word in words:
            found.setdefault(word, []).append(code)
    return found
