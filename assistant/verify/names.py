"""The names of a text: words with capitals, acronyms and codes, and when two are the same."""

import re
from collections.abc import Collection

from assistant.verify.lexicon import FUNCTION, LIGHT, OPENERS, TITLES, near, plain_word, stem
from assistant.verify.types import Fact, Name

WORD = re.compile(r"[^\W_]+(?:[.'’&][^\W_]+)*\.?(?<=\.[A-Za-z]\.)|[^\W_]+(?:['’&][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_OPENING = re.compile(r"(?:^|[.!?:;…]|[\"“‘«(\[•|>*]|\n|[—–-]\s)\s*[\"“‘'(\[]*$")
_COMMON = re.compile(
    r"(?:ists|tions?|ings?|ments?|ness|ers|ors|ies|ed|ly|ous|ive|able|ful|less|ally|ents|ants|ism"
    r"|isms|ities|ity|ages|als|ures|ances?|ences?)$"
)


def names(text: str, lower: Collection[str] = frozenset()) -> list[Fact]:
    """The names of `text`, in order; what "of" joins is one name.

    A capital at the start of a sentence makes no name of a word that `lower`, words seen in small
    letters, holds, or that looks like any other word.
    """
    found: list[Fact] = []
    for run in runs(text, lower):
        start, end = run[0].start(), run[-1].end()
        words = tuple(bare(word[0]) for word in run)
        value = " ".join(words)
        if found and re.fullmatch(
            r"\s(?:of|de|von|van|al|bin)(?:\sthe)?\s", text[found[-1].end : start]
        ):
            last = found.pop()
            value = f"{last.value}{text[last.end : start]}{value}"
            start, words = last.start, (*_words(last), *words)
        end -= len(run[-1][0]) - len(_POSSESSIVE.sub("", run[-1][0]))
        found.append(Fact("name", value, start, end, words))
    return found


def runs(text: str, lower: Collection[str] = frozenset()) -> list[list[re.Match[str]]]:
    """The words of each name: neighbours with capitals, parted by white space or a hyphen."""
    found: list[list[re.Match[str]]] = []
    previous: re.Match[str] | None = None
    for word in WORD.finditer(text):
        if not _is_name(text, word):
            previous = None
            continue
        gap = text[previous.end() : word.start()] if previous else ""
        if previous and re.fullmatch(r"\s|-|\.\s", gap) and not _POSSESSIVE.search(previous[0]):
            found[-1].append(word)
        else:
            found.append([word])
        previous = word
    return [run for run in found if not _is_opener(text, run, lower)]


def _is_name(text: str, word: re.Match[str]) -> bool:
    """Whether a word is written as a name: a capital, or letters with digits such as "B-265"."""
    written = word[0]
    if any(letter.isdigit() for letter in written):
        return any(letter.isupper() for letter in written) or (
            word.start() > 1 and re.search(r"\b[A-Z]+-$", text[: word.start()]) is not None
        )
    if not any(letter.isupper() for letter in written):
        return False
    plain = plain_word(_POSSESSIVE.sub("", written))
    return plain not in FUNCTION or (written.isupper() and plain in ("us", "it", "who"))


def bare(word: str) -> str:
    """A name's word without its possessive ending and without the dots of "U.S."."""
    word = _POSSESSIVE.sub("", word).replace("’", "'")
    return word.replace(".", "") if re.fullmatch(r"(?:\w\.)+\w?", word) else word


def same(one: str, other: str) -> bool:
    """Whether two words of names are the same: "China", "Chinese"; "U.S.", "US"."""
    if one.isupper() and other.isupper() and len(one) <= 5:
        return one == other
    mine, yours = stem(one), stem(other)
    return mine == yours or near(mine, yours)


def agree(said: Name, source: Name) -> bool:
    """Whether one name is part of the other, or its acronym: "Dar" and "Ishaq Dar"."""
    if acronym(said) == "".join(source) or acronym(source) == "".join(said):
        return True
    mine, yours = _telling(said), _telling(source)
    short, long = sorted((mine, yours), key=len)
    return all(any(same(word, other) for other in long) for word in short)


def acronym(name: Name) -> str:
    """A name's initials, of two words or more: "IPCC"."""
    initials = [word[0] for word in name if word[0].isupper()]
    return "".join(initials) if len(initials) > 1 else ""


def _telling(name: Name) -> Name:
    return tuple(word for word in name if plain_word(word) not in TITLES) or name


def _words(fact: Fact) -> Name:
    return fact.meaning if isinstance(fact.meaning, tuple) else ()


def _is_opener(text: str, run: list[re.Match[str]], lower: Collection[str]) -> bool:
    """Whether a run is just a sentence's first word, which has its capital from there."""
    first = run[0]
    if len(run) > 1 or not _OPENING.search(text[max(0, first.start() - 6) : first.start()]):
        return False
    written = _POSSESSIVE.sub("", first[0])
    if any(letter.isupper() or letter.isdigit() for letter in written[1:]):
        return False
    plain = plain_word(written)
    common = plain in OPENERS or stem(plain) in LIGHT or _COMMON.search(plain) is not None
    return common or plain in lower or len(plain) == 1
