"""Files → texts cut into passages, some files ahead of whoever embeds them."""

import hashlib
import threading
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from index.sync.scan import File
from index.sync.split import split
from index.types import Document, ForeignError, IndexingError, Passage, Source

_THREADS = 2
_PASSAGES = 512
"""Passages that are read ahead."""


class Reader(Protocol):
    """Reads one file into documents; raises IndexingError where it can't."""

    def load(self, path: Path, name: str) -> list[Document]:
        """The documents in a file that the library calls `name`."""
        ...


@dataclass(frozen=True, slots=True)
class Text:
    """A document as it is to be stored: its content's key, and its passages."""

    source: Source
    key: str
    passages: Sequence[Passage] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """A file with its texts, or with the reason it has none; `foreign` as in a record."""

    file: File
    texts: Sequence[Text] = ()
    error: str = ""
    foreign: bool = False


def read_ahead(
    reader: Reader, files: Iterable[File], wanted: Callable[[str], bool]
) -> Generator[Contents, None, None]:
    """The contents of files, in their order; of the documents in them those with `wanted` names."""
    ahead = _Ahead(lambda file: _read(reader, file, wanted), files)
    try:
        yield from ahead
    finally:
        ahead.close()


class _Ahead:
    """Reads on while nobody asks, until there are passages enough for whoever will."""

    def __init__(self, read: Callable[[File], Contents], files: Iterable[File]) -> None:
        self._read, self._files = read, iter(files)
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="read")
        self._lock = threading.Lock()
        self._order: deque[Future[Contents]] = deque()
        self._unread = self._waiting = 0
        self._closed = False

    def __iter__(self) -> Iterator[Contents]:
        self._read_on()
        while self._order:
            contents = self._order.popleft().result()
            self._read_on(waiting=-_weight(contents))
            yield contents

    def close(self) -> None:
        """Begin no more. What is being read is not waited for: whoever owns the reader ends it."""
        with self._lock:
            self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _read_on(self, unread: int = 0, waiting: int = 0) -> None:
        """Count what was read or taken, and begin with further files as far as there is room."""
        with self._lock:
            self._unread += unread
            self._waiting += waiting
            while not self._closed and self._waiting < _PASSAGES and self._unread < 2 * _THREADS:
                file = next(self._files, None)
                if file is None:
                    return
                self._unread += 1
                self._order.append(self._threads.submit(self._read_one, file))

    def _read_one(self, file: File) -> Contents:
        try:
            contents = self._read(file)
        except BaseException:
            self._read_on(unread=-1)
            raise
        self._read_on(unread=-1, waiting=_weight(contents))
        return contents


def _weight(contents: Contents) -> int:
    return 1 + sum(len(text.passages) for text in contents.texts)


def _read(reader: Reader, file: File, wanted: Callable[[str], bool]) -> Contents:
    try:
        documents = reader.load(file.path, file.name)
    except IndexingError as error:
        return Contents(file, error=str(error), foreign=isinstance(error, ForeignError))
    named = Counter[str]()
    texts = []
    for document in documents:
        named[document.source.name] += 1
        copies = named[document.source.name]
        name = document.source.name + (f" ({copies})" if copies > 1 else "")
        if wanted(name):
            texts.append(_text(replace(document, source=replace(document.source, name=name))))
    return Contents(file, texts)


def _text(document: Document) -> Text:
    key = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return Text(document.source, key, split(document))
