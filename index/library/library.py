"""The one handle on a library: what is in it, its texts, search, and keeping it in step."""

import os
import shutil
import tempfile
import threading
import weakref
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar, cast

from index.search.filters import filtered_sources
from index.search.hybrid import retrieve
from index.search.lexical import Lexical
from index.store import Store, StoreError
from index.store.records import Record
from index.store.snapshots import States, copy
from index.sync.draft import drafted
from index.sync.loading import Reader
from index.sync.roots import with_roots
from index.sync.scan import File, scan
from index.sync.synchronize import Progress, Report, Sync
from index.types import Embedder, Hit, IndexingError, Source

CHECKPOINT = 300.0
"""Seconds of work after which a long sync makes what it has done the library's state."""

_T = TypeVar("_T")


class Library:
    """A library in a data folder, with its vectors there or in a Chroma server or cloud.

    Objects of several processes may stand on one folder: one of them writes at a time, and the
    others see the old state or the new one. One object may serve several threads.
    """

    def __init__(self, folder: Path, embedder: Embedder, chroma: str | None = None) -> None:
        """Open the library in `folder`, making it where it is missing.

        `chroma` is a server's URL, or `cloud`, where the vectors are not in the folder itself.
        Raises IndexingError where it can't be opened.
        """
        self.folder, self.embedder, self._server = folder, embedder, chroma
        self._guard = threading.RLock()
        self._states = States(self.folder)
        self._state: Path | None = None
        self._scratch: Path | None = None
        self._store: Store
        self._lexical: Lexical
        self._revision = ""
        if self._states.current() is None:
            _refuse_foreign(folder)
        self._read(lambda _store: None)

    def close(self) -> None:
        """Let go of the library's files."""
        with self._guard:
            self._shut()

    # what is in it

    @property
    def records(self) -> list[Record]:
        """Every document's record by name, those that could not be read included.

        Foreign files are, where they were named themselves.
        """

        def records(store: Store) -> list[Record]:
            named = store.settings.roots.values()
            found = (record for _, record in sorted(store.records.items()))
            return [each for each in found if not each.foreign or each.path in named]

        return self._read(records)

    def sources(self) -> list[Source]:
        """The documents, in order of their names; a text that two names share comes once."""
        return self._read(lambda store: list(store.live.values()))

    def passages(self) -> int:
        """How many passages the library holds."""
        return sum(self.passages_by_document().values())

    def passages_by_document(self) -> dict[str, int]:
        """How many passages each content key has."""
        return self._read(
            lambda store: {each.key: each.passages for each in store.records.values() if each.key}
        )

    def roots(self) -> dict[str, str]:
        """The indexed paths: the label with which their documents' names begin → the path."""
        return self._read(lambda store: store.settings.roots)

    def text(self, name: str) -> str:
        """A document's whole text: what offsets count in. Raises IndexingError if unknown."""

        def text(store: Store) -> str:
            record = store.records.get(name)
            if record is None or not record.key:
                raise _unknown(name)
            return store.text(record.key)

        return self._read(text)

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

        def search(store: Store) -> list[Hit]:
            sources = filtered_sources(store.records.values(), since, until, pattern)
            return retrieve(store, self._lexical, self.embedder, question, limit, sources)

        return self._read(search)

    def rarity(self, stem: str) -> float:
        """How rare a word's stem is among the passages: its inverse document frequency."""
        return self._read(lambda _store: self._lexical.rarity(stem))

    # keeping it in step

    def index(
        self,
        paths: Sequence[Path],
        reader: Reader,
        progress: Callable[[Progress], None] = lambda _progress: None,
        waiting: Callable[[File], bool] = lambda _file: False,
    ) -> Report:
        """Make the library match these paths and those indexed before, which it remembers.

        Documents below a remembered path that is not there just now are kept, unless that path
        is named again. Files that are `waiting` to be whole stay as they were. What is done before
        an interrupt is kept. Raises IndexingError for a path that never was.
        """
        with self._states.locked():
            before, settings = self._read(lambda store: (store.records, store.settings))
            files = [record.path for record in before.values()]
            roots = with_roots(settings.roots, paths, files)
            found = scan(roots, str(self.folder))
            named = {os.path.realpath(path) for path in paths}
            again = [f.name for f in found.files if str(f.path) in named]
            excluded = frozenset(
                name for name in settings.excluded if not name.startswith(tuple(again))
            )
            with Sync(
                before,
                found,
                self.embedder,
                reader,
                progress,
                excluded=excluded,
                named={*named, *roots.values()},
                waiting=waiting,
            ) as sync:
                after = before
                more = sync.is_needed or (roots, excluded) != (settings.roots, settings.excluded)
                while more:
                    with drafted(self._states, self._server, self.embedder) as draft:
                        draft.settings = replace(draft.settings, roots=roots, excluded=excluded)
                        more = sync.step(draft.store, CHECKPOINT)
                    after = draft.store.records
                return sync.report(after)

    def remove(self, name: str) -> None:
        """Take a document out of the library, and leave it out at the next syncs."""
        with self._states.locked():
            if name not in self._read(lambda store: store.records):
                raise _unknown(name)
            with drafted(self._states, self._server, self.embedder) as draft:
                draft.store.drop([name])
                excluded = draft.settings.excluded | {name}
                draft.settings = replace(draft.settings, excluded=excluded)

    # inside

    def _read(self, step: Callable[[Store], _T]) -> _T:
        """What `step` reads off the library's current state, which stays so while it reads."""
        with self._guard:
            while True:
                state = self._states.current()
                try:
                    self._follow(state)
                    found = step(self._store)
                except IndexingError:
                    if self._states.current() == state:
                        raise
                    continue
                if self._states.current() == self._state:
                    return found

    def _follow(self, state: Path | None) -> None:
        """Have a state open: the one that is open stays so if it is the same."""
        if state is None:
            with self._states.locked():
                if self._states.current() is None:
                    with drafted(self._states, self._server, self.embedder):
                        pass
            state = self._states.current()
        elif state == self._state and (
            self._server is None or self._store.settings.revision == self._revision
        ):
            return
        self._shut()
        self._open(cast(Path, state))

    def _open(self, state: Path) -> None:
        folder = state
        if self._server is None and not (state / "chroma" / "chroma.sqlite3").exists():
            raise StoreError(
                f"{state} is damaged: move {self.folder} away (or name another folder with"
                " ASSISTANT_DATA), then run assistant index on your documents"
            )
        if not os.access(state, os.W_OK):
            # Chroma writes to what it opens, and tantivy locks what it reads.
            folder = self._scratch = Path(tempfile.mkdtemp(prefix="assistant-"))
            weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
            copy(state, folder)
        self._store = Store(self._server or folder / "chroma", self.embedder)
        self._state, self._revision = state, self._store.settings.revision
        self._lexical = Lexical(folder / "lexical")
        if self._lexical.revision != self._revision and not self._repaired():
            self._lexical = Lexical()
            self._lexical.rebuild(self._store.passages(), self._revision)

    def _repaired(self) -> bool:
        """Make a lexical index that is damaged or behind anew, as a new state, if that can be."""
        try:
            with self._states.locked(wait=False):
                try:
                    draft = self._states.draft()
                    Lexical(draft / "lexical").rebuild(self._store.passages(), self._revision)
                    self._states.publish(draft)
                finally:
                    self._states.discard()
        except IndexingError:
            return False  # somebody writes just now, or nobody can
        return True

    def _shut(self) -> None:
        if self._state is not None:
            self._store.close()
            self._state = None
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)
            self._scratch = None


def _refuse_foreign(folder: Path) -> None:
    """Raise IndexingError where there is a Chroma in a folder that is none of ours."""
    for place in (folder, folder / "chroma"):
        if (place / "chroma.sqlite3").exists():
            raise IndexingError(
                f"{place} holds a library of an older layout: move it away, or, if it is another"
                " program's, name another folder with ASSISTANT_DATA; then run assistant index on"
                " your documents"
            )


def _unknown(name: str) -> IndexingError:
    return IndexingError(
        f"the library holds no document named {name!r}: assistant library lists the names"
    )
