"""The names of a text: words with capitals, acronyms and codes."""

import re
from collections.abc import Callable, Collection

from index.text.folding import plain_word
from index.text.types import Mention, Name

WORD = re.compile(r"[^\W_]+(?:[.'’&][^\W_]+)*\.?(?<=\.[A-Za-z]\.)|[^\W_]+(?:['’&][^\W_]+)*")
_TITLES = """
captain ceo chair chairman chairwoman chief city co coach college colonel company corporation
county dame department director dr foreign general governor inc judge justice king kingdom lady
lake lord ltd mayor minister ministry miss mount mr mrs ms pope president prime prince princess
prof professor queen republic river secretary senator sir state the university
"""
_OPENERS = """
amid besides beyond despite during except inside like outside regarding throughout today tomorrow
unlike versus within yesterday
"""
TITLES = frozenset(_TITLES.split())
"""Words of names that give a rank or a kind, rather than who or which."""

_OPENING_WORDS = frozenset(_OPENERS.split())
"""Words that often open a sentence, where a capital makes them no names."""

_POSSESSIVE = re.compile(r"['’]s?$")
_CONTRACTED = re.compile(r"['’](?:d|ll|m|re|ve)$")
"""How a verb ends the word before it: "I'm", "they’ll"."""
_OPENING = re.compile(r"(?:^|[.!?:;…]|[\"“‘«(\[•|>*]|\n|[—–-]\s)\s*[\"“‘'(\[]*$")
_COMMON = re.compile(
    r"(?:ists|tions?|ings?|ments?|ness|ers|ors|ies|ed|ly|ous|ive|able|ful|less|ally|ents|ants|ism"
    r"|isms|ities|ity|ages|als|ures|ances?|ences?)$"
)

Run = list[re.Match[str]]
"""The matches of `WORD` that are the words of one name."""


def names_in(
    text: str, stop_words: Collection[str], is_common: Callable[[str], bool]
) -> list[Mention]:
    """The names of `text`, in order; what "of" joins is one name. See `name_runs`."""
    found: list[Mention] = []
    for run in name_runs(text, stop_words, is_common):
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
        found.append(Mention("name", value, start, end, words))
    return found


def name_runs(
    text: str, stop_words: Collection[str], is_common: Callable[[str], bool]
) -> list[Run]:
    """The words of each name: neighbours with capitals, parted by white space or a hyphen.

    `stop_words` are no names, whatever their case. A word with which a sentence starts is none
    either where `is_common` says so of its lower-case form, or its ending does.
    """
    found: list[Run] = []
    previous: re.Match[str] | None = None
    for word in WORD.finditer(text):
        if not _is_name(text, word, stop_words):
            previous = None
            continue
        gap = text[previous.end() : word.start()] if previous else ""
        if previous and re.fullmatch(r"\s|-|\.\s", gap) and not _POSSESSIVE.search(previous[0]):
            found[-1].append(word)
        else:
            found.append([word])
        previous = word
    return [run for run in found if not _is_opener(text, run, is_common)]


def bare(word: str) -> str:
    """A name's word without its possessive ending and without the dots of "U.S."."""
    word = _POSSESSIVE.sub("", word).replace("’", "'")
    return word.replace(".", "") if re.fullmatch(r"(?:\w\.)+\w?", word) else word


def acronym(name: Name) -> str:
    """A name's initials, of two words or more: "IPCC"; empty for a shorter name."""
    initials = [word[0] for word in name if word[0].isupper()]
    return "".join(initials) if len(initials) > 1 else ""


def without_titles(name: Name) -> Name:
    """The words of a name that say who or which; all of them where none does."""
    return tuple(word for word in name if plain_word(word) not in TITLES) or name


def _words(mention: Mention) -> Name:
    return mention.meaning if isinstance(mention.meaning, tuple) else ()


def _is_name(text: str, word: re.Match[str], stop_words: Collection[str]) -> bool:
    """Whether a word is written as a name: a capital, or letters with digits such as "B-265"."""
    written = word[0]
    if written.isalpha() and written.islower():
        return False  # as most words are
    if any(letter.isdigit() for letter in written):
        return any(letter.isupper() for letter in written) or (
            word.start() > 1 and re.search(r"\b[A-Z]+-$", text[: word.start()]) is not None
        )
    if not any(letter.isupper() for letter in written):
        return False
    plain = plain_word(_CONTRACTED.sub("", _POSSESSIVE.sub("", written)))
    return plain not in stop_words or (written.isupper() and plain in ("us", "it", "who"))


def _is_opener(text: str, run: Run, is_common: Callable[[str], bool]) -> bool:
    """Whether a run is just a sentence's first word, which has its capital from there."""
    first = run[0]
    if len(run) > 1 or not _OPENING.search(text[max(0, first.start() - 6) : first.start()]):
        return False
    written = _POSSESSIVE.sub("", first[0])
    if any(letter.isupper() or letter.isdigit() for letter in written[1:]):
        return False
    plain = plain_word(written)
    common = plain in _OPENING_WORDS or _COMMON.search(plain) is not None or is_common(plain)
    return common or len(plain) == 1
