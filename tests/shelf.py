"""A library over a folder of files, with an embedder that is quick and keeps what it was given."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from index.library import Library
from index.load.worker import Loader
from index.search.lexical import Lexical
from index.store import Store
from index.store.snapshots import Snapshots
from index.sync.report import SyncReport
from index.types import Vectors


class Words:
    """An embedder: texts that share words lie near each other."""

    name = "words"
    dimension = 64

    def __init__(self) -> None:
        self.texts: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        vectors = np.full((len(texts), self.dimension), 0.01, np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in text.lower().split():
                row[hashlib.sha256(word.encode()).digest()[0] % self.dimension] += 1
        scaled: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return scaled


class Shelf:
    """A folder of documents, a data folder, and the library over them."""

    def __init__(self, folder: Path) -> None:
        self.documents, self.data = folder / "desk", folder / "data"
        self.documents.mkdir()
        self.embedder = Words()
        self.loader = Loader()
        self._library: Library | None = None

    @property
    def library(self) -> Library:
        self._library = self._library or self.another()
        return self._library

    def another(self) -> Library:
        """One more handle on the same library."""
        return Library(self.data, self.embedder)

    def close(self) -> None:
        self.loader.close()
        if self._library is not None:
            self._library.close()
            self._library = None

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.documents / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def index(self, *paths: Path) -> SyncReport:
        return self.library.index(paths, self.loader)

    def embedded(self) -> list[str]:
        """The texts embedded since this was last asked, without their documents' titles."""
        texts = [text.partition("\n")[2] for text in self.embedder.texts]
        self.embedder.texts.clear()
        return texts

    def found(self, question: str, **filters: str) -> list[str]:
        """The names of the documents that a question finds by its words."""
        hits = self.library.search(question, 10, pattern=filters.get("pattern"))
        return [hit.passage.source.name for hit in hits if hit.lexical]


@contextmanager
def current(library: Library) -> Iterator[tuple[Store, Lexical]]:
    """The store and the lexical index of a library's current snapshot, opened once more."""
    snapshot = Snapshots(library.folder).current()
    assert snapshot is not None
    store = Store(snapshot / "chroma", library.embedder)
    try:
        yield store, Lexical(snapshot / "lexical")
    finally:
        store.close()


def stored(library: Library) -> int:
    """How many passages a library's store holds, in use or not."""
    with current(library) as (store, _):
        return store.count()


@contextmanager
def shelf_in(folder: Path) -> Iterator[Shelf]:
    shelf = Shelf(folder)
    try:
        yield shelf
    finally:
        shelf.close()


def old(*paths: Path) -> None:
    """Set files' times back, so that a further change of theirs shows."""
    for path in paths:
        facts = path.stat()
        os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns - 10**10))
