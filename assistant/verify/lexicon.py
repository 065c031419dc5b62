"""What is known of English words: which carry no meaning of their own, and which are the same."""

import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources

from index.text.stemming import stems


def lexicon(section: str) -> frozenset[str]:
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


FUNCTION = lexicon("function")
"""Words that carry no meaning of their own: they are not asked to be borne out."""


OPENERS = lexicon("openers")
"""Words that often open a sentence, where a capital makes them no names."""

LIGHT_WEIGHT = 0.3

TITLES = lexicon("titles")
"""Words of names that tell a rank or a sort of thing, rather than who or which."""

_PRONOUNS = lexicon("pronouns")
_BASE = {form: base for base, *forms in groups("forms") for form in forms}


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """What a word is compared by: small letters, no accents, English endings off."""
    plain = plain_word(word)
    found = stems(_BASE.get(plain, plain))
    return found[0] if found else plain


def plain_word(word: str) -> str:
    """A word in small letters, without accents."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


LIGHT = frozenset(map(stem, lexicon("light")))
"""Stems of words that add little: they weigh less."""


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


@lru_cache(maxsize=1 << 16)
def distinct(one: str, other: str) -> bool:
    """Whether two stems are of one sort and yet not the same: "red" and "blue", or opposites."""
    sorts = _distinct()
    shared = not sorts.get(one, frozenset()).isdisjoint(sorts.get(other, frozenset()))
    return opposite(one, other) or (one != other and shared)


def is_pronoun(word: str) -> bool:
    """Whether the word stands for something named elsewhere."""
    return plain_word(word) in _PRONOUNS


@cache
def _alike() -> dict[str, set[int]]:
    """Stem → the numbers of the groups of words of one meaning that it belongs to."""
    return _numbered("alike")


@cache
def _distinct() -> dict[str, set[int]]:
    """Stem → the numbers of the groups of words, each for another thing, that it belongs to."""
    return _numbered("distinct")


def _numbered(section: str) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for number, group in enumerate(groups(section)):
        for word in group:
            found.setdefault(stem(word), set()).add(number)
    return found


@cache
def _opposites() -> frozenset[tuple[str, str]]:
    return frozenset((stem(one), stem(other)) for one, other in groups("opposites"))
