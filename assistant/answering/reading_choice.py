"""Which reading of a follow-up is meant: the one by which the library answers best."""

from collections.abc import Callable

from assistant.answering.state import State
from assistant.question.readings import Readings
from assistant.question.request_kind import request_kind


def chosen(readings: Readings, weigh: Callable[[str], State]) -> str:
    """The reading that is meant: the first that finds an answer, or that finds the best.

    `weigh` gives the state after the gate for a reading.
    """
    first, *others = readings.texts
    if not others or (not readings.even and request_kind(first).kind != "question"):
        return first
    best, found = first, (-1, -1.0)
    for text in readings.texts:
        state = weigh(text)
        passes = state.answer is None
        if passes and not readings.even:
            return text
        rank = (int(passes), state.answerability.confidence if readings.even else 0.0)
        if rank > found:
            best, found = text, rank
    return best
