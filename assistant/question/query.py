"""A question's words and what they ask for, against which texts are held."""

import re
from collections.abc import Callable, Mapping, Set
from itertools import pairwise
from typing import Any

from assistant.question.answer_type import holds, wanted
from index.text.roots_of_words import words

_ENOUGH = 35.0
"""The weight of some six rare words: who asks in more is understood by these."""

_WORDS = """
a about an and any are article as at be been being by call called can could did do does done for
from get give had happen has have he her his how if in into is it its kind last latest made make
many mean means might more most much name named news no not occur of off on or other place recent
report s say she should so some state t take tell than that the their them then there these they
this those to type use used was we were what when where which while who whom whose why will with
would you
"""
_EMPTY = frozenset(words(_WORDS))
"""Stems of words with which people ask, whatever they ask about."""

_CARRIED = 0.5
"""What a word counts that a follow-up carries over, beside its own."""

_TAIL = re.compile(r"\s\([^()]*\)$")
"""Where such words stand: see `followup`."""

_NUMBER = re.compile(r"\b\d[\d,.]*\b|\bQ[1-4]\b")
_QUARTERS = ("first", "second", "third", "fourth")
_QUARTER = re.compile(rf"(?i)\b({'|'.join(_QUARTERS)})[- ]quarter\b")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


class Asked:
    """A question's words, weighed by their rarity, and what else its answer should hold."""

    def __init__(self, text: str, rarity: Callable[[str], float]) -> None:
        """`rarity` tells a word's weight by its stem, above 0."""
        self._text = text
        self.want = wanted(text)
        said = words(text)
        weights = {word: rarity(word) for word in said}
        content = {word: weights[word] for word in weights if word not in _EMPTY}
        self._weights = content or weights
        own = set(words(itself(text)))
        self._fitting = {
            word: weight if word in own else _CARRIED * weight
            for word, weight in self._weights.items()
        }
        self._pairs = {
            (first, second): weights[first] + weights[second]
            for first, second in pairwise(said)
            if not {first, second} <= _EMPTY
        }
        self._numbers = set(_NUMBER.findall(text))
        self._years = set(_YEAR.findall(text))

    def covered(self, held: Set[str]) -> float:
        """The share, in [0, 1], of the question's words that stand among the stems `held`.

        A long question counts as covered once words of the weight `_ENOUGH` are.
        """
        total = sum(self._weights.values())
        found = sum(weight for word, weight in self._weights.items() if word in held)
        return min(1.0, found / min(total, _ENOUGH)) if total else 0.0

    def fit(self, text: str, before: str, around: str) -> float:
        """How well a text answers by its words alone, higher is better.

        `before` is the sentence before it, `around` its passage with title and date.
        """
        said = words(text)
        held = set(said)
        pairs = set(pairwise(said))
        years = set(_YEAR.findall(text))
        score = 0.7 * _share(self._fitting, held)
        score += 0.3 * _share(self._fitting, held | set(words(before)))
        score += 0.3 * _share(self._pairs, pairs)
        score += 0.5 * holds(text, self.want, self._text)
        score += 0.4 * self._numbers_in(text, around)
        if self._years and years and not self._years & years:
            score -= 0.4
        if text.rstrip().endswith("?"):
            score -= 0.5
        return score

    def _numbers_in(self, text: str, around: str) -> float:
        if not self._numbers:
            return 1.0
        here, near = _numbers(text), _numbers(around)
        found = [1.0 if n in here else 0.5 if n in near else 0.0 for n in self._numbers]
        return sum(found) / len(found)


def itself(question: str) -> str:
    """A question without the words that it carries over, where it says anything without them."""
    own = _TAIL.sub("", question)
    return own if set(words(own)) - _EMPTY else question


def _numbers(text: str) -> set[str]:
    """The numbers of a text: in digits, in words, and quarters of a year as "Q3"."""
    quarters = {f"Q{_QUARTERS.index(match[1].lower()) + 1}" for match in _QUARTER.finditer(text)}
    return quarters.union(_NUMBER.findall(text), filter(str.isdigit, words(text)))


def _share(weights: Mapping[Any, float], held: Set[Any]) -> float:
    total = sum(weights.values())
    return sum(weights[key] for key in weights.keys() & held) / total if total else 0.0
