"""The one handle on a library: what is in it, its texts, search, and keeping it in step."""

import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from index.lexical import Lexical
from index.records import Record, StoreSettings
from index.retrieve import retrieve, within
from index.scan import scan, with_roots
from index.store import Store
from index.sync import Changes, Progress, Reader, Report, sync
from index.types import Embedder, Hit, IndexingError, Source

if TYPE_CHECKING:
    from filelock import BaseFileLock


class Library:
    """A library in a data folder, with its vectors there or in a Chroma server or cloud.

    Objects of several processes may stand on one folder: one of them writes at a time, and the
    others see each document's old state or its new one. One object may serve several threads.
    """

    def __init__(self, folder: Path, embedder: Embedder, chroma: str | None = None) -> None:
        """Open the library in `folder`, making it where it is missing, and heal what is behind.

        `chroma` is a server's URL, or `cloud`, where the vectors are not in the folder itself.
        Raises IndexingError where it can't be opened.
        """
        self.folder, self.embedder = folder, embedder
        self._location: str | Path = chroma or folder / "chroma"
        self._guard = threading.RLock()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise IndexingError(
                f"the data folder {folder} can't be made ({error.strerror}): name another with"
                " ASSISTANT_DATA"
            ) from error
        self._open()

    def close(self) -> None:
        """Let go of the library's files."""
        with self._guard:
            self._store.close()

    # what is in it

    @property
    def records(self) -> list[Record]:
        """Every document's record by name, those that could not be read included."""
        with self._current() as store:
            return [record for _, record in sorted(store.records.items())]

    def sources(self) -> list[Source]:
        """The documents, in order of their names; a text that two names share comes once."""
        with self._current() as store:
            return sorted(store.live.values(), key=lambda source: source.name)

    def passages(self) -> int:
        """How many passages the library holds."""
        with self._current() as store:
            return store.count()

    def passages_by_document(self) -> dict[str, int]:
        """How many passages each content key has."""
        with self._current() as store:
            return Counter(identity.partition(":")[0] for identity in store.ids())

    def roots(self) -> dict[str, str]:
        """The indexed paths: the label with which their documents' names begin → the path."""
        with self._current() as store:
            return store.settings.roots

    def text(self, name: str) -> str:
        """A document's whole text: what offsets count in. Raises IndexingError if unknown."""
        with self._current() as store:
            record = store.records.get(name)
            if record is None or not record.key:
                raise _unknown(name)
            return store.text(record.key)

    def search(
        self,
        question: str,
        limit: int,
        *,
        since: date | None = None,
        until: date | None = None,
        pattern: str | None = None,
    ) -> list[Hit]:
        """The best passages for a question, best first, of documents that pass the filters."""
        with self._current() as store:
            keys = within(store.live, since, until, pattern)
            return retrieve(store, self.lexical, self.embedder, question, limit, keys)

    def rarity(self, stem: str) -> float:
        """How rare a word's stem is among the passages: its inverse document frequency."""
        return self.lexical.rarity(stem)

    # keeping it in step

    def index(
        self,
        paths: Sequence[Path],
        reader: Reader,
        progress: Callable[[Progress], None] = lambda _progress: None,
    ) -> Report:
        """Make the library match these paths and those indexed before, which it remembers.

        Documents below a remembered path that is not there just now are kept, unless that path
        is named again. Raises IndexingError for a path that never was.
        """
        with self._writing() as (store, lexical):
            roots = with_roots(store.settings.roots, paths)
            files, absent = scan(roots)
            named = {path.resolve() for path in paths}
            excluded = store.settings.excluded - {f.name for f in files if f.path in named}
            changes = sync(
                store,
                self.embedder,
                reader,
                [file for file in files if file.name not in excluded],
                lambda name: name.partition("/")[0] in absent,
                progress,
            )
            settings = replace(store.settings, roots=roots, excluded=excluded)
            self._derive(store, lexical, changes, settings)
            return changes.report

    def remove(self, name: str) -> None:
        """Take a document out of the library, and leave it out at the next syncs."""
        with self._writing() as (store, lexical):
            record = store.records.get(name)
            if record is None:
                raise _unknown(name)
            store.drop([name])
            dropped = frozenset({record.key} - set(store.live))
            store.sweep(dropped)
            settings = store.settings
            settings = replace(settings, excluded=settings.excluded | {name})
            self._derive(store, lexical, Changes(Report(), frozenset(), dropped), settings)

    # inside

    @contextmanager
    def _current(self) -> Iterator[Store]:
        """The store as the last completed sync left it, opened anew where one has come since."""
        with self._guard:
            if self._store.settings.revision != self._revision:
                self._store.close()
                self._open()
            yield self._store

    def _open(self) -> None:
        """Open for reading; where a writer died, or the lexical index is behind, heal first."""
        from filelock import Timeout

        self._store, self.lexical = self._opened()
        self._revision = self._store.settings.revision
        if _whole(self._store, self.lexical):
            return
        try:
            with self._lock().acquire(timeout=0):
                _heal(self._store, self.lexical)
        except (Timeout, OSError):
            # Somebody writes just now, or nobody can. What there is serves; else memory does.
            if self.lexical.revision is None:
                self.lexical = Lexical(None)
                self.lexical.rebuild(self._store.passages(), self._revision)

    @contextmanager
    def _writing(self) -> Iterator[tuple[Store, Lexical]]:
        """Hold the library's lock, which dies with its process, and announce what comes."""
        with ExitStack() as stack:
            try:
                stack.enter_context(self._lock())
            except OSError as error:
                raise IndexingError(
                    f"the data folder {self.folder} can't be written ({error.strerror}): name"
                    " another with ASSISTANT_DATA"
                ) from error
            store, lexical = self._opened()
            try:
                if not _whole(store, lexical):
                    _heal(store, lexical)
                store.configure(replace(store.settings, writing=True))
                yield store, lexical
            finally:
                store.close()

    def _opened(self) -> tuple[Store, Lexical]:
        store = Store(self._location, self.embedder.name, self.embedder.dimension)
        return store, Lexical(self.folder / "lexical")

    def _derive(
        self, store: Store, lexical: Lexical, changes: Changes, settings: StoreSettings
    ) -> None:
        """Bring the lexical index up to the store, and make the store's new state the current."""
        revision = uuid.uuid4().hex
        lexical.update(store.passages(changes.added), changes.dropped, revision)
        store.configure(replace(settings, revision=revision, writing=False))

    def _lock(self) -> "BaseFileLock":
        from filelock import FileLock

        return FileLock(self.folder / "lock")


def _whole(store: Store, lexical: Lexical) -> bool:
    settings = store.settings
    return not settings.writing and lexical.revision == settings.revision


def _heal(store: Store, lexical: Lexical) -> None:
    """Sweep out what a writer that died left behind, and make the lexical index anew."""
    settings = store.settings
    if settings.writing:
        store.sweep({identity.partition(":")[0] for identity in store.ids()})
    lexical.rebuild(store.passages(), settings.revision)
    store.configure(replace(settings, writing=False))


def _unknown(name: str) -> IndexingError:
    return IndexingError(
        f"the library holds no document named {name!r}: assistant library lists the names"
    )
