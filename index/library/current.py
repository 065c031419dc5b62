"""A library's current snapshot, kept open for reading, and replaced when a newer one is there."""

import os
import shutil
import tempfile
import threading
import weakref
from collections.abc import Callable
from contextlib import ExitStack, suppress
from math import inf
from pathlib import Path
from typing import TypeVar, cast

from index.search.lexical import Lexical
from index.search.lexical_cursor import LexicalCursor
from index.store import ChromaAddress, Store, StoreError
from index.store.snapshots import BusyError, Snapshots, copy
from index.sync.draft import drafted
from index.types import Embedder, IndexingError

_T = TypeVar("_T")


class CurrentSnapshot:
    """The current snapshot's store and lexical index, made where there is no snapshot yet.

    Where its folder can't be written, a temporary copy is opened instead. A server's store may be
    ahead of the lexical index: `behind` counts the passages that it lacks. They are added when the
    store is read next, in a thread where there are more than `at_once`.
    """

    def __init__(
        self, snapshots: Snapshots, folder: Path, embedder: Embedder, server: ChromaAddress | None
    ) -> None:
        """Open it. Raises IndexingError where that fails."""
        self._snapshots, self._folder = snapshots, folder
        self.embedder, self._server = embedder, server
        self._guard = threading.RLock()
        self._opened: Path | None = None
        self._scratch: Path | None = None
        self._revision = ""
        self.behind = 0
        self.at_once: float = inf
        self._following: threading.Thread | None = None
        self._store: Store
        self._lexical: Lexical
        if snapshots.current() is None:
            _refuse_other_layouts(folder)
        self.read(lambda _store, _lexical: None)

    def behind_now(self) -> int:
        """How many passages the lexical index lacks that the server has now."""
        return self.read(lambda _store, _lexical: self.behind)

    def close(self) -> None:
        """Let go of the files."""
        with self._guard:
            self._close()

    def replace(self, embedder: Embedder, publish: Callable[[], None]) -> None:
        """Have a snapshot published whose vectors another embedder made; nobody reads meanwhile."""
        with self._guard:
            publish()
            self.embedder = embedder

    def read(self, step: Callable[[Store, Lexical], _T]) -> _T:
        """What `step` reads of the current snapshot; repeated where a newer one came meanwhile."""
        with self._guard:
            while True:
                current = self._snapshots.current()
                try:
                    self._follow(current)
                    found = step(self._store, self._lexical)
                except IndexingError:
                    # A writer deletes the old snapshot, perhaps while it is read.
                    if self._snapshots.current() == current:
                        raise
                    continue
                if self._snapshots.current() == self._opened:
                    return found

    def _follow(self, current: Path | None) -> None:
        """Open the current snapshot, unless it is open, and make one where there is none."""
        if current is None:
            with self._snapshots.locked():
                if self._server is not None:
                    self._follow_server()
                elif self._snapshots.current() is None:
                    with drafted(self._snapshots, None, self.embedder):
                        pass
            current = self._snapshots.current()
        elif current == self._opened and (
            self._server is None or self._store.settings.revision == self._revision
        ):
            if self._server is not None and self._lexical.revision != self._revision:
                self._catch_up()
            return
        self._close()
        self._open(cast(Path, current))

    def _open(self, current: Path) -> None:
        folder = current
        if self._server is None and not (current / "chroma" / "chroma.sqlite3").exists():
            raise StoreError(
                f"{current} is damaged: move {self._folder} away (or name another folder with"
                " ASSISTANT_DATA), then run assistant index on your documents"
            )
        if not os.access(current, os.W_OK):
            # Chroma writes to what it opens, and tantivy locks what it reads.
            folder = self._scratch = Path(tempfile.mkdtemp(prefix="assistant-"))
            weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
            copy(current, folder)
        self._store = Store(self._server or folder / "chroma", self.embedder)
        self._opened, self._revision = current, self._store.settings.revision
        self._lexical = Lexical(folder / "lexical")
        self.behind = 0
        if self._lexical.revision == self._revision:
            return
        if self._server is not None and self._lexical.revision is not None:
            cursor = LexicalCursor.beside(folder / "lexical")
            if folder == self._scratch:
                cursor.follow(self._lexical, self._store, self._revision)
            else:
                self.behind = cursor.behind(self._store)
                self._catch_up()
        elif not self._repaired():
            self._lexical = Lexical()
            self._lexical.rebuild(self._store.passages(), self._revision)

    def _catch_up(self) -> None:
        """Have the lexical index follow the server: now, or where that takes long in a thread.

        Until it has, and while another process keeps the folder's lock, it is as it was.
        """
        if self.behind <= self.at_once:
            with suppress(BusyError):
                self._follow_server(self._store)
        elif self._following is None or not self._following.is_alive():
            self._following = threading.Thread(target=self._follow_in_thread, daemon=True)
            self._following.start()

    def _follow_in_thread(self) -> None:
        with suppress(IndexingError):  # where the server is away, the next read tries again
            self._follow_server()

    def _follow_server(self, store: Store | None = None) -> None:
        """Publish a snapshot whose lexical index holds what the server does now.

        With a store at hand, BusyError is raised where another process has the lock; without one it
        is waited for.
        """
        with self._snapshots.locked(wait=store is None), ExitStack() as stack:
            # Read before the records: what is written after it belongs to a later revision.
            revision, current = self._revision, self._snapshots.current()
            if store is None:
                store = Store(cast(ChromaAddress, self._server), self.embedder)
                stack.callback(store.close)
                revision = store.settings.revision
            if current is not None and Lexical(current / "lexical").revision == revision:
                return  # whoever had the lock has done it
            stack.callback(self._snapshots.discard)
            folder = self._snapshots.draft()
            lexical = Lexical(folder / "lexical")
            LexicalCursor.beside(folder / "lexical").follow(lexical, store, revision)
            self._snapshots.publish(folder)

    def _repaired(self) -> bool:
        """Rebuild a lexical index that is damaged or behind, in a new snapshot, if that can be."""
        try:
            with self._snapshots.locked(wait=False):
                try:
                    draft = self._snapshots.draft()
                    Lexical(draft / "lexical").rebuild(self._store.passages(), self._revision)
                    self._snapshots.publish(draft)
                finally:
                    self._snapshots.discard()
        except IndexingError:
            return False  # another process is writing, or the folder can't be written
        return True

    def _close(self) -> None:
        if self._opened is not None:
            self._store.close()
            self._opened = None
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)
            self._scratch = None


def _refuse_other_layouts(folder: Path) -> None:
    """Raise IndexingError where a folder holds a Chroma that is none of this layout."""
    for place in (folder, folder / "chroma"):
        if (place / "chroma.sqlite3").exists():
            raise IndexingError(
                f"{place} holds a library of an older layout: move it away, or, if it is another"
                " program's, name another folder with ASSISTANT_DATA; then run assistant index on"
                " your documents"
            )
