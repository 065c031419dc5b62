"""Confidence as words that a reader can act on."""

SURE, FAIRLY = 0.85, 0.65
"""From which confidence on they are said. A guess: confidence itself is calibrated."""


def sureness(confidence: float) -> str:
    """ "sure", "fairly sure" or "unsure" that the library holds the answer."""
    if confidence >= SURE:
        return "sure"
    return "fairly sure" if confidence >= FAIRLY else "unsure"
