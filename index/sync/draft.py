"""A library's next snapshot, which its one writer drafts and publishes."""

import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from index.embed import context
from index.search.lexical import Lexical
from index.store import Store, StoreError
from index.store.snapshots import Snapshots
from index.types import Embedder


class DraftSnapshot:
    """A private copy of the current snapshot to change, which becomes current when published.

    A server has one store for all snapshots: it is changed in place, document by document.
    """

    def __init__(self, snapshots: Snapshots, server: str | None, embedder: Embedder) -> None:
        """Make the copy; the caller holds the lock. Raises IndexingError where that fails."""
        self._snapshots, self._folder = snapshots, snapshots.draft()
        self.store = Store(server or self._folder / "chroma", embedder)
        self._lexical = Lexical(self._folder / "lexical")
        self.settings = self.store.settings
        if self.settings.writing:
            self.store.sweep()  # a writer died, and left passages that no record points at
        if self._lexical.revision != self.settings.revision:
            self._lexical.rebuild(self.store.passages(), self.settings.revision)
        self._before = self._contexts()
        self.store.configure(replace(self.settings, writing=True))

    def publish(self) -> None:
        """Update the lexical index from the store, and make this the current snapshot."""
        before, after = self._before, self._contexts()
        revision = uuid.uuid4().hex
        changed = {key for key in after if after[key] != before.get(key)}
        gone = {key for key in before if before[key] != after.get(key)}
        self._lexical.update(self.store.passages(changed), gone, revision)
        settings = replace(self.settings, revision=revision, writing=True)
        # `writing` stays set until all is swept: if this process dies, the next writer sweeps.
        self.store.configure(settings)
        self.store.sweep(gone)
        self.store.configure(replace(settings, writing=False))
        self.store.write_indexes()
        self.store.close()
        self._snapshots.publish(self._folder)

    def _contexts(self) -> dict[str, str]:
        """The context that each content key's passages are indexed with."""
        return {key: context(source) for key, source in self.store.live.items()}


@contextmanager
def drafted(
    snapshots: Snapshots, server: str | None, embedder: Embedder
) -> Iterator[DraftSnapshot]:
    """A draft to change, published at the end; the caller holds the lock.

    It is published after an error too, with what was done before it, unless the store itself
    failed: then the library stays as it was.
    """
    with ExitStack() as stack:
        stack.callback(snapshots.discard)
        draft = DraftSnapshot(snapshots, server, embedder)
        stack.callback(draft.store.close)
        try:
            yield draft
        except StoreError:
            raise
        except BaseException:  # an interrupt too
            draft.publish()
            raise
        draft.publish()
