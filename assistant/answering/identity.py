"""What tells documents apart: the words of their titles, paths and dates; and which are twins."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from assistant.answering import answering_weights as weights
from index.text.path_words import file_name, path_words
from index.text.stems import stem, stems
from index.text.stop_words import FUNCTION_WORDS
from index.types import Source

Openings = Mapping[str, str]
"""A document's name → the beginning of its text, which shows its form and its version."""

_TOKEN = re.compile(r"[vV]?\d+(?:\.\d+)+|[^\W_]+")
_MONTHS = "january february march april may june july august september october november december"
_MONTH_STEMS = frozenset(map(stem, _MONTHS.split()))
_ORDINAL = re.compile(r"[\d.]+|[ivxlc]{1,5}|[a-z]|q[1-4]")
_VERSION = re.compile(r"v(\d+(?:\.\d+)*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Twins:
    """Two documents of one form that are of different things, or different versions of one.

    `alike` is whether their texts have most words in common; if not, they are a series: nothing
    but a number, letter or month tells their names apart.
    """

    one: Source
    other: Source
    alike: bool

    @property
    def names(self) -> frozenset[str]:
        """The two documents' names."""
        return frozenset((self.one.name, self.other.name))


def find_twins(sources: Iterable[Source], openings: Openings) -> list[Twins]:
    """The twins among documents.

    Reports of different outlets are none: they speak of one thing, and may disagree on it.
    """
    named = {each.name: each for each in sources}.values()
    known = [(each, identity(each), _form(openings.get(each.name, ""))) for each in named]
    found: list[Twins] = []
    for (one, mine, words), (other, theirs, others) in combinations(known, 2):
        if mine == theirs or not (mine and theirs) or _are_rivals(one, other):
            continue
        shared = len(words & others)
        alike = shared >= weights.TWINS * max(1, len(words) + len(others) - shared)
        if alike or _in_series(mine, theirs):
            found.append(Twins(one, other, alike))
    return found


def identity(source: Source) -> frozenset[str]:
    """The marks of a document's title and path, and of its date where it is no outlet's report."""
    day = source.published if not source.outlet else None
    return _identity(source.title, source.name, f"{day:%B} {day.year}" if day else "")


def own_marks(source: Source, other: Source) -> frozenset[str]:
    """The marks of a document that another has not."""
    return identity(source) - identity(other)


def marks(text: str) -> list[str]:
    """The stems of a text by which things are told apart, in order; numbers of versions whole.

    "v2", "2" and "2.0" are one. Function words are left out, as is a single small letter: "A" of
    "plan A" stays.
    """
    return list(_marks(_TOKEN.findall(text)))


def is_ordinal(mark: str) -> bool:
    """Whether a mark says which of a series: a number, year, letter or month."""
    return mark in _MONTH_STEMS or _ORDINAL.fullmatch(mark) is not None


def document_label(source: Source, others: Sequence[Source]) -> str:
    """The name under which a document's figures stand beside those of others: its title.

    The file's name stands for it, or goes with it, where the title tells it from none of them.
    """
    title, name = source.title, file_name(source.name)
    if not any(set(marks(title)) <= set(marks(each.title)) for each in others):
        return title
    return name if set(marks(title)) <= set(marks(name)) else f"{title} ({name})"


@lru_cache(maxsize=1 << 12)
def _identity(title: str, name: str, day: str) -> frozenset[str]:
    path = path_words(name)
    spelt = set(marks(file_name(name)))
    # A title that is the name of a file called by a number or code says nothing either.
    coded = not path and spelt.issuperset(marks(title))
    path = ["May" if word == "may" else word for word in path]
    return frozenset(() if coded else _marks([*_TOKEN.findall(title), *path, *day.split()]))


def _marks(tokens: Iterable[str]) -> Iterator[str]:
    for number, written in enumerate(tokens):
        version = _VERSION.fullmatch(written)
        word = (version[1] if version else written).lower()
        if word[0].isdigit() and "." in word:
            word = re.sub(r"(?:\.0+)+$", "", word)
        if len(word) == 1 and word.isalpha():
            # A capital that opens a text is an article's.
            if written.isupper() and (number or word != "a") and word != "i":
                yield word
        elif word not in FUNCTION_WORDS or (number and written == "May"):
            yield word if word[0].isdigit() else stem(word)


@lru_cache(maxsize=1 << 11)
def _form(opening: str) -> frozenset[str]:
    """The stems of the beginning of a text, which show its form."""
    return frozenset(word for word in stems(opening) if not word.isdigit())


def _are_rivals(one: Source, other: Source) -> bool:
    """Whether two reports are of different outlets."""
    return bool(one.outlet and other.outlet) and one.outlet != other.outlet


def _in_series(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether names are one but for numbers, letters or months that both have."""
    own, others = mine - theirs, theirs - mine
    return (
        bool(own and others)
        and all(map(is_ordinal, own | others))
        and any(not is_ordinal(mark) for mark in mine & theirs)
    )
