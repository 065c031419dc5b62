"""Passages on their way into the store: embedded in batches, some ahead of the writing thread."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future

from index.embed import embedded_text
from index.store import Store
from index.store.records import Record
from index.sync.loading import SplitDocument
from index.types import Passage, Vectors

BATCH, BATCH_CHARACTERS = 512, 64_000
"""Passages embedded and written at a time, and characters of them: an interrupt loses those of two
batches for each embedder."""

_RECORDS = 1024
"""Records that wait for their passages to be written."""


class Batch:
    """Passages that wait to be embedded, and the records to be written after them."""

    def __init__(
        self,
        store: Store,
        embed: Callable[[list[str]], Future[Vectors]],
        ahead: int,
        writer: Executor,
        count: Callable[[int], None],
    ) -> None:
        """`embed` begins to embed a batch, and `ahead` of them may be under way."""
        self.keys: set[str] = set()
        self._store, self._embed, self._ahead = store, embed, ahead
        self._writer, self._count = writer, count
        self._rows: list[tuple[str, Passage]] = []
        self._records: list[Record] = []
        self._characters = 0
        # What is being embedded, in order, with the records that it completes.
        self._steps: deque[tuple[list[tuple[str, Passage]], Future[Vectors] | list[Record]]]
        self._steps = deque()
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
        """Have what waits embedded and then stored, and after it the records it completes."""
        rows, records = self._rows, self._records
        self._rows, self._records, self._characters = [], [], 0
        for part in _parts(rows):
            self._steps.append((part, self._embed([embedded_text(each) for _, each in part])))
            self._store_all_but(self._ahead)
        # After their passages, for a record makes its document part of the library.
        self._steps.append(([], records))
        self._store_all_but(self._ahead)

    def drop(self) -> None:
        """Leave out what nobody has begun to embed, and what comes after it or after an error."""
        self._count = lambda _passages: None  # it may be what ended the run
        for _, step in reversed(self._steps):
            if isinstance(step, Future):
                step.cancel()
        for number, (_, step) in enumerate(self._steps):
            if isinstance(step, Future) and (step.cancelled() or step.exception() is not None):
                while len(self._steps) > number:
                    self._steps.pop()
                return

    def finish(self) -> None:
        """Wait for what is being embedded and written."""
        self._store_all_but(0)
        if self._writing is not None:
            self._writing.result()

    def _store_all_but(self, ahead: int) -> None:
        """Store the oldest, until so many steps are left."""
        while len(self._steps) > ahead:
            rows, step = self._steps[0]
            if isinstance(step, Future):
                vectors = step.result()  # an error leaves the step where it is
                self._steps.popleft()
                self._write(self._store.add, rows, vectors)
                self._count(len(rows))
            else:
                self._steps.popleft()
                self._write(self._store.put, step)

    def _write(self, step: Callable[..., None], *arguments: object) -> None:
        if self._writing is not None:
            self._writing.result()  # one write at a time; an error of the last is raised here
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
