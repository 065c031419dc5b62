"""A library's next snapshot, which its one writer drafts and publishes."""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from index.search.lexical import Lexical
from index.search.lexical_cursor import LexicalCursor
from index.store import ChromaAddress, Store, StoreError
from index.store.excluded_names import ExcludedNames
from index.store.records import Record, StoreSettings
from index.store.snapshots import Snapshots
from index.sync.roots import merged_roots
from index.types import Embedder


class DraftSnapshot:
    """A private copy of the current snapshot to change, which becomes current when published.

    A server has one store for all snapshots: it is changed in place, document by document, perhaps
    by several indexers at once, each with a data folder of its own. So nothing that another one is
    writing is swept away there, and what it wrote meanwhile is followed.
    """

    def __init__(
        self,
        snapshots: Snapshots,
        server: ChromaAddress | None,
        embedder: Embedder,
        known: Mapping[str, Record] | None = None,
    ) -> None:
        """Make the copy; the caller holds the lock. Raises IndexingError where that fails.

        `known` are the current snapshot's records, where the caller has them in memory already.
        """
        self._snapshots, self._folder = snapshots, snapshots.draft()
        self._server, self._embedder = server, embedder
        self.store = Store(server or self._folder / "chroma", embedder)
        if known is not None and server is None:
            self.store.records = dict(known)
        self._lexical = Lexical(self._folder / "lexical")
        self.settings = self._settings_before = self.store.settings
        if self.settings.writing and server is None:
            self.store.sweep()  # a writer died, and left passages that no record points at
        if server is not None:
            # Another indexer's documents may be in the store and not yet in any revision.
            self._cursor = LexicalCursor.beside(self._folder / "lexical")
        else:
            if self._lexical.revision != self.settings.revision:
                self._lexical.rebuild(self.store.passages(), self.settings.revision)
            self._cursor = LexicalCursor.at(self.store)
        self.store.configure(replace(self.settings, writing=True))

    def publish(self) -> None:
        """Update the lexical index from the store, and make this the current snapshot."""
        revision = uuid.uuid4().hex
        gone = self._follow(revision)
        while self._server and self._is_behind():
            gone |= self._follow(revision)
        settings = replace(self._merged(), revision=revision, writing=True)
        # `writing` stays set until all is swept: if this process dies, the next writer sweeps.
        self.store.configure(settings)
        self.store.sweep(gone)
        self.store.configure(replace(settings, writing=False))
        self.store.write_indexes()
        self.store.close()
        self._snapshots.publish(self._folder)

    def close(self) -> None:
        """Let go of the files."""
        self.store.close()

    def _follow(self, revision: str) -> set[str]:
        """Bring the lexical index to what the store holds now; the content keys that went."""
        if self._server is not None:
            self.store.close()
            self.store = Store(self._server, self._embedder)
        self._seen = self.store.settings.revision
        return self._cursor.follow(self._lexical, self.store, revision)

    def _is_behind(self) -> bool:
        """Whether another indexer has published since this one read the store."""
        return self.store.settings.revision != self._seen

    def _merged(self) -> StoreSettings:
        """The settings with what another indexer changed of them meanwhile."""
        old, own, now = self._settings_before, self.settings, self.store.settings
        roots = merged_roots(now.roots, old.roots, own.roots)
        excluded = (now.excluded - old.excluded) | own.excluded
        return replace(own, roots=roots, excluded=ExcludedNames(excluded))


@contextmanager
def drafted(
    snapshots: Snapshots,
    server: ChromaAddress | None,
    embedder: Embedder,
    known: Mapping[str, Record] | None = None,
) -> Iterator[DraftSnapshot]:
    """A draft to change, published at the end; the caller holds the lock.

    It is published after an error too, with what was done before it, unless the store itself
    failed: then the library stays as it was.
    """
    with ExitStack() as stack:
        stack.callback(snapshots.discard)
        draft = DraftSnapshot(snapshots, server, embedder, known)
        stack.callback(draft.close)
        try:
            yield draft
        except StoreError:
            raise
        except BaseException:  # an interrupt too
            draft.publish()
            raise
        draft.publish()
