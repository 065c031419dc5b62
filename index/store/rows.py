"""The rows of Chroma's collections, read in pages; passages' ids, which are `KEY:START`."""

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from index.store.block_json import blocks_to_json
from index.store.chroma import asked, translated
from index.types import Passage, Vectors

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection as ChromaCollection

PAGE = 1000
"""Rows read or written in one call."""

VECTORS_PAGE = 250
"""The same with vectors, which come as lists that take many times the memory of arrays."""

FACTS_PAGE = 10_000
"""The same where no texts are read: a page costs all those before it, which SQLite skips."""

KEYS = 200
"""Content keys named in one call."""

KEYS_SEARCHED = 10_000
"""The same for a search, where each call costs one; SQLite knows no more than 32,766."""


def rows(
    collection: "ChromaCollection", keys: Sequence[str] | None = None
) -> Iterator[tuple[str, Any, str]]:
    """Ids, metadata and texts of a collection, all of them or those of some content keys."""
    for page in _pages(collection, keys, PAGE, "metadatas", "documents"):
        yield from zip(page["ids"], page["metadatas"], page["documents"], strict=True)


def facts(collection: "ChromaCollection") -> Iterator[Any]:
    """The metadata of all rows of a collection."""
    for page in _pages(collection, None, FACTS_PAGE, "metadatas"):
        yield from page["metadatas"]


def rows_with_vectors(
    collection: "ChromaCollection", keys: Sequence[str] | None = None
) -> Iterator[tuple[str, Any, str, Vectors]]:
    """The same, with the rows' vectors."""
    for page in _pages(collection, keys, VECTORS_PAGE, "metadatas", "documents", "embeddings"):
        vectors = np.asarray(page["embeddings"], np.float32)
        yield from zip(page["ids"], page["metadatas"], page["documents"], vectors, strict=True)


def _pages(
    collection: "ChromaCollection", keys: Sequence[str] | None, size: int, *columns: Any
) -> Iterator[Any]:
    offset, more = 0, True
    while more:
        with translated():
            page: Any = asked(
                partial(
                    collection.get,
                    where=None if keys is None else with_keys(keys),
                    include=list(columns),
                    limit=size,
                    offset=offset,
                )
            )
        yield page
        offset += size
        more = len(page["ids"]) == size


def columns_by_id(collection: "ChromaCollection", ids: Sequence[str], *columns: Any) -> Any:
    """Columns of the rows with these ids, as far as they are there; vectors as an array."""
    if not ids:
        return {name: [] for name in ("ids", *columns)}
    with translated():
        found: Any = asked(partial(collection.get, ids=list(ids), include=list(columns)))
    return {**found, "embeddings": np.asarray(found["embeddings"], np.float32)}


def nearest_rows(
    collection: "ChromaCollection", vector: Vectors, limit: int, keys: Collection[str] | None
) -> list[tuple[float, str]]:
    """The rows nearest to a vector, of those with some content keys: their distances and ids."""
    with translated():
        found: Any = asked(
            partial(
                collection.query,
                query_embeddings=[vector.tolist()],
                n_results=limit,
                where=None if keys is None else with_keys(keys),
                include=["distances"],
            )
        )
    return list(zip(found["distances"][0], found["ids"][0], strict=True))


def facts_of(key: str, passage: Passage) -> dict[str, str]:
    """The metadata of a passage's row."""
    return {"key": key, "blocks": blocks_to_json(passage.blocks)}


def with_keys(keys: Collection[str]) -> dict[str, Any]:
    """Chroma's filter for the rows of these content keys."""
    return {"key": {"$in": list(keys)}}


def key_and_start(identity: str) -> tuple[str, int]:
    """The content key and the start that a passage's id is made of."""
    key, _, start = identity.partition(":")
    return key, int(start)


def chunks(values: Any, size: int) -> Iterator[Any]:
    """Slices of a sequence or an array, of at most `size` values each."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def placeholder_vectors(keys: Sequence[str]) -> Vectors:
    """The vectors that Chroma requires of records, which are never searched: spread by the keys."""
    angles = [int(key[:8] or "0", 16) / 2**32 * 2 * np.pi for key in keys]
    return np.array([np.cos(angles), np.sin(angles)], np.float32).T
