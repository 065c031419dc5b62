"""How far sources bear a claim out: what the two readers read, mixed by the length of the claim.

The weights are those of a logistic regression on the 379 hand-written pairs in
`tests/reader_set` and on 526 sentences of real models' replies that people judged, both sets, true
and false counting alike (`benchmarks.verdicts --fit`); neither reader was trained on them. Those of
a contradiction were chosen on the pairs.
"""

from collections.abc import Iterable, Sequence
from math import log, tanh
from typing import NamedTuple

from assistant.reader import Entailment
from assistant.reader.inference_model import Leaning

_SURE = 1e-4

_FEW, _MANY = 10, 25
"""Words of a short claim and of a long one; between them `length` goes evenly from 0 to 1."""


class Signals(NamedTuple):
    """What is known of a claim beside its evidence.

    `own` and `leaning` are logits, the reader's and the inference model's; `length` is 0 for a
    short claim and 1 for a long one.
    """

    own: float
    leaning: float
    length: float


class Weights(NamedTuple):
    """What each signal counts for; the last three where a claim is long."""

    constant: float
    own: float
    leaning: float
    length: float
    own_if_long: float
    leaning_if_long: float

    def probability(self, signals: Signals) -> float:
        """The probability, by signals none of which lowers it when it grows, but for length."""
        own = self.own + self.own_if_long * signals.length
        leaning = self.leaning + self.leaning_if_long * signals.length
        read = own * signals.own + leaning * signals.leaning
        return _sigmoid(self.constant + read + self.length * signals.length)


SUPPORTED = Weights(0.63, 0.1, 0.86, -0.6, 0.59, -0.18)
CONTRADICTED = Weights(0.0, 0.15, 0.85, 0.0, 0.35, -0.35)


def mixed(own: Entailment, leanings: Sequence[Leaning], words: int) -> Entailment:
    """The verdict on a claim of so many words; without the inference model the reader's alone."""
    if not leanings:
        return own
    for_it = SUPPORTED.probability(
        signals(own.supported, (each.supported for each in leanings), words)
    )
    against = CONTRADICTED.probability(
        signals(own.contradicted, (each.contradicted for each in leanings), words)
    )
    return Entailment(for_it, max(0.0, 1 - for_it - against), against)


def signals(own: float, leanings: Iterable[float], words: int) -> Signals:
    """The signals by the reader's probability and the strongest of the inference model's logits."""
    own = min(max(own, _SURE), 1 - _SURE)
    length = min(1.0, max(0.0, (words - _FEW) / (_MANY - _FEW)))
    return Signals(log(own / (1 - own)), max(leanings), length)


def _sigmoid(logit: float) -> float:
    return 0.5 + 0.5 * tanh(logit / 2)
