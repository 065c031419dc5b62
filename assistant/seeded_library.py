"""The library that settings name, and what an empty one takes in by itself."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.settings import Settings

if TYPE_CHECKING:
    from index.library import Library
    from index.load.worker import Loader
    from index.sync.cluster import Cluster

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
"""The documents that the product comes with, in a checkout as in the installed wheel."""


def open_library(settings: Settings) -> "Library":
    """The library of the settings' data folder, with their embedder. Raises IndexingError."""
    from index.embed import load_embedder
    from index.library import Library

    embedder = load_embedder(settings.embedder)
    return Library(settings.data, embedder, settings.chroma or None)


def spread(settings: Settings, workers: str, passwords: Sequence[str] = ()) -> "Loader | Cluster":
    """What loads files: here, or the workers of the Dask scheduler at an address."""
    from index.load.worker import Loader

    if not workers:
        return Loader(settings.limits(), passwords)
    from index.sync.cluster import Cluster

    return Cluster(workers, settings.embedder, settings.limits(), passwords)


def seeded(
    library: "Library",
    folder: Path,
    loader: "Callable[[], Loader]",
    tell: Callable[[str], None],
) -> "Library":
    """The library, with the seed where it was empty; `tell` is called with a line then."""
    if not library.records and not library.roots():
        with loader() as loading:
            report = library.index([SEEDS], loading)
        tell(
            f"The library in {folder} was empty: it has taken in the article it"
            f" comes with ({', '.join(report.added)}). Add your own with: assistant index PATH"
        )
    return library
