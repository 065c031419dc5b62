"""Chroma, the one truth of a library: passages by content, documents by name.

Two collections. `passages` holds vectors and texts under ids `KEY:START`, where KEY is the SHA-256
of the document's text: what stands there never changes. `documents` holds one record a name, which
points at a KEY; writing it is what makes a document part of the library, in one upsert. So a reader
sees a document's old state or its new one, and a process that dies leaves at worst passages that
no record points at, which nobody sees and the next writer sweeps out.
"""

import warnings
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from index.store.chroma import LOGGED, StoreError, collections, connect, disconnect, translated
from index.store.records import LAYOUT, Record, StoreSettings, dumped, loaded
from index.types import Embedder, Passage, Source, Vectors

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection as ChromaCollection

__all__ = ["Store", "StoreError"]

_PAGE = 1000
"""Rows read or written in one call."""

_KEYS = 200
"""Content keys named in one call."""

_KEYS_SEARCHED = 10_000
"""The same for a search, where each call costs one; SQLite knows no more than 32,766."""


class Store:
    """The passages and documents of one library. It takes vectors and never embeds."""

    def __init__(self, location: str | Path, embedder: Embedder) -> None:
        """Open, and make where it is missing, the store at a folder, a server's URL or `cloud`.

        Raises StoreError where it can't be opened, is of an older layout, or holds the vectors of
        an embedder with another name.
        """
        self._location, self._embedder = location, embedder
        self._made_by = embedder.name, 0
        self._open()
        try:
            self._check_facts()
        except StoreError:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the files."""
        disconnect(self._client)

    # reading

    @property
    def settings(self) -> StoreSettings:
        """What is recorded of the library as a whole, read anew each time."""
        with translated():
            documents = self._client.get_collection("documents", embedding_function=None)
        return StoreSettings.of(documents.metadata or {})

    @cached_property
    def records(self) -> dict[str, Record]:
        """Every document's record by name, those that could not be read included."""
        found = (loaded(str(facts["record"])) for _, facts, _ in _rows(self._documents))
        return {record.source.name: record for record in found}

    @cached_property
    def live(self) -> Mapping[str, Source]:
        """The source of every content key in use: where names share a text, the first of them."""
        live: dict[str, Source] = {}
        for name in sorted(self.records):
            record = self.records[name]
            if record.key:
                live.setdefault(record.key, record.source)
        return live

    def count(self) -> int:
        """How many passages are stored, in use or not."""
        with translated():
            return int(self._passages.count())

    def text(self, key: str) -> str:
        """The whole text of the document with this content key: its passages, joined."""
        pieces = {_place(identity)[1]: text for identity, _, text in _rows(self._passages, [key])}
        return "".join(pieces[start] for start in sorted(pieces))

    def passages(self, keys: Iterable[str] | None = None) -> Iterator[tuple[str, Passage]]:
        """Every passage in use, or those of some content keys, with its id."""
        parts = [None] if keys is None else _parts(sorted(keys), _KEYS)
        for part in parts:
            for identity, _, text in _rows(self._passages, part):
                passage = self._passage(identity, text)
                if passage is not None:
                    yield identity, passage

    def by_id(self, ids: Sequence[str]) -> dict[str, tuple[Passage, Vectors]]:
        """The passages with these ids, as far as they are in use, with their vectors."""
        if not ids:
            return {}
        with translated():
            found: Any = self._passages.get(ids=list(ids), include=["documents", "embeddings"])
        vectors = np.asarray(found["embeddings"], np.float32)
        return {
            identity: (passage, vector)
            for identity, text, vector in zip(
                found["ids"], found["documents"], vectors, strict=True
            )
            if (passage := self._passage(identity, text)) is not None
        }

    def nearest(
        self, vector: Vectors, limit: int, keys: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """The ids of the passages nearest to a unit vector, with their cosines, nearest first.

        `keys` narrows the search to documents with these content keys.
        """
        self._check(vector)
        near: list[tuple[float, str]] = []
        for part in [None] if keys is None else _parts(list(keys), _KEYS_SEARCHED):
            with translated():
                found: Any = self._passages.query(
                    query_embeddings=[vector.tolist()],
                    n_results=limit,
                    where=None if part is None else _holds(part),
                    include=["distances"],
                )
            near.extend(zip(found["distances"][0], found["ids"][0], strict=True))
        return [
            (identity, 1.0 - float(distance))
            for distance, identity in sorted(near)[:limit]
            if _place(identity)[0] in self.live
        ]

    # writing: for the one process that holds the library's lock

    def add(self, rows: Sequence[tuple[str, Passage]], vectors: Vectors) -> None:
        """Store passages under their content keys; nobody sees them before a record does."""
        self._check(vectors)
        for part, made in zip(_parts(rows, _PAGE), _parts(vectors, _PAGE), strict=True):
            with translated():
                self._passages.upsert(
                    ids=[f"{key}:{passage.start}" for key, passage in part],
                    embeddings=made,
                    documents=[passage.text for _, passage in part],
                    metadatas=[{"key": key} for key, _ in part],
                )

    def put(self, records: Sequence[Record]) -> None:
        """Write records: from here on their documents are part of the library."""
        for part in _parts(records, _PAGE):
            with translated():
                self._documents.upsert(
                    ids=[record.source.name for record in part],
                    embeddings=np.array([_whereabouts(record) for record in part], np.float32),
                    metadatas=[{"record": dumped(record)} for record in part],
                )
        self.records.update((record.source.name, record) for record in records)
        self.__dict__.pop("live", None)

    def drop(self, names: Sequence[str]) -> None:
        """Take documents out of the library; their passages go with `sweep`."""
        for part in _parts(names, _PAGE):
            with translated():
                self._documents.delete(ids=list(part))
        for name in names:
            self.records.pop(name, None)
        self.__dict__.pop("live", None)

    def sweep(self, keys: Iterable[str] | None = None) -> None:
        """Delete the passages that no record points at: of these content keys, or of any."""
        if keys is None:
            keys = {_place(identity)[0] for identity, _, _ in _rows(self._passages)}
        for part in _parts(sorted(set(keys) - set(self.live)), _KEYS):
            with translated():
                self._passages.delete(where=_holds(part))

    def configure(self, settings: StoreSettings) -> None:
        """Record the library's settings; with a new revision, its new state is the current."""
        with translated():
            self._documents.modify(metadata=settings.metadata())

    def settle(self) -> None:
        """Have Chroma write its indexes out, so that who opens them next need not build them again.

        It does so while it takes up its log, if that is long enough, and that after it is opened.
        """
        if isinstance(self._location, Path):
            self._write_out_after(lambda _count: 2)
            self.close()
            self._open()
            self._write_out_after(lambda count: max(LOGGED, count // 20))

    # inside

    def _open(self) -> None:
        with translated(f"the library at {self._location}"):
            self._client = connect(self._location)
            self._passages, self._documents = collections(self._client, self._embedder)

    def _check_facts(self) -> None:
        facts = self._passages.metadata or {}
        layouts = {facts.get("layout"), (self._documents.metadata or {}).get("layout")}
        if layouts != {LAYOUT}:
            raise StoreError(
                f"{self._location} holds a library of an older layout: move it away, or name"
                " another folder with ASSISTANT_DATA; then run assistant index on your documents"
            )
        self._made_by = str(facts["embedder"]), cast(int, facts["dimension"])
        if self._embedder.name != self._made_by[0]:
            raise self._mismatch(self._embedder.name)

    def _passage(self, identity: str, text: str) -> Passage | None:
        """The passage with this id and text, if its content is in use."""
        key, start = _place(identity)
        source = self.live.get(key)
        return Passage(source, start, start + len(text), text) if source else None

    def _write_out_after(self, limit: Callable[[int], int]) -> None:
        """Let Chroma's logs grow to so many vectors, given how many there are."""
        with translated(), warnings.catch_warnings():
            # Chroma deprecates collections that it does not embed for itself.
            warnings.simplefilter("ignore", DeprecationWarning)
            for collection in (self._passages, self._documents):
                logged = limit(collection.count())
                collection.modify(configuration={"hnsw": {"sync_threshold": logged}})

    def _check(self, vectors: Vectors) -> None:
        if vectors.shape[-1] != self._made_by[1]:
            raise self._mismatch(f"{self._embedder.name} ({vectors.shape[-1]} dimensions)")

    def _mismatch(self, other: str) -> StoreError:
        name, dimension = self._made_by
        return StoreError(
            f"the library was indexed with the embedder {name} ({dimension} dimensions), not"
            f" {other}: set ASSISTANT_EMBEDDER={name}; or, to index anew, name another folder"
            " with ASSISTANT_DATA and run assistant index on your documents"
        )


def _rows(
    collection: "ChromaCollection", keys: Sequence[str] | None = None
) -> Iterator[tuple[str, Any, str]]:
    """Ids, metadata and texts of a collection, all of them or those of some content keys."""
    offset, more = 0, True
    while more:
        with translated():
            page: Any = collection.get(
                where=None if keys is None else _holds(keys),
                include=["documents", "metadatas"],
                limit=_PAGE,
                offset=offset,
            )
        yield from zip(page["ids"], page["metadatas"], page["documents"], strict=True)
        offset += _PAGE
        more = len(page["ids"]) == _PAGE


def _place(identity: str) -> tuple[str, int]:
    """The content key and the start that a passage's id is made of."""
    key, _, start = identity.partition(":")
    return key, int(start)


def _holds(keys: Collection[str]) -> dict[str, Any]:
    """Chroma's filter for the rows of these content keys."""
    return {"key": {"$in": list(keys)}}


def _parts(values: Any, size: int) -> Iterator[Any]:
    for start in range(0, len(values), size):
        yield values[start : start + size]


def _whereabouts(record: Record) -> list[float]:
    """A vector for a record, which Chroma wants and nobody searches: spread by the key."""
    angle = int(record.key[:8] or "0", 16) / 2**32 * 2 * np.pi
    return [float(np.cos(angle)), float(np.sin(angle))]
