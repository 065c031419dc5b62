"""A library without some documents, written anew: nothing of them is left in its files."""

from collections.abc import Collection
from itertools import islice

import numpy as np

from index.store import Store
from index.store.records import StoreSettings
from index.store.snapshots import Snapshots
from index.sync.rewriting import rewriting
from index.types import Embedder

PAGE = 1_000
"""Passages copied at a time."""


def rewrite_without(
    names: Collection[str], snapshots: Snapshots, embedder: Embedder, settings: StoreSettings
) -> None:
    """Publish a snapshot made of the current one's rows without these documents' records.

    `settings` are the library's from then on.

    To delete rows would not do: SQLite and the indexes keep what was deleted until they need the
    room. The caller holds the lock.
    """
    with rewriting(snapshots, embedder, embedder) as now:
        kept = [record for name, record in now.old.records.items() if name not in names]
        copy_passages(now.old, now.new, {record.key for record in kept if record.key})
        now.new.put(kept)
        now.new.configure(settings)
        now.finish()
        snapshots.publish(now.folder)


def copy_passages(old: Store, new: Store, keys: Collection[str]) -> None:
    """Add the passages of these content keys, with the vectors that they have."""
    found = old.passages(keys)
    while page := list(islice(found, PAGE)):
        rows = [(identity.partition(":")[0], passage) for identity, passage, _ in page]
        new.add(rows, np.stack([vector for _, _, vector in page]))
