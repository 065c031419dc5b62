"""A library's next state, as its one writer makes it."""

import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from index.embed import context
from index.search.lexical import Lexical
from index.store import Store, StoreError
from index.store.snapshots import States
from index.types import Embedder


class Draft:
    """A private copy of a library to change, which becomes the library when it is published.

    Where the vectors are in a server there is one store for all: it is changed in place, such that
    readers see each document's old state or its new one.
    """

    def __init__(self, states: States, server: str | None, embedder: Embedder) -> None:
        """Make the copy, for whoever holds the lock. Raises IndexingError where that fails."""
        self._states, self._folder = states, states.draft()
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
        """Bring the lexical index up to the store, and make this the library's current state."""
        before, after = self._before, self._contexts()
        revision = uuid.uuid4().hex
        changed = {key for key in after if after[key] != before.get(key)}
        gone = {key for key in before if before[key] != after.get(key)}
        self._lexical.update(self.store.passages(changed), gone, revision)
        settings = replace(self.settings, revision=revision, writing=True)
        self.store.configure(settings)
        self.store.sweep(gone)
        self.store.configure(replace(settings, writing=False))
        self.store.settle()
        self.store.close()
        self._states.publish(self._folder)

    def _contexts(self) -> dict[str, str]:
        """What each content is indexed with besides its own words."""
        return {key: context(source) for key, source in self.store.live.items()}


@contextmanager
def drafted(states: States, server: str | None, embedder: Embedder) -> Iterator[Draft]:
    """A draft to change, published in the end, by whoever holds the lock.

    It is published after an error as well, with what was done before: but not where the store
    itself failed. The library stays as it was then.
    """
    with ExitStack() as stack:
        stack.callback(states.discard)
        draft = Draft(states, server, embedder)
        stack.callback(draft.store.close)
        try:
            yield draft
        except StoreError:
            raise
        except BaseException:
            draft.publish()
            raise
        draft.publish()
