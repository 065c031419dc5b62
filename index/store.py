"""Chroma, the one truth of a library: passages by content, documents by name.

Two collections. `passages` holds vectors and texts under ids `KEY:START`, where KEY is the SHA-256
of the document's text: what stands there never changes. `documents` holds one record a name, which
points at a KEY; writing it is what makes a document part of the library, in one upsert. So a reader
sees a document's old state or its new one, and a process that dies leaves at worst passages that
no record points at, which nobody sees and the next writer sweeps out.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast
from urllib.parse import urlsplit

import numpy as np

from index.records import LAYOUT, Record, StoreSettings, dumped, loaded
from index.types import IndexingError, Passage, Source, Vectors

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection as ChromaCollection

_BATCH = 1000
_FILTERED = 200
"""Content keys named in one query at most."""

_NEIGHBOURS = 200
"""How many neighbours Chroma's index looks at, so that the near ones are not missed."""

_UNWRITTEN = 1000
"""Vectors that Chroma keeps in its log before it writes its index out."""


class StoreError(IndexingError):
    """The store can't be opened, read or written."""


class Made(Protocol):
    """Who makes a store's vectors."""

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...


class Store:
    """The passages and documents of one library. It takes vectors and never embeds."""

    def __init__(self, location: str | Path, embedder: Made) -> None:
        """Open, and make where it is missing, the store at a folder, a server's URL or `cloud`.

        Raises StoreError where it can't be opened, is of an older layout, or holds the vectors of
        an embedder with another name.
        """
        self._location = location
        self._open(embedder)
        facts = self._passages.metadata or {}
        layouts = {facts.get("layout"), (self._documents.metadata or {}).get("layout")}
        if layouts != {LAYOUT}:
            raise StoreError(
                f"{location} holds a library of an older layout: move it away (or name another"
                " folder with ASSISTANT_DATA), then run assistant index on your documents"
            )
        self._embedder, self._dimension = str(facts["embedder"]), int(cast(int, facts["dimension"]))
        if embedder.name != self._embedder:
            raise self._mismatch(embedder.name)

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()

    # reading

    @property
    def settings(self) -> StoreSettings:
        """What is recorded of the library as a whole, read anew each time."""
        with _translated("the library"):
            documents = self._client.get_collection("documents", embedding_function=None)
        return StoreSettings.of(documents.metadata or {})

    @cached_property
    def records(self) -> Mapping[str, Record]:
        """Every document's record by name, those that could not be read included."""
        return {record.source.name: record for record in self._read_records()}

    @cached_property
    def live(self) -> Mapping[str, Source]:
        """The source of every content key in use: where two names share a text, the first."""
        live: dict[str, Source] = {}
        for name in sorted(self.records):
            record = self.records[name]
            if record.key:
                live.setdefault(record.key, record.source)
        return live

    def count(self) -> int:
        """How many passages are stored, in use or not."""
        with _translated("the library"):
            return int(self._passages.count())

    def ids(self) -> Iterator[str]:
        """The ids of all passages, in use or not: content key, colon, start."""
        for offset in range(0, self.count(), _BATCH * 10):
            with _translated("the library"):
                yield from self._passages.get(include=[], limit=_BATCH * 10, offset=offset)["ids"]

    def text(self, key: str) -> str:
        """The whole text of the document with this content key: its passages, joined."""
        with _translated("the library"):
            found = self._passages.get(where={"key": key}, include=["documents", "metadatas"])
        pieces = zip(found["metadatas"] or [], found["documents"] or [], strict=True)
        ordered = sorted((cast(int, facts["start"]), text) for facts, text in pieces)
        return "".join(text for _, text in ordered)

    def passages(self, keys: Iterable[str] | None = None) -> Iterator[tuple[str, Passage]]:
        """Every passage in use, or those of some content keys, with its id."""
        if keys is None:
            yield from self._pages(None)
            return
        ordered = sorted(keys)
        for at in range(0, len(ordered), _FILTERED):
            yield from self._pages({"key": {"$in": ordered[at : at + _FILTERED]}})

    def by_id(self, ids: Sequence[str]) -> dict[str, tuple[Passage, Vectors]]:
        """The passages with these ids, as far as they are in use, with their vectors."""
        if not ids:
            return {}
        with _translated("the library"):
            found = self._passages.get(
                ids=list(ids), include=["documents", "metadatas", "embeddings"]
            )
        vectors = dict(zip(found["ids"], np.asarray(found["embeddings"], np.float32), strict=True))
        passages = self._alive(found["ids"], found["metadatas"], found["documents"])
        return {identity: (passage, vectors[identity]) for identity, passage in passages}

    def nearest(
        self, vector: Vectors, limit: int, keys: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """The ids of the passages nearest to a unit vector, with their cosines, nearest first.

        `keys` narrows the search to documents with these content keys.
        """
        self._check(vector)
        if self.count() == 0 or (keys is not None and not keys):
            return []
        where: dict[str, Any] | None = None if keys is None else {"key": {"$in": sorted(keys)}}
        with _translated("the library"):
            found = self._passages.query(
                query_embeddings=[vector.tolist()],
                n_results=limit,
                where=where,
                include=["distances"],
            )
        distances = (found["distances"] or [[]])[0]
        return [
            (identity, 1.0 - float(distance))
            for identity, distance in zip(found["ids"][0], distances, strict=True)
            if identity.partition(":")[0] in self.live
        ]

    # writing: for the one process that holds the library's lock

    def add(self, rows: Sequence[tuple[str, Passage]], vectors: Vectors) -> None:
        """Store passages under their content keys; nobody sees them before a record does."""
        self._check(vectors)
        with _translated("the library"):
            for at in range(0, len(rows), _BATCH):
                batch = rows[at : at + _BATCH]
                self._passages.upsert(
                    ids=[f"{key}:{passage.start}" for key, passage in batch],
                    embeddings=vectors[at : at + _BATCH],
                    documents=[passage.text for _, passage in batch],
                    metadatas=[{"key": key, "start": p.start, "end": p.end} for key, p in batch],
                )

    def put(self, records: Iterable[Record]) -> None:
        """Write records: from here on their documents are part of the library."""
        rows = list(records)
        with _translated("the library"):
            for at in range(0, len(rows), _BATCH):
                batch = rows[at : at + _BATCH]
                self._documents.upsert(
                    ids=[record.source.name for record in batch],
                    embeddings=np.array([_whereabouts(record) for record in batch], np.float32),
                    metadatas=[{"key": record.key, "record": dumped(record)} for record in batch],
                )
        self._forget()

    def drop(self, names: Collection[str]) -> None:
        """Take documents out of the library; their passages go with `sweep`."""
        self._delete(self._documents, list(names))
        self._forget()

    def sweep(self, keys: Iterable[str]) -> None:
        """Delete the passages of these content keys that no record points at."""
        for key in set(keys) - set(self.live):
            with _translated("the library"):
                found = self._passages.get(where={"key": key}, include=[])
            self._delete(self._passages, found["ids"])

    def configure(self, settings: StoreSettings) -> None:
        """Record the library's settings; with a new revision, its new state is the current."""
        with _translated("the library"):
            self._documents.modify(metadata=settings.metadata())

    def settle(self, embedder: Made) -> None:
        """Have Chroma write its index out, so that whoever opens it next need not build it again.

        It does so only while it takes up its log, which it does after it is opened.
        """
        if not isinstance(self._location, Path):
            return
        self._write_out_after(2)
        self.close()
        self._open(embedder)
        self.count()
        self._write_out_after(_UNWRITTEN)

    # inside

    def _open(self, embedder: Made) -> None:
        with _translated(f"the library at {self._location}"):
            self._client = _connect(self._location)
            try:
                self._passages = self._client.get_collection("passages", embedding_function=None)
                self._documents = self._client.get_collection("documents", embedding_function=None)
            except Exception as error:
                if type(error).__name__ != "NotFoundError":
                    raise
                facts = {"layout": LAYOUT, "embedder": embedder.name}
                facts["dimension"] = embedder.dimension
                self._passages = self._made("passages", facts)
                self._documents = self._made("documents", StoreSettings().metadata())

    def _made(self, name: str, metadata: dict[str, Any]) -> "ChromaCollection":
        return self._client.get_or_create_collection(
            name,
            embedding_function=None,
            metadata=metadata,
            configuration={"hnsw": {"space": "cosine", "ef_search": _NEIGHBOURS}},
        )

    def _write_out_after(self, vectors: int) -> None:
        with _translated("the library"):
            self._passages.modify(configuration={"hnsw": {"sync_threshold": vectors}})

    def _check(self, vectors: Vectors) -> None:
        if vectors.shape[-1] != self._dimension:
            raise self._mismatch(f"{self._embedder} ({vectors.shape[-1]} dimensions)")

    def _mismatch(self, name: str) -> StoreError:
        return StoreError(
            f"the library at {self._location} was indexed with the embedder {self._embedder}"
            f" ({self._dimension} dimensions), not {name}: set ASSISTANT_EMBEDDER={self._embedder},"
            " or to index anew name another folder with ASSISTANT_DATA and run assistant index"
            " on your documents"
        )

    def _pages(self, where: dict[str, Any] | None) -> Iterator[tuple[str, Passage]]:
        offset = 0
        while True:
            with _translated("the library"):
                page = self._passages.get(
                    where=where,
                    include=["documents", "metadatas"],
                    limit=_BATCH,
                    offset=offset,
                )
            yield from self._alive(page["ids"], page["metadatas"], page["documents"])
            offset += len(page["ids"])
            if len(page["ids"]) < _BATCH:
                return

    def _read_records(self) -> Iterator[Record]:
        with _translated("the library"):
            total = self._documents.count()
            for offset in range(0, total, _BATCH * 10):
                page = self._documents.get(include=["metadatas"], limit=_BATCH * 10, offset=offset)
                for facts in page["metadatas"] or []:
                    yield loaded(str(facts["record"]))

    def _alive(
        self, ids: Sequence[str], metadatas: Sequence[Any] | None, texts: Sequence[str] | None
    ) -> Iterator[tuple[str, Passage]]:
        for identity, facts, text in zip(ids, metadatas or [], texts or [], strict=True):
            source = self.live.get(facts["key"])
            if source is not None:
                yield identity, Passage(source, facts["start"], facts["end"], text)

    def _delete(self, collection: "ChromaCollection", ids: Sequence[str]) -> None:
        with _translated("the library"):
            for at in range(0, len(ids), _BATCH):
                collection.delete(ids=list(ids[at : at + _BATCH]))

    def _forget(self) -> None:
        self.__dict__.pop("records", None)
        self.__dict__.pop("live", None)


def _connect(location: str | Path) -> "ClientAPI":
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    if isinstance(location, Path):
        location.mkdir(parents=True, exist_ok=True)
        # Chroma knows its clients in one process by path: a relative one may come to mean another.
        return chromadb.PersistentClient(str(location.absolute()), settings=settings)
    if location == "cloud":
        return chromadb.CloudClient(settings=settings)
    host, _, port = location.partition("://")[2].rstrip("/").partition(":")
    secure = location.startswith("https")
    return chromadb.HttpClient(
        host, int(port or (443 if secure else 8000)), ssl=secure, settings=settings
    )


@contextmanager
def _translated(what: str) -> Iterator[None]:
    """Turn what Chroma raises, which has no common class, into IndexingError."""
    try:
        yield
    except IndexingError:
        raise
    except Exception as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else ""
        raise StoreError(
            f"{what} can't be opened, read or written ({reason or type(error).__name__}):"
            " check that the folder exists, is writable and has room"
        ) from error


def _whereabouts(record: Record) -> list[float]:
    """A vector for a record, which Chroma wants and nobody searches: spread by the key."""
    angle = int(record.key[:8] or "0", 16) / 2**32 * 2 * np.pi
    return [float(np.cos(angle)), float(np.sin(angle))]
