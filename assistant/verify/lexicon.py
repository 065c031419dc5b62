"""What is known of English words: which carry no meaning of their own, and which are the same."""

import re
from functools import cache, lru_cache
from importlib import resources

from index.text.folding import plain_word
from index.text.stems import stem as plain_stem
from index.text.stop_words import FUNCTION_WORDS, LIGHT_WORDS


def words_of(section: str) -> frozenset[str]:
    """The words of a section of `lexicon.txt`."""
    return frozenset(_sections()[section].split())


def groups(section: str) -> list[list[str]]:
    """The groups of words of a section of `lexicon.txt`, which commas part."""
    return [group.split() for group in _sections()[section].split(",")]


@cache
def _sections() -> dict[str, str]:
    text = resources.files(__package__).joinpath("lexicon.txt").read_text("utf-8")
    parts = re.split(r"(?m)^\[(.+)\]$", re.sub(r"(?m)^#.*$", "", text))[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


FUNCTION = FUNCTION_WORDS
"""Function words: a source need not have them to entail a claim."""

LIGHT_WEIGHT = 0.3

_PRONOUNS = words_of("pronouns")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """What a word is compared by: lower case, no accents, no English endings."""
    return plain_stem(plain_word(word))


LIGHT = frozenset(map(stem, LIGHT_WORDS))
"""Stems of words that add little: they have less weight."""


@lru_cache(maxsize=1 << 16)
def near(one: str, other: str) -> bool:
    """Whether two stems come from one word, or are much the same: "agree" and "agreement"."""
    if not _alike().get(one, frozenset()).isdisjoint(_alike().get(other, frozenset())):
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < 4 or not short.isalpha() or opposite(one, other):
        return False
    shared = next((i for i, c in enumerate(short) if c != long[i]), len(short))
    return shared >= max(4, len(short) - 1) and _ENDING.fullmatch(long[shared:]) is not None


_ENDING = re.compile(
    r"(?:e|i|y|a|s)?(?:ment|ation|tion|ion|ian|an|n|ese|ish|ic|al|ial|er|or|ed|en|ing|ity|iti|ness"
    r"|ance|ence|ant|ent|ist|ism|iv|ive|ful|ous|able|ible|ly|li|e|i|y|s|t|th)?(?:s|al|li|ly)?"
)


@lru_cache(maxsize=1 << 16)
def opposite(one: str, other: str) -> bool:
    """Whether two stems mean opposites: "rise" and "fall", "lawful" and "unlawful"."""
    if (one, other) in _opposites() or (other, one) in _opposites():
        return True
    short, long = sorted((one, other), key=len)
    prefix = long.removesuffix(short)
    return len(short) > 3 and prefix in ("un", "in", "im", "il", "ir", "non", "dis")


def is_pronoun(word: str) -> bool:
    """Whether the word is a pronoun."""
    return plain_word(word) in _PRONOUNS


@cache
def _alike() -> dict[str, set[int]]:
    """Stem → the numbers of the groups of synonyms that it belongs to."""
    found: dict[str, set[int]] = {}
    for number, group in enumerate(groups("alike")):
        for word in group:
            found.setdefault(stem(word), set()).add(number)
    return found


@cache
def _opposites() -> frozenset[tuple[str, str]]:
    return frozenset((stem(one), stem(other)) for one, other in groups("opposites"))
