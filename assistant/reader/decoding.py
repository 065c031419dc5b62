"""The model's logits → spans and probabilities."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from assistant.reader.types import Entailment, SpanReading
from assistant.reader.windows import Window

_LONGEST = 30

Floats = npt.NDArray[np.float32]


class Logits(NamedTuple):
    """The model's four outputs for one window.

    `start` and `end` hold one value a token, `verdict` three: supported, neutral, contradicted.
    """

    start: Floats
    end: Floats
    answerable: float
    verdict: Floats


def spans(window: Window, logits: Logits, count: int) -> list[SpanReading]:
    """At most `count` spans of a window that don't overlap, best first, of at most 30 tokens."""
    first, size = len(window.head) + 2, len(window.ids)
    within = slice(first, first + size)
    joint = logits.start[within, None] + logits.end[None, within]
    joint[~_possible(size)] = -np.inf
    no_answer = float(logits.start[0] + logits.end[0])
    answerable = _sigmoid(logits.answerable)
    found: list[SpanReading] = []
    while len(found) < count:
        a, b = divmod(int(joint.argmax()), size)
        score = float(joint[a, b])
        if score == -np.inf:
            break
        joint[: b + 1, a:] = -np.inf  # whatever overlaps it
        start, end = window.offsets[a][0], window.offsets[b][1]
        if start < end:  # a blank that is a token of its own has no characters
            # Half the difference, since it is the sum of two logits, the start's and the end's.
            found.append(SpanReading(start, end, _sigmoid((score - no_answer) / 2), answerable))
    return found


def best(readings: Iterable[list[SpanReading]], count: int) -> list[SpanReading]:
    """The most probable spans of all windows that don't overlap."""
    kept: list[SpanReading] = []
    for span in sorted(chain.from_iterable(readings), key=lambda span: -span.probability):
        if len(kept) < count and all(span.end <= k.start or k.end <= span.start for k in kept):
            kept.append(span)
    return kept


def entailment(logits: Logits) -> Entailment:
    """The verdict's probabilities in one window."""
    weights = np.exp(logits.verdict - logits.verdict.max())
    supported, neutral, contradicted = (weights / weights.sum()).tolist()
    return Entailment(supported, neutral, contradicted)


def anywhere(windows: Sequence[Entailment]) -> Entailment:
    """One verdict from windows of the evidence: one that supports or contradicts is enough."""
    if not windows:
        return Entailment(0.0, 1.0, 0.0)
    return Entailment(
        max(window.supported for window in windows),
        min(window.neutral for window in windows),
        max(window.contradicted for window in windows),
    )


def throughout(parts: Sequence[Entailment]) -> Entailment:
    """One verdict from parts of a claim: each must be supported, none contradicted."""
    return Entailment(
        min(part.supported for part in parts),
        max(part.neutral for part in parts),
        max(part.contradicted for part in parts),
    )


def _possible(size: int) -> npt.NDArray[np.bool_]:
    """Which (first, last) tokens make a span: in order, and not too far apart."""
    return np.tri(size, size, _LONGEST - 1, np.bool_) & ~np.tri(size, size, -1, np.bool_)


def _sigmoid(logit: float) -> float:
    return float(0.5 + 0.5 * np.tanh(logit / 2))
