"""What a cluster's workers run: the functions of a local sync, over bytes that were sent.

Each thread of a worker keeps one loader, whose child process ends with the worker, and each process
one embedder.
"""

import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from index.embed import load_embedder
from index.load.limits import Limits
from index.load.worker import Loader
from index.store.records import READING
from index.sync.loading import LoadedFile, load_file
from index.sync.scan import File
from index.types import Document, Embedder, IndexingError, Vectors


def load_sent(
    data: bytes, file: File, limits: Limits, passwords: tuple[str, ...], reading: int
) -> LoadedFile:
    """The documents in a file's bytes. Raises IndexingError where this version reads otherwise."""
    if reading != READING:
        raise IndexingError("the cluster's workers have another version: install this one there")
    return load_file(_Sent(_OWN.loader(limits, passwords), data), file)


def embed_sent(embedder: str, texts: Sequence[str]) -> Vectors:
    """The texts' vectors, by the embedder of that name."""
    return _embedder(embedder).embed(texts)


class _Sent:
    """Loads bytes in a file's place."""

    def __init__(self, loader: Loader, data: bytes) -> None:
        self._loader, self._data = loader, data

    def load(self, path: Path, name: str) -> list[Document]:  # noqa: ARG002 - it may not be here
        """The documents in the bytes."""
        return self._loader.load_bytes(self._data, name)


class _Own(threading.local):
    """One thread's loader: with others it would have to take turns."""

    def __init__(self) -> None:
        self._made_for: tuple[Limits, tuple[str, ...]] | None = None
        self._loader: Loader

    def loader(self, limits: Limits, passwords: tuple[str, ...]) -> Loader:
        if self._made_for != (limits, passwords):
            if self._made_for is not None:
                self._loader.close()
            self._loader, self._made_for = Loader(limits, passwords), (limits, passwords)
        return self._loader


_OWN = _Own()


@cache
def _embedder(name: str) -> Embedder:
    return load_embedder(name)
