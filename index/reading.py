"""Files → texts cut into passages, some files ahead of whoever embeds them."""

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from index.scan import File
from index.split import split
from index.types import Document, IndexingError, Passage, Source

_THREADS = 2
_AHEAD = 16
"""Files read ahead."""


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
    """A file with its texts, or with the reason it has none."""

    file: File
    texts: Sequence[Text] = ()
    error: str = ""


def read_ahead(
    reader: Reader, files: Iterable[File], wanted: Callable[[str], bool]
) -> Generator[Contents, None, None]:
    """The contents of files, in their order; of the documents in them those with `wanted` names."""
    ahead: deque[Future[Contents]] = deque()
    threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="read")
    try:
        for file in files:
            ahead.append(threads.submit(_read, reader, file, wanted))
            if len(ahead) > _AHEAD:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
    finally:
        # Not waiting: a parser may hang, and whoever owns the reader ends it.
        threads.shutdown(wait=False, cancel_futures=True)


def _read(reader: Reader, file: File, wanted: Callable[[str], bool]) -> Contents:
    try:
        documents = reader.load(file.path, file.name)
    except IndexingError as error:
        return Contents(file, error=str(error))
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
