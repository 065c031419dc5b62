"""What a conversation has said already, so that it is not said again."""

import re
from collections.abc import Sequence

from assistant.answering.ranked_quote import RankedQuote
from assistant.question.more import asks_for_more
from assistant.types import Quote, Turn

_MARKERS = re.compile(r"\[\d+\]")
_WHY = re.compile(r"\W*(?:(?:and|but|so)\s+)?why\b", re.IGNORECASE)
_OPENING = 40
"""Letters of a quote by which it is known again."""
_ANSWERS = 0.5
"""The reader's probability from which on words said before may be said again: they answer."""
_NEAR = 0.5
"""The share of the best score that further quotes have at least. A guess."""


def unsaid(history: Sequence[Turn], quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes that the answers before did not give, in their order."""
    turns = [_MARKERS.sub("", turn.content) for turn in history if turn.role == "assistant"]
    said = _letters(" ".join(turns))
    return [
        each for each in quotes if _letters(" ".join(each.said) or each.text)[:_OPENING] not in said
    ]


def further(history: Sequence[Turn], ranked: Sequence[RankedQuote]) -> list[RankedQuote]:
    """The ranked quotes that may follow where more is asked for: near the best, and not said."""
    near = [each for each in ranked if each.score >= _NEAR * ranked[0].score]
    new = unsaid(history, [each.quote for each in near])
    return [each for each in near if each.quote in new]


def fresh(asked: str, history: Sequence[Turn], best: Sequence[RankedQuote]) -> list[Quote]:
    """The best quotes for a follow-up: those not said before, and what answers though it was said.

    What was said did not tell why, where that is asked. All, where every one was said.
    """
    quotes = [each.quote for each in best]
    new = unsaid(history, quotes)
    why = _WHY.match(asked) is not None
    kept = [
        each.quote
        for each in best
        if each.quote in new or (not why and each.probability >= _ANSWERS)
    ]
    return kept or ([] if asks_for_more(asked) else quotes)


def _letters(text: str) -> str:
    """The letters and digits of a text: markers, dashes and line breaks are no difference."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
