"""Make the library match its files: load → split → embed → store what is new, drop what is gone.

The steps overlap: while one batch is embedded, the files of the next are loaded and split, and the
vectors of the one before are written.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from math import inf
from typing import Self

from index.embed import context
from index.store import Store, StoreError
from index.store.records import Record
from index.sync.carried_facts import CarriedFacts
from index.sync.loading import DocumentLoader, LoadedFile, SplitDocument, Workers, load_ahead
from index.sync.locked_files import opened_before
from index.sync.options import SyncOptions
from index.sync.passage_batch import Batch
from index.sync.recorded import is_recorded
from index.sync.report import Progress, SyncReport, compare
from index.sync.scan import File, Scan
from index.sync.vanished import Vanished, vanished_at_once, withheld_line
from index.types import Embedder, Source, Vectors

_FRESH = 2_000_000_000
"""Nanoseconds within which a file's time may miss a change: some file systems' resolution."""


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
        loader: DocumentLoader | Workers,
        progress: Callable[[Progress], None] = lambda _progress: None,
        options: SyncOptions | None = None,
    ) -> None:
        """`before` are the library's records by name."""
        self._before, self._found = before, found
        self._options = options = options or SyncOptions()
        self._progress = progress
        # Workers embed too; here it is one batch at a time, on all cores.
        self._workers = loader if isinstance(loader, Workers) else None
        self._embed = self._workers.embed if self._workers else embedder.embed
        self._waiting = {str(file.path) for file in found.files if options.waiting(file)}
        self._given = CarriedFacts(before, found, options.given)
        self._held = {record.key for record in before.values()}
        self._seen: set[str] = set()
        self._keys = {name: record.key for name, record in before.items()}
        self._stale = self._compared()
        self._loaded = load_ahead(loader, self._stale, lambda name: name not in options.excluded)
        self._files = self._passages = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._loaded.close()

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to change."""
        return bool(self._stale or self._gone())

    def step(self, store: Store, seconds: float = inf) -> bool:
        """Index files for some seconds; True if there are more.

        Where it is interrupted, or the embedder fails, the store holds what was done before.
        """
        threads = self._workers.threads if self._workers else 1
        with (
            ThreadPoolExecutor(1, thread_name_prefix="store") as writer,
            ThreadPoolExecutor(threads, thread_name_prefix="batch") as embedding,
        ):

            def embed(texts: list[str]) -> Future[Vectors]:
                return embedding.submit(self._embed, texts)

            batch = Batch(store, embed, 2 * threads, writer, self._count)
            try:
                more = self._index(batch, time.monotonic() + seconds)
                batch.flush()
                batch.finish()
            except StoreError:
                raise
            except BaseException:
                batch.drop()
                batch.finish()
                store.sweep(batch.keys)
                raise
        # Only at the end, when all documents seen are known; a moved one is stored by then.
        if not more:
            store.drop(self._gone())
        return more

    def report(self, after: Mapping[str, Record]) -> SyncReport:
        """What changed, now that the library's records are these."""
        report = compare(self._before, after, self._options.named)
        for folder, names in self._withheld().items():
            report.kept.extend(names)
            report.failed.append((folder, withheld_line(folder, len(names))))
        for path, reason in self._found.absent.items():
            report.failed.append((path, f"{path} {reason}: what was read there before is kept"))
        return report

    def _compared(self) -> list[File]:
        """The files that have to be loaded; the documents of the others count as seen."""
        by_path: dict[str, list[Record]] = defaultdict(list)
        for record in self._before.values():
            by_path[record.path].append(record)
        stale = []
        for file in self._found.files:
            records = by_path[str(file.path)]
            if str(file.path) in self._waiting or file.name in self._options.excluded:
                continue
            again = self._options.retry and any(
                record.error and not record.foreign for record in records
            )
            again |= any(name.startswith(file.name) for name in self._options.restored)
            if records and not again and all(is_recorded(record, file) for record in records):
                self._seen.update(record.source.name for record in records)
            else:
                stale.append(file)
        return stale

    def _gone(self) -> list[str]:
        """The names of documents whose files are gone, or have another name."""
        withheld = {name for names in self._withheld().values() for name in names}
        return [
            name
            for name, record in self._before.items()
            if name not in self._seen
            and name not in withheld
            and record.path not in self._waiting
            and self._found.knows(record.path)
        ]

    def _withheld(self) -> Vanished:
        """The documents that vanished all at once, by their folders, which are kept."""
        if self._options.prune:
            return {}
        keys = {key for name, key in self._keys.items() if name in self._seen}
        return vanished_at_once(self._before.values(), self._found, keys, self._options.excluded)

    def _index(self, batch: "Batch", until: float) -> bool:
        """Add files to the batch until time is up; True if there are more."""
        for loaded in self._loaded:
            self._files += 1
            self._add(batch, loaded)
            batch.flush_if_full()
            self._count(0)
            if time.monotonic() > until:
                return True
        return False

    def _add(self, batch: "Batch", loaded: LoadedFile) -> None:
        """Add a file's records to the batch, and those of its passages that are new."""
        file = loaded.file
        # A file changed just now may change again within its time's resolution: with time 0 in its
        # record it is loaded again at the next sync.
        modified = 0 if abs(time.time_ns() - file.modified) < _FRESH else file.modified
        documents = loaded.documents
        if opened := opened_before(self._before.values(), loaded):
            self._seen.update(opened)
            return
        if loaded.error:
            documents = [SplitDocument(Source(file.name, file.path.name), "")]
        for read in documents:
            document, record = self._given.applied(read, loaded, modified)
            self._seen.add(document.source.name)
            self._keys[document.source.name] = document.key
            batch.put(record)
            if self._is_new(document):
                self._held.add(document.key)
                batch.add(document)

    def _is_new(self, document: SplitDocument) -> bool:
        """Whether a document's passages have to be embedded."""
        before = self._before.get(document.source.name)
        # The context is embedded with each passage: where it changed, the vectors are stale.
        if before is not None and before.key == document.key:
            return context(before.source) != context(document.source)
        return document.key not in self._held

    def _count(self, embedded: int) -> None:
        self._passages += embedded
        self._progress(Progress(self._files, len(self._stale), self._passages))
