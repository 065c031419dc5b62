"""Make the library match its files: what is new is read, embedded and stored, what is gone dropped.

read → split → embed → store, each step ahead of the next: while one batch is embedded, the files
of the next are read and split, and the vectors of the one before are written.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from math import inf
from typing import Self

from index.embed import context, embedded_text
from index.store import Store, StoreError
from index.store.records import Record
from index.sync.loading import Reader, Text, read_ahead
from index.sync.report import Progress, Report, compare
from index.sync.scan import File, Scan
from index.types import Embedder, Passage, Source

__all__ = ["Progress", "Reader", "Report", "Sync"]

BATCH = 64
"""Passages embedded and written at a time: what an interrupt loses at most, some seconds' work."""

_FRESH = 2_000_000_000
"""Nanoseconds for which a file's time does not tell of a further change: some disks count so."""


class Sync:
    """One run that makes a library match its files, in as many steps as time allows.

    A file whose size and time are as recorded is taken as unchanged. Only texts that the library
    does not hold are embedded, and those whose title, outlet or date has become another.
    """

    def __init__(
        self,
        before: Mapping[str, Record],
        found: Scan,
        embedder: Embedder,
        reader: Reader,
        progress: Callable[[Progress], None] = lambda _progress: None,
        *,
        excluded: Collection[str] = (),
        named: Collection[str] = (),
        waiting: Callable[[File], bool] = lambda _file: False,
    ) -> None:
        """`before` are the library's records by name. Documents with `excluded` names are left
        out; files that are `waiting`, because somebody writes them just now, stay as they were.
        Of foreign files those whose paths were `named` are told.
        """
        self._before, self._found, self._excluded = before, found, excluded
        self._named = named
        self._embedder, self._progress = embedder, progress
        self._waiting = {str(file.path) for file in found.files if waiting(file)}
        self._held = {record.key for record in before.values()}
        self._seen: set[str] = set()
        self._stale = self._compared()
        self._contents = read_ahead(reader, self._stale, lambda name: name not in excluded)
        self._files = self._passages = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._contents.close()

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to change."""
        return bool(self._stale or self._gone())

    def step(self, store: Store, seconds: float = inf) -> bool:
        """Take in files for some seconds; whether more is to be done.

        Where it is interrupted, or the embedder fails, the store holds what was done before.
        """
        with ThreadPoolExecutor(1, thread_name_prefix="store") as writer:
            batch = _Batch(store, self._embedder, writer, self._tell)
            try:
                more = self._take(batch, time.monotonic() + seconds)
                batch.flush()
                batch.settle()
            except StoreError:
                raise
            except BaseException:
                batch.settle()
                store.sweep(batch.keys)
                raise
        if not more:
            store.drop(self._gone())
        return more

    def report(self, after: Mapping[str, Record]) -> Report:
        """What changed, now that the library's records are these."""
        report = compare(self._before, after, self._named)
        for path, reason in self._found.absent.items():
            report.failed.append((path, f"{path} {reason}: what was read there before is kept"))
        return report

    def _compared(self) -> list[File]:
        """The files that have to be read; the documents of the others count as seen."""
        by_path: dict[str, list[Record]] = defaultdict(list)
        for record in self._before.values():
            by_path[record.path].append(record)
        stale = []
        for file in self._found.files:
            records = by_path[str(file.path)]
            if str(file.path) in self._waiting or file.name in self._excluded:
                continue
            if records and all(_is_same(record, file) for record in records):
                self._seen.update(record.source.name for record in records)
            else:
                stale.append(file)
        return stale

    def _gone(self) -> list[str]:
        """The names of documents whose files are not there any more, or not under that name."""
        return [
            name
            for name, record in self._before.items()
            if name not in self._seen
            and record.path not in self._waiting
            and self._found.knows(record.path)
        ]

    def _take(self, batch: "_Batch", until: float) -> bool:
        """Hand over the files' contents until time is up; whether there are more of them."""
        for contents in self._contents:
            self._files += 1
            file = contents.file
            modified = 0 if abs(time.time_ns() - file.modified) < _FRESH else file.modified
            if contents.error:
                texts = [Text(Source(file.name, file.path.name), "")]
            else:
                texts = list(contents.texts)
            for text in texts:
                record = Record(
                    text.source,
                    text.key,
                    str(file.path),
                    file.size,
                    modified,
                    contents.error,
                    len(text.passages),
                    contents.foreign,
                )
                self._seen.add(text.source.name)
                batch.put(record)
                if self._is_new(text):
                    self._held.add(text.key)
                    batch.add(text)
            batch.flush_if_full()
            self._tell(0)
            if time.monotonic() > until:
                return True
        return False

    def _is_new(self, text: Text) -> bool:
        """Whether a text has to be embedded."""
        before = self._before.get(text.source.name)
        if before is not None and before.key == text.key:
            return context(before.source) != context(text.source)
        return text.key not in self._held

    def _tell(self, embedded: int) -> None:
        self._passages += embedded
        self._progress(Progress(self._files, len(self._stale), self._passages))


class _Batch:
    """Passages that wait to be embedded, and the records that they complete."""

    def __init__(
        self, store: Store, embedder: Embedder, writer: Executor, tell: Callable[[int], None]
    ) -> None:
        self.keys: set[str] = set()
        self._store, self._embedder, self._writer, self._tell = store, embedder, writer, tell
        self._rows: list[tuple[str, Passage]] = []
        self._records: list[Record] = []
        self._writing: Future[None] | None = None

    def put(self, record: Record) -> None:
        """Take a record, to be written once all passages taken so far are."""
        self._records.append(record)

    def add(self, text: Text) -> None:
        """Take a text's passages."""
        self.keys.add(text.key)
        self._rows.extend((text.key, passage) for passage in text.passages)

    def flush_if_full(self) -> None:
        """Embed and write what there is if it is worth the while."""
        if len(self._rows) >= BATCH or len(self._records) >= 16 * BATCH:
            self.flush()

    def flush(self) -> None:
        """Embed what waits and hand it to the writing thread, then the records it completes."""
        rows, records = self._rows, self._records
        self._rows, self._records = [], []
        for start in range(0, len(rows), BATCH):
            part = rows[start : start + BATCH]
            vectors = self._embedder.embed([embedded_text(passage) for _, passage in part])
            self._write(self._store.add, part, vectors)
            self._tell(len(part))
        self._write(self._store.put, records)

    def settle(self) -> None:
        """Wait for what is being written."""
        if self._writing is not None:
            self._writing.result()

    def _write(self, step: Callable[..., None], *arguments: object) -> None:
        self.settle()
        self._writing = self._writer.submit(step, *arguments)


def _is_same(record: Record, file: File) -> bool:
    """Whether a record is of this file as it is now, under the name that it has now."""
    as_recorded = (record.size, record.modified) == (file.size, file.modified)
    return as_recorded and record.source.name.startswith(file.name)
