"""Passages in batches: embedded, and written by another thread, then the records they complete."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future

from index.embed import embedded_text
from index.store import Store
from index.store.records import Record
from index.sync.loading import SplitDocument
from index.types import Embedder, Passage

BATCH, BATCH_CHARACTERS = 512, 64_000
"""Passages embedded and written at a time, and characters of them: the most an interrupt loses."""

_RECORDS = 1024
"""Records that wait for their passages to be written."""


class Batch:
    """Passages that wait to be embedded, and the records to be written after them."""

    def __init__(
        self, store: Store, embedder: Embedder, writer: Executor, count: Callable[[int], None]
    ) -> None:
        self.keys: set[str] = set()
        self._store, self._embedder, self._writer, self._count = store, embedder, writer, count
        self._rows: list[tuple[str, Passage]] = []
        self._records: list[Record] = []
        self._characters = 0
        self._writing: Future[None] | None = None

    def put(self, record: Record) -> None:
        """Add a record, to be written once all passages added so far are."""
        self._records.append(record)

    def add(self, document: SplitDocument) -> None:
        """Add a document's passages."""
        self.keys.add(document.key)
        self._rows.extend((document.key, passage) for passage in document.passages)
        self._characters += sum(len(passage.text) for passage in document.passages)

    def flush_if_full(self) -> None:
        """Embed and write what waits, if it is enough for a batch."""
        full = len(self._rows) >= BATCH or self._characters >= BATCH_CHARACTERS
        if full or len(self._records) >= _RECORDS:
            self.flush()

    def flush(self) -> None:
        """Embed what waits and have the writing thread store it, then the records it completes."""
        rows, records = self._rows, self._records
        self._rows, self._records, self._characters = [], [], 0
        for part in _parts(rows):
            vectors = self._embedder.embed([embedded_text(passage) for _, passage in part])
            self._write(self._store.add, part, vectors)
            self._count(len(part))
        # After their passages, for a record makes its document part of the library.
        self._write(self._store.put, records)

    def finish(self) -> None:
        """Wait for what is being written."""
        if self._writing is not None:
            self._writing.result()

    def _write(self, step: Callable[..., None], *arguments: object) -> None:
        self.finish()  # one write at a time; an error of the last is raised here
        self._writing = self._writer.submit(step, *arguments)


def _parts(rows: Iterable[tuple[str, Passage]]) -> Iterator[list[tuple[str, Passage]]]:
    """The rows in batches: many short ones, fewer long ones."""
    part: list[tuple[str, Passage]] = []
    characters = 0
    for row in rows:
        part.append(row)
        characters += len(row[1].text)
        if len(part) == BATCH or characters >= BATCH_CHARACTERS:
            yield part
            part, characters = [], 0
    if part:
        yield part
