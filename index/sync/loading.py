"""Files → documents split into passages, some files ahead of the embedder."""

import hashlib
import threading
from abc import ABC, abstractmethod
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from index.store.block_json import blocks_to_json
from index.store.records import READING
from index.sync.scan import File
from index.sync.split import split
from index.types import Document, ForeignError, IndexingError, Passage, Source, Vectors

_THREADS = 2
_PASSAGES = 256
"""Passages that are loaded ahead, for each thread."""


class DocumentLoader(Protocol):
    """Loads a file's documents; raises IndexingError where it can't."""

    def load(self, path: Path, name: str) -> list[Document]:
        """The documents in a file that the library calls `name`."""
        ...


@dataclass(frozen=True, slots=True)
class SplitDocument:
    """A document ready to be stored: its content key, and its passages."""

    source: Source
    key: str
    passages: Sequence[Passage] = ()


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """A file's documents, or in `error` the reason why there are none; `foreign` as in a record."""

    file: File
    documents: Sequence[SplitDocument] = ()
    error: str = ""
    foreign: bool = False


class Workers(ABC):
    """Processes elsewhere that load files and embed texts, as this one would.

    Both methods wait, and are called by several threads, at most `threads` at a time of either.
    They raise IndexingError where the workers can't be reached.
    """

    threads: int

    @abstractmethod
    def load_file(self, file: File) -> LoadedFile:
        """The file's documents, or why there are none."""

    @abstractmethod
    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors as the library's embedder makes them."""


def load_ahead(
    loader: DocumentLoader | Workers, files: Iterable[File], wanted: Callable[[str], bool]
) -> Generator[LoadedFile, None, None]:
    """The files loaded, in their order, with those of their documents whose names are `wanted`."""
    if isinstance(loader, Workers):
        ahead = _Ahead(loader.load_file, files, loader.threads)
    else:
        ahead = _Ahead(partial(load_file, loader), files, _THREADS)
    try:
        for loaded in ahead:
            kept = [each for each in loaded.documents if wanted(each.source.name)]
            yield replace(loaded, documents=kept)
    finally:
        ahead.close()


class _Ahead:
    """Loads files in threads until enough passages wait for the consumer."""

    def __init__(
        self, load: Callable[[File], LoadedFile], files: Iterable[File], threads: int
    ) -> None:
        self._load, self._files = load, iter(files)
        self._most = threads
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="load")
        self._lock = threading.Lock()
        self._order: deque[Future[LoadedFile]] = deque()
        self._loading = self._waiting = 0
        self._closed = False

    def __iter__(self) -> Iterator[LoadedFile]:
        self._submit()
        while self._order:
            loaded = self._order.popleft().result()
            self._submit(waiting=-_size(loaded))
            yield loaded

    def close(self) -> None:
        """Start no more. Files being loaded are not waited for: the loader's owner ends them."""
        with self._lock:
            self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _submit(self, loading: int = 0, waiting: int = 0) -> None:
        """Add to both counts, and start to load further files as far as there is room."""
        with self._lock:
            self._loading += loading
            self._waiting += waiting
            # Files being loaded are bounded too: how many passages they will give is not known.
            while (
                not self._closed
                and self._waiting < _PASSAGES * self._most
                and self._loading < 2 * self._most
            ):
                file = next(self._files, None)
                if file is None:
                    return
                self._loading += 1
                self._order.append(self._threads.submit(self._load_one, file))

    def _load_one(self, file: File) -> LoadedFile:
        try:
            loaded = self._load(file)
        except BaseException:
            self._submit(loading=-1)
            raise
        self._submit(loading=-1, waiting=_size(loaded))
        return loaded


def _size(loaded: LoadedFile) -> int:
    # A file counts for itself too, so that files without passages are bounded.
    return 1 + sum(len(document.passages) for document in loaded.documents)


def load_file(loader: DocumentLoader, file: File) -> LoadedFile:
    """The file's documents, split; names that occur again in it are numbered."""
    try:
        documents = loader.load(file.path, file.name)
    except IndexingError as error:
        return unread(file, error)
    counts = Counter[str]()
    kept = []
    for document in documents:
        name = document.source.name
        counts[name] += 1
        if counts[name] > 1:
            name += f" ({counts[name]})"
        kept.append(_split(replace(document, source=replace(document.source, name=name))))
    return LoadedFile(file, kept)


def unread(file: File, error: IndexingError) -> LoadedFile:
    """A file that could not be loaded, with why."""
    return LoadedFile(file, error=str(error), foreign=isinstance(error, ForeignError))


def _split(document: Document) -> SplitDocument:
    """The passages under a key for the text and its blocks, and how they are made of them.

    Half a SHA-256 is enough: no two texts share it by accident.
    """
    made = hashlib.sha256(document.text.encode("utf-8", "surrogatepass"))
    made.update(f"{READING} {blocks_to_json(document.blocks)}".encode("ascii"))
    return SplitDocument(document.source, made.hexdigest()[:32], split(document))
