"""What writes a whole library anew: all embedded by another embedder."""

from collections.abc import Callable, Iterator
from itertools import islice

from index.embed import embedded_text
from index.library.current import CurrentSnapshot
from index.store import ChromaAddress
from index.store.snapshots import Snapshots
from index.sync.rewriting import Rewriting, rewriting
from index.types import Embedder, IndexingError, Passage, Vectors

_PAGE = 64
"""Passages embedded between two reports of the progress."""

_Row = tuple[str, Passage, Vectors]


def embed_anew(
    snapshots: Snapshots,
    current: CurrentSnapshot,
    server: ChromaAddress | None,
    embedder: Embedder,
    progress: Callable[[int, int], object],
) -> None:
    """Publish the current snapshot's documents in one whose vectors another embedder makes.

    The old snapshot is read until the new one is whole. `progress` is called with how many
    passages are done, and how many there are. Raises IndexingError, and then all is as it was,
    where the embedder fails, and where the vectors are on a `server`.
    """
    if server is not None:
        raise IndexingError(
            "the vectors on a Chroma server may be others' too: index into a new one instead"
        )
    embedder.embed(["It must answer before anything is begun."])
    with snapshots.locked(), rewriting(snapshots, current.embedder, embedder) as now:
        _fill(now, embedder, progress)
        current.replace(embedder, lambda: snapshots.publish(now.folder))


def _fill(now: Rewriting, embedder: Embedder, progress: Callable[[int, int], object]) -> None:
    """Fill the new store with the old one's documents."""
    records = now.old.records.values()
    total, done = sum({one.key: one.passages for one in records if one.key}.values()), 0
    progress(done, total)
    for page in _pages(now.old.passages()):
        rows = [(identity.partition(":")[0], passage) for identity, passage, _ in page]
        now.new.add(rows, embedder.embed([embedded_text(passage) for _, passage, _ in page]))
        done += len(page)
        progress(done, total)
    now.new.put(list(records))
    now.new.configure(now.old.settings)
    now.finish()


def _pages(passages: Iterator[_Row]) -> Iterator[list[_Row]]:
    while page := list(islice(passages, _PAGE)):
        yield page
