"""Make the library match its folders: add, update, move, remove; a report.

read → split → embed → store, each step ahead of the next: while one batch is embedded, the files
of the next are read and the vectors of the one before are written.
"""

import hashlib
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from index.embed import embedded_text
from index.records import Record
from index.scan import File
from index.split import split
from index.store import Store
from index.types import Document, Embedder, IndexingError, Passage, Source

BATCH = 128
"""Passages embedded and written at a time; what an interrupt loses at most."""

_AHEAD = 16
"""Files read ahead of the embedder."""


class Reader(Protocol):
    """Reads one file into documents; raises IndexingError where it can't."""

    def load(self, path: Path, name: str) -> list[Document]:
        """The documents in a file that the library calls `name`."""
        ...


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sync is: files done of all, passages embedded."""

    files: int
    total: int
    passages: int


@dataclass(slots=True)
class Report:
    """What a sync did, by document name; `failed` pairs names with one line each."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)

    def to_dict(self) -> dict[str, object]:
        """The report as the JSON that `assistant index --json` prints."""
        return {
            "added": self.added,
            "updated": self.updated,
            "moved": self.moved,
            "removed": self.removed,
            "unchanged": self.unchanged,
            "failed": [{"document": name, "error": error} for name, error in self.failed],
        }


@dataclass(frozen=True, slots=True)
class Changes:
    """What a sync changed in the store, as content keys, for what is derived from it."""

    report: Report
    added: frozenset[str]
    dropped: frozenset[str]


def sync(
    store: Store,
    embedder: Embedder,
    reader: Reader,
    files: Sequence[File],
    keep: Callable[[str], bool] = lambda _name: False,
    progress: Callable[[Progress], None] = lambda _progress: None,
) -> Changes:
    """Make the store hold exactly these files' documents, and those names that `keep` keeps.

    A file whose size and time are as recorded is taken as unchanged. Only texts that the store
    does not hold are embedded. What was written before an interrupt stays written.
    """
    by_path: dict[str, list[Record]] = defaultdict(list)
    for record in store.records.values():
        by_path[record.path].append(record)
    with ThreadPoolExecutor(1, thread_name_prefix="store") as writer:
        work = _Work(store, embedder, writer)
        stale = []
        for file in files:
            records = by_path.get(str(file.path), [])
            if records and all(_same(record, file) for record in records):
                work.keep(records)
            else:
                stale.append(file)
        for done, (file, documents, error) in enumerate(_read_ahead(reader, stale), 1):
            work.take(file, documents, error)
            progress(Progress(done, len(stale), work.embedded))
        work.flush()
        progress(Progress(len(stale), len(stale), work.embedded))
    return work.finish(keep)


class _Work:
    """The state of one sync: what came in so far, and what waits to be embedded."""

    def __init__(self, store: Store, embedder: Embedder, writer: Executor) -> None:
        self.embedded = 0
        self._store, self._embedder, self._writer = store, embedder, writer
        self._before: Mapping[str, Record] = dict(store.records)
        self._stored = {record.key for record in self._before.values() if record.key}
        self._seen: dict[str, Record] = {}
        self._added: set[str] = set()
        self._waiting: list[tuple[str, Passage]] = []
        self._records: list[Record] = []
        self._writing: Future[None] | None = None

    def keep(self, records: Iterable[Record]) -> None:
        """Take over records of a file that has not changed."""
        self._seen.update((record.source.name, record) for record in records)

    def take(self, file: File, documents: Sequence[Document], error: str) -> None:
        """Take in what was read of a file, and embed what waits once there is a batch of it."""
        found = [(document.source, _key(document.text)) for document in documents]
        if error:
            found = [(Source(file.name, Path(file.name).name), "")]
        for source, key in found:
            record = Record(source, key, str(file.path), file.size, file.modified, error)
            self._seen[source.name] = record
            self._records.append(record)
        for document, (_, key) in zip(documents, found, strict=False):
            if key not in self._stored:
                self._stored.add(key)
                self._added.add(key)
                self._waiting.extend((key, passage) for passage in split(document))
        if len(self._waiting) >= BATCH or len(self._records) >= 8 * BATCH:
            self.flush()

    def flush(self) -> None:
        """Embed what waits and hand it to the writing thread, then the records it completes."""
        rows, records = self._waiting, self._records
        self._waiting, self._records = [], []
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            vectors = self._embedder.embed([embedded_text(passage) for _, passage in batch])
            self._write(self._store.add, batch, vectors)
            self.embedded += len(batch)
        self._write(self._store.put, records)

    def _write(self, step: Callable[..., None], *arguments: object) -> None:
        if self._writing is not None:
            self._writing.result()
        self._writing = self._writer.submit(step, *arguments)

    def finish(self, keep: Callable[[str], bool]) -> Changes:
        """Take out what is gone, and tell what changed."""
        if self._writing is not None:
            self._writing.result()
        gone = {
            name: record
            for name, record in self._before.items()
            if name not in self._seen and not keep(name)
        }
        self._store.drop(list(gone))
        before = {record.key for record in self._before.values() if record.key}
        dropped = before - set(self._store.live)
        self._store.sweep(dropped)
        return Changes(self._report(gone), frozenset(self._added), frozenset(dropped))

    def _report(self, gone: Mapping[str, Record]) -> Report:
        report = Report()
        left: dict[str, list[str]] = defaultdict(list)
        for name, record in gone.items():
            if record.key:
                left[record.key].append(name)
        for name, record in self._seen.items():
            before = self._before.get(name)
            if record.error:
                report.failed.append((name, record.error))
            elif before is not None and before.key:
                same = (before.key, before.source) == (record.key, record.source)
                (report.unchanged if same else report.updated).append(name)
            elif left[record.key]:
                left[record.key].pop()
                report.moved.append(name)
            else:
                report.added.append(name)
        report.removed = sorted(name for names in left.values() for name in names)
        return report


def _same(record: Record, file: File) -> bool:
    return (record.size, record.modified) == (file.size, file.modified)


def _key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _read_ahead(
    reader: Reader, files: Iterable[File]
) -> Iterator[tuple[File, Sequence[Document], str]]:
    """Each file with its documents, or with the reason it has none; some files ahead."""

    def read(file: File) -> tuple[File, Sequence[Document], str]:
        try:
            return file, reader.load(file.path, file.name), ""
        except IndexingError as error:
            return file, (), str(error)

    ahead: deque[Future[tuple[File, Sequence[Document], str]]] = deque()
    with ThreadPoolExecutor(2, thread_name_prefix="read") as threads:
        try:
            for file in files:
                ahead.append(threads.submit(read, file))
                if len(ahead) > _AHEAD:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        finally:
            for waiting in ahead:
                waiting.cancel()
