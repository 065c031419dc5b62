"""Embeddings that LangChain has by name, most of them elsewhere: in batches, at a bounded rate."""

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING, Any

import numpy as np

from index.embed.pace import Pace
from index.retry import RetryPolicy
from index.types import IndexingError, Vectors

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

BATCH = 32
"""Texts of a request, at most: what servers that people run themselves take by default."""

SECONDS = 60.0
"""How long a server may take over a request."""

_ASKED = RetryPolicy()
"""For a question, whose asker waits."""

_INDEXED = RetryPolicy(attempts=8, first=1.0, total=180.0)
"""For documents: a quota of requests a minute is free again after one."""

_PASSING = {"TimeoutError", "APITimeoutError", "TimeoutException"} | {
    *("ConnectionError", "APIConnectionError", "TransportError")
}
"""The providers' errors, by name, that another request may not meet."""


@dataclass(frozen=True, slots=True)
class RequestBounds:
    """How many requests are under way `at_once`, and how many are sent `a_minute`, at most."""

    at_once: int = 4
    a_minute: int = 1200


class LangChainEmbedder:
    """Any embeddings that LangChain has by name, scaled to length 1.

    Many texts go in several requests at once, within the bounds. One that fails for the time being
    is repeated, after the server's Retry-After; others wait as long.
    """

    def __init__(
        self,
        name: str,
        api_key: str | None = None,
        base_url: str | None = None,
        bounds: RequestBounds | None = None,
    ) -> None:
        """Load and call nothing yet: what is wrong raises IndexingError at the first use."""
        self.name, self._bounds = name, bounds or RequestBounds()
        self._pace = Pace(self._bounds.a_minute)
        self._options: dict[str, Any] = {}
        if name.startswith("openai:"):
            given = {"api_key": api_key, "base_url": base_url}
            # Passages are short; counting their tokens would download a vocabulary.
            self._options = {
                "check_embedding_ctx_length": False,
                "max_retries": 0,
                "timeout": SECONDS,
            } | {option: value for option, value in given.items() if value}

    @cached_property
    def _threads(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._bounds.at_once, thread_name_prefix="embed-remote")

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
        """Vectors of shape (len(texts), dimension), each of length 1, in the order of the texts."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        _ = self._embeddings  # before threads do
        ended = threading.Event()
        if len(texts) == 1:
            return self._embedded(texts, _ASKED, ended)
        waiting = [
            self._threads.submit(self._embedded, part, _INDEXED, ended)
            for part in _parts(texts, self._bounds.at_once)
        ]
        try:
            finished, _ = wait(waiting, return_when=FIRST_EXCEPTION)
        finally:  # where one fails nobody waits for the others
            ended.set()
            for each in waiting:
                each.cancel()
        for each in finished:
            each.result()  # an error is raised here
        parts = [each.result() for each in waiting]
        if len({part.shape[1] for part in parts}) > 1:
            raise self._unusable()
        return np.concatenate(parts)

    def _embedded(
        self, texts: Sequence[str], policy: RetryPolicy, ended: threading.Event
    ) -> Vectors:
        """The vectors of one request's texts, asked for again where that may help."""
        attempt, waited = 1, 0.0
        while self._pace.wait(ended):
            try:
                return self._scaled(self._embeddings.embed_documents(list(texts)), len(texts))
            except IndexingError:
                raise
            except Exception as error:  # a provider's own: network, key, quota
                delay = policy.delay(attempt, waited, _retry_after(error))
                if delay is None or not _may_pass(error):
                    raise IndexingError(
                        f"embedder {self.name!r} did not answer ({type(error).__name__}):"
                        f" {_advice(error)}"
                    ) from error
                if _status(error) == 429:
                    self._pace.hold(delay)
                ended.wait(delay)
                attempt, waited = attempt + 1, waited + delay
        raise IndexingError(f"embedder {self.name!r} is no longer asked")

    def _scaled(self, found: Sequence[Sequence[float]], count: int) -> Vectors:
        """The numbers of a reply as vectors of length 1. Raises IndexingError for others."""
        try:
            vectors: Vectors = np.asarray(found, np.float32)
        except (TypeError, ValueError) as error:  # of several lengths, or no numbers
            raise self._unusable() from error
        if vectors.ndim != 2 or len(vectors) != count or not np.isfinite(vectors).all():
            raise self._unusable()
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        norms[norms == 0] = 1
        scaled: Vectors = vectors / norms
        return scaled

    def _unusable(self) -> IndexingError:
        return IndexingError(
            f"embedder {self.name!r} sent something that is not a vector for each text: check its"
            " name and its address"
        )


def _parts(texts: Sequence[str], at_once: int) -> Iterator[Sequence[str]]:
    """The texts of each request: few texts are shared out among as many as may be sent at once."""
    size = min(BATCH, ceil(len(texts) / at_once))
    for start in range(0, len(texts), size):
        yield texts[start : start + size]


def _may_pass(error: Exception) -> bool:
    """Whether the same request may succeed later."""
    status = _status(error)
    if status is not None:
        spent = "insufficient_quota" in f"{getattr(error, 'body', '')} {error}"
        return (status in (408, 429) and not spent) or status >= 500
    return bool(_PASSING & {kind.__name__ for kind in type(error).__mro__})


def _advice(error: Exception) -> str:
    if _status(error) != 429:
        return "check the network, its name and its key"
    return "try again later, check its account's quota, or set ASSISTANT_EMBEDDER_RATE lower"


def _status(error: Exception) -> int | None:
    """The HTTP status that a provider's error carries."""
    for carrier in (error, getattr(error, "response", None)):
        if isinstance(status := getattr(carrier, "status_code", None), int):
            return status
    return None


def _retry_after(error: Exception) -> str | None:
    headers: Any = getattr(getattr(error, "response", None), "headers", {})
    value = headers.get("retry-after")
    return value if isinstance(value, str) else None
