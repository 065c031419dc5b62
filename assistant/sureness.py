"""Confidence as words that a reader can act on."""

from assistant.messages import say

SURE, FAIRLY = 0.85, 0.65
"""From which confidence on they are said. A guess: confidence itself is calibrated."""


def sureness(confidence: float) -> str:
    """ "sure", "fairly sure" or "unsure" that the library holds the answer."""
    return say(f"sure.{degree(confidence)}")


def degree(confidence: float) -> str:
    """The degree of sureness as the messages name it: "sure", "fairly" or "unsure"."""
    if confidence >= SURE:
        return "sure"
    return "fairly" if confidence >= FAIRLY else "unsure"
