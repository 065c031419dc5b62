"""What a question may mean after the turns before it, as questions that stand alone.

    "When was Kestrel Bridge closed?" … "Why?"      → "Why was Kestrel Bridge closed?"
    "What was the surplus in 2024?" … "And 2023?"   → "What was the surplus in 2023?"
    "Who is the mayor?" … "What is the tariff?"     → as it stands, or with "mayor"

Which of them is meant, a search tells: see `Readings.ordered`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.question.followup import Rewrite, standalone
from assistant.question.more import asks_for_more
from assistant.question.phrases import content, content_stems, terms
from assistant.question.references import points, refers_back
from assistant.question.request_kind import request_kind
from assistant.types import Turn
from index.text.language import language

_AUXILIARY = (
    r"(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|may|must|should|shall)"
)
_ASKS = re.compile(
    rf"\W*(?:(?:why|when|where|how|what|whom?)\s+)?(?P<rest>{_AUXILIARY}\s.+)", re.I | re.S
)
_BARE = re.compile(r"\W*(?:and\s+|but\s+|so\s+)?(?P<word>why|when|where|how)\W*", re.IGNORECASE)
_ELLIPSIS = re.compile(
    rf"\W*(?:what|how)\s+about\s+(?P<about>.+)|\W*(?:and|but|or)\s+(?!{_AUXILIARY}\b|wh|how\b)(?P<and>.+)"
    r"|\W*(?P<bare>(?:in|for|since|until|by)\s+\d{4})\W*",
    re.IGNORECASE | re.DOTALL,
)
_POINTING = re.compile(r"\b(?:this|these|those|such|same|latter|former)\b", re.IGNORECASE)
_PERSON = re.compile(r"\b(?:he|him|his|she|hers?)\b", re.IGNORECASE)
_FULL = 3
"""Content words with which a question may say all by itself."""
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_ARTICLE = re.compile(r"(?:the|an?|in|for|on|at|of|by|to|from|since|until)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Readings:
    """What a question may mean; `texts` in order of preference.

    `even` tells that no reading is preferred: the one that finds better is meant.
    """

    texts: tuple[str, ...]
    even: bool = False


def readings(question: str, history: Sequence[Turn], rewrite: Rewrite | None = None) -> Readings:
    """What a question may mean after the turns before it; alone it means itself.

    `rewrite` has a language model word it. What that writes counts only where it keeps what the
    question says and brings in nothing that nobody said. Raises ModelSetupError where it does.
    """
    leans = refers_back(question) or language(question) != "en"
    if not history or (not leans and rewrite is None):
        return Readings((question,))
    last = _last_question(history)
    if asks_for_more(question) and last:
        return Readings((last,))
    if request_kind(question).kind != "question" and not points(question):
        return Readings((question,))
    written = standalone(question, history, _checked(rewrite) if rewrite else None)
    if not leans:
        return Readings(tuple(dict.fromkeys((question, written))), even=True)
    # What a model wrote needs no rule beside it.
    ruled = rewrite is None or written == standalone(question, history)
    built = _built(question, last) if ruled else ""
    return _with_itself(question, tuple(dict.fromkeys(filter(None, (built, written)))))


def _with_itself(question: str, texts: tuple[str, ...]) -> Readings:
    """The readings with the question as it stands, where it says enough for that."""
    own = len(content(question))
    alone = tuple(dict.fromkeys((*texts, question)))
    if _PERSON.search(question) or not own:
        return Readings(texts or (question,))
    if points(question) or _POINTING.search(question):
        # "Where does it mention …?", "before I drink it": a sentence of its own has such words too.
        return Readings(alone, even=True) if own >= _FULL else Readings(texts)
    if _ELLIPSIS.fullmatch(question):
        return Readings(alone)
    if own > _FULL and language(question) == "en":
        return Readings((question,))
    return Readings(alone, even=True)


def faithful(written: str, question: str, history: Sequence[Turn]) -> bool:
    """Whether a rewritten question keeps what the question says, and adds only what was said.

    Each name, year and number of the question is in it, and most of its other words; each name and
    number in it is the question's, or of an earlier turn.
    """
    own, new = content_stems(question), content_stems(written)
    named = content_stems(" ".join(_marks(question)))
    said = own | content_stems(" ".join(turn.content for turn in history))
    brought = content_stems(" ".join(_marks(written)))
    return named <= new and 2 * len(own & new) >= len(own) and brought <= said


def _marks(text: str) -> list[str]:
    """The names, years and numbers of a text."""
    return [*terms(text).names, *re.findall(r"\d[\d.,]*\d|\d", text)]


def _checked(rewrite: Rewrite) -> Rewrite:
    def checked(question: str, history: Sequence[Turn]) -> str:
        written = rewrite(question, history)
        return written if faithful(written, question, history) else ""

    return checked


def _last_question(history: Sequence[Turn]) -> str:
    """The last question before that asks for something, made to stand alone by rule."""
    asked = [number for number, turn in enumerate(history) if turn.role == "user"]
    for number in reversed(asked):
        said = history[number].content
        if not asks_for_more(said) and request_kind(said).kind != "talk":
            before = history[:number]
            built = _built(said, _last_question(before)) if refers_back(said) else ""
            return built or standalone(said, before)
    return ""


def _built(question: str, last: str) -> str:
    """The last question with what this one puts in its place; empty where no rule does it."""
    if not last:
        return ""
    if bare := _BARE.fullmatch(question):
        asks = _ASKS.fullmatch(last)
        return f"{bare['word'].capitalize()} {_lowered(asks['rest'])}" if asks else ""
    if ellipsis := _ELLIPSIS.fullmatch(question):
        said = (ellipsis["about"] or ellipsis["and"] or ellipsis["bare"]).rstrip(" ?.!")
        return _with_year(last, said) or _with_name(last, said)
    return ""


def _lowered(text: str) -> str:
    return text[0].lower() + text[1:]


def _with_year(last: str, said: str) -> str:
    """The last question about another year; empty where the words are no year alone."""
    year = _ARTICLE.sub("", said, count=1)
    if not _YEAR.fullmatch(year):
        return ""
    held = _YEAR.findall(last)
    if len(held) == 1:
        return _YEAR.sub(year, last)
    return "" if held else f"{last.rstrip(' ?')} in {year}?"


def _with_name(last: str, said: str) -> str:
    """The last question about another name, where it had one; empty where that is not plain."""
    own = _ARTICLE.sub("", said, count=1)
    names = [name for name in terms(f"of {own}").names if not name.isdigit()]
    held = [name for name in terms(last).names if not name.isdigit()]
    if names != [own] or len(held) != 1:
        return ""
    return last.replace(held[0], own)
