"""The library that settings name, and what an empty one takes in by itself."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import SettingsError
from assistant.settings import Settings

if TYPE_CHECKING:
    from index.library import Library
    from index.load.worker import Loader
    from index.sync.cluster import Cluster
    from index.types import Embedder

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
"""The documents that the product comes with, in a checkout as in the installed wheel."""


_HEADER_NAME, _HEADER_VALUE = re.compile(r"[\w!#$%&'*+.^`|~-]+", re.ASCII), re.compile(r"[ -~]+")


def open_library(settings: Settings) -> "Library":
    """The library of the settings' data folder, with their embedder. Raises IndexingError."""
    from index.library import Library
    from index.store import ChromaAddress

    headers = chroma_headers(settings.chroma_headers)
    chroma = ChromaAddress(settings.chroma, headers) if settings.chroma else None
    return Library(settings.data, embedder_of(settings, settings.embedder), chroma)


def embedder_of(settings: Settings, name: str) -> "Embedder":
    """The embedder of that name, with the settings' key, address and bounds."""
    from index.embed import RequestBounds, load_embedder

    return load_embedder(
        name,
        settings.openai_api_key or None,
        settings.openai_base_url or None,
        RequestBounds(settings.embedder_requests, settings.embedder_rate),
    )


def chroma_headers(text: str) -> dict[str, str]:
    """The headers of ASSISTANT_CHROMA_HEADERS: `NAME: VALUE`, several with commas between them.

    Raises SettingsError, which repeats no value.
    """
    headers = {}
    for number, entry in enumerate(filter(str.strip, text.split(",")), 1):
        name, colon, value = entry.partition(":")
        if not (colon and _HEADER_NAME.fullmatch(name.strip()) and _HEADER_VALUE.fullmatch(value)):
            raise SettingsError(
                f"ASSISTANT_CHROMA_HEADERS: entry {number} is not NAME: VALUE, as in"
                " X-Chroma-Token: KEY"
            )
        headers[name.strip()] = value.strip()
    return headers


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
