"""How well a text answers a question by its words alone."""

from collections.abc import Mapping, Set
from itertools import pairwise
from typing import Any

from assistant.answering import answering_weights as weights
from assistant.answering.type_match import type_match
from assistant.question.query import Query, numbers, years
from index.text.stems import stems


def coverage(of: Mapping[str, float], held: Set[str]) -> float:
    """The share, in [0, 1], of a question's weighted stems that stand among the stems `held`.

    A long question is covered once stems of the weight `QUESTION_LENGTH` are.
    """
    total = sum(of.values())
    found = sum(weight for stem, weight in of.items() if stem in held)
    return min(1.0, found / min(total, weights.QUESTION_LENGTH)) if total else 0.0


def lexical_fit(query: Query, text: str, before: str, around: str) -> float:
    """How well a text answers by its words alone, higher is better.

    `before` is the sentence before it, `around` its passage with title and date.
    """
    words = stems(text)
    # What the name of the document says need not be said in it again.
    held = set(words) | query.known
    content = query.weights
    if query.carried:
        content = {
            stem: weight * (weights.CARRIED if stem in query.carried else 1.0)
            for stem, weight in query.weights.items()
        }
    score = weights.OWN_WORDS * _share(content, held)
    score += weights.WORDS_BEFORE * _share(content, held | set(stems(before)))
    score += weights.BIGRAMS * _share(query.bigrams, set(pairwise(words)))
    score += weights.TYPE_MATCH * type_match(text, query.answer_type, query.text)
    score += weights.NUMBERS * _number_share(query, text, around)
    if query.years and (found := years(text)) and not query.years & found:
        score -= weights.OTHER_YEAR
    if text.rstrip().endswith("?"):
        score -= weights.A_QUESTION
    return score


def _number_share(query: Query, text: str, around: str) -> float:
    if not query.numbers:
        return 1.0
    here, near = numbers(text), numbers(around)
    found = [1.0 if n in here else weights.NUMBER_NEAR if n in near else 0.0 for n in query.numbers]
    return sum(found) / len(found)


def _share(of: Mapping[Any, float], held: Set[Any]) -> float:
    total = sum(of.values())
    return sum(of[key] for key in of.keys() & held) / total if total else 0.0
