"""A library's rows written anew, in a snapshot of their own."""

import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from index.search.lexical import Lexical
from index.store import Store
from index.store.snapshots import Snapshots
from index.types import Embedder


@dataclass(frozen=True, slots=True)
class Rewriting:
    """The store of the current snapshot, and the one in `folder` that takes its place."""

    old: Store
    new: Store
    folder: Path

    def finish(self) -> None:
        """Completes the new store's folder, ready to be published."""
        settings = replace(self.new.settings, revision=uuid.uuid4().hex, writing=False)
        self.new.configure(settings)
        Lexical(self.folder / "lexical").rebuild(self.new.passages(), settings.revision)
        self.new.write_indexes()
        self.new.close()
        self.old.close()


@contextmanager
def rewriting(snapshots: Snapshots, old: Embedder, new: Embedder) -> Iterator[Rewriting]:
    """The current snapshot, whose vectors the `old` embedder made, and an empty one beside it.

    What is not published is discarded. The caller holds the lock.
    """
    current = snapshots.current() or snapshots.draft()
    with ExitStack() as stack:
        stack.callback(snapshots.discard)
        folder = snapshots.draft(empty=True)
        before = Store(current / "chroma", old)
        stack.callback(before.close)
        after = Store(folder / "chroma", new)
        stack.callback(after.close)
        yield Rewriting(before, after, folder)
