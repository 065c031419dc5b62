"""A library without some documents, written anew: nothing of them is left in its files."""

import uuid
from collections.abc import Collection
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice

import numpy as np

from index.search.lexical import Lexical
from index.store import Store
from index.store.excluded_names import ExcludedNames
from index.store.snapshots import Snapshots
from index.types import Embedder

PAGE = 1_000
"""Passages copied at a time."""


def rewrite_without(
    names: Collection[str], snapshots: Snapshots, embedder: Embedder, *, excluded: ExcludedNames
) -> None:
    """Publish a snapshot made of the current one's rows without these documents' records.

    To delete rows would not do: SQLite and the indexes keep what was deleted until they need the
    room. The caller holds the lock.
    """
    current = snapshots.current() or snapshots.draft()
    with ExitStack() as stack:
        stack.callback(snapshots.discard)
        folder = snapshots.draft(empty=True)
        old = Store(current / "chroma", embedder)
        stack.callback(old.close)
        new = Store(folder / "chroma", embedder)
        stack.callback(new.close)
        kept = [record for name, record in old.records.items() if name not in names]
        copy_passages(old, new, {record.key for record in kept if record.key})
        new.put(kept)
        settings = replace(old.settings, revision=uuid.uuid4().hex, writing=False)
        new.configure(replace(settings, excluded=excluded))
        Lexical(folder / "lexical").rebuild(new.passages(), settings.revision)
        new.write_indexes()
        new.close()
        old.close()
        snapshots.publish(folder)


def copy_passages(old: Store, new: Store, keys: Collection[str]) -> None:
    """Add the passages of these content keys, with the vectors that they have."""
    found = old.passages(keys)
    while page := list(islice(found, PAGE)):
        rows = [(identity.partition(":")[0], passage) for identity, passage, _ in page]
        new.add(rows, np.stack([vector for _, _, vector in page]))
