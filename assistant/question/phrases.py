"""The names and other content words of a text, in the order in which it says them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.question.asking_words import is_small_talk
from index.text.stems import stems

_WORD = re.compile(r"[^\W_]+(?:[’'.&-][^\W_]+)*")
_JOINS = frozenset(("of", "the", "de", "la", "al", "el", "bin", "van", "von", "der", "du"))
_CLITIC = re.compile(r"['’](?:s|m|d|ll|re|ve)$")


@dataclass(frozen=True, slots=True)
class Terms:
    """Names (capitalised words and years) and other phrases, as the text has them."""

    names: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def content(text: str) -> list[str]:
    """The words of a text that say what it is about."""
    return [word for word in _WORD.findall(text) if not _empty(word)]


def content_stems(text: str) -> set[str]:
    """The stems of a text's content words, each whole: "covid-19" is one word."""
    return {"-".join(stems(_CLITIC.sub("", word))) for word in content(text)}


def terms(text: str) -> Terms:
    """The phrases of a text: runs of content words, names apart from the others."""
    names: list[str] = []
    others: list[str] = []
    for named, phrase in _phrases(text):
        (names if named else others).append(phrase)
    return Terms(tuple(dict.fromkeys(names)), tuple(dict.fromkeys(others)))


def _phrases(text: str) -> Iterator[tuple[bool, str]]:
    """Whether it is a name, and the phrase; "of" and its like join parts of a name."""
    run: list[re.Match[str]] = []
    named = False
    for word in _WORD.finditer(text):
        apart = bool(run) and not _adjacent(text[run[-1].end() : word.start()])
        joins = named and bool(run) and not apart and word[0].lower() in _JOINS
        is_name = not _empty(word[0]) and _named(text, word)
        if run and (apart or not (joins or (not _empty(word[0]) and is_name == named))):
            yield _phrase(text, run, named)
            run = []
        if joins or not _empty(word[0]):
            named = is_name if not run else named
            run.append(word)
    if run:
        yield _phrase(text, run, named)


def _phrase(text: str, run: list[re.Match[str]], named: bool) -> tuple[bool, str]:
    """The run as one phrase, without words that join it to nothing."""
    last = next(word for word in reversed(run) if not _empty(word[0]))
    return named, text[run[0].start() : last.end()]


def _adjacent(gap: str) -> bool:
    return not gap.strip(" \t\"“”'’‘")


def _empty(word: str) -> bool:
    bare = _CLITIC.sub("", word.lower().replace("’", "'"))
    return is_small_talk(bare) or bare.endswith("n't") or (len(bare) == 1 and not bare.isdigit())


def _named(text: str, word: re.Match[str]) -> bool:
    """Whether a content word is a year, or has a capital that no sentence's start explains."""
    if word[0].isdigit():
        return len(word[0]) == 4
    if not word[0][0].isupper():
        return False
    before = text[: word.start()].rstrip(" \t\"“”'’‘(")
    if (before and before[-1] not in ".?!\n") or (word[0].isupper() and len(word[0]) > 1):
        return True
    after = _WORD.match(text, word.end() + 1)
    return after is not None and after[0][0].isupper() and not _empty(after[0])
