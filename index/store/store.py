"""The store: passages by content, documents by name, in two collections of Chroma.

`passages` holds vectors and texts under ids `KEY:START`, where KEY is the SHA-256 of the document's
text: a row never changes. `documents` holds one record a name, which points at a KEY; writing it
makes a document part of the library, in one upsert. So others see a document's old state or its new
one, and a process that dies leaves at worst passages that no record points at, which are not
returned and which the next writer deletes.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import cast

from index.store.block_json import blocks_from_json
from index.store.chroma import (
    MANY_WRITTEN,
    ChromaAddress,
    StoreError,
    collections,
    connect,
    disconnect,
    other_layout,
    translated,
    write_out_after,
    wrong_embedder,
)
from index.store.records import LAYOUT, Record, StoreSettings, record_from_json, record_to_json
from index.store.rows import (
    KEYS,
    KEYS_SEARCHED,
    PAGE,
    chunks,
    columns_by_id,
    facts,
    facts_of,
    key_and_start,
    nearest_rows,
    placeholder_vectors,
    rows,
    rows_with_vectors,
    with_keys,
)
from index.types import Block, Embedder, Passage, Source, Vectors


class Store:
    """The passages and documents of one library. It is given vectors and never embeds."""

    def __init__(self, location: ChromaAddress | Path, embedder: Embedder) -> None:
        """Open, and make where it is missing, the store in a folder or elsewhere.

        Raises StoreError where that can't be, and for another layout's or embedder's.
        """
        self._location, self._embedder = location, embedder
        self._made_by, self._written = (embedder.name, 0), 0
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
        """Every document's record by name, with those of files that could not be loaded."""
        found = (record_from_json(str(each["record"])) for each in facts(self._documents))
        return {record.source.name: record for record in found}

    @cached_property
    def live(self) -> Mapping[str, Source]:
        """The source of each content key in use: where names share a text, the first of them."""
        live: dict[str, Source] = {}
        for name in sorted(self.records):
            record = self.records[name]
            if record.key:
                live.setdefault(record.key, record.source)
        return live

    def count(self) -> int:
        """The number of passages stored, in use or not."""
        with translated():
            return int(self._passages.count())

    def text(self, key: str) -> str:
        """The whole text of the document with this content key: its passages, joined."""
        pieces = {
            key_and_start(identity)[1]: text for identity, _, text in rows(self._passages, [key])
        }
        return "".join(pieces[start] for start in sorted(pieces))

    def blocks(self, key: str) -> tuple[Block, ...]:
        """The blocks of the document with this content key, in order."""
        held: dict[int, Block] = {}
        for _, about, _ in rows(self._passages, [key]):
            found = blocks_from_json(str(about.get("blocks", "")))
            held.update((block.start, block) for block in found)
        return tuple(held[start] for start in sorted(held))

    def passages(self, keys: Iterable[str] | None = None) -> Iterator[tuple[str, Passage, Vectors]]:
        """Every passage in use, or those of some content keys, with its id and its vector."""
        for part in [None] if keys is None else chunks(sorted(keys), KEYS):
            for identity, about, text, vector in rows_with_vectors(self._passages, part):
                if passage := self.passage(identity, text, str(about.get("blocks", ""))):
                    yield identity, passage, vector

    def passage(self, identity: str, text: str, blocks: str) -> Passage | None:
        """The passage with this id, text and blocks (as JSON), if its content is in use."""
        key, start = key_and_start(identity)
        source = self.live.get(key)
        if source is None:
            return None
        return Passage(source, start, start + len(text), text, blocks_from_json(blocks))

    def in_use(self, identity: str) -> bool:
        """Whether a record points at the content of the passage with this id."""
        return identity.partition(":")[0] in self.live

    def by_id(self, ids: Sequence[str]) -> dict[str, tuple[Passage, Vectors]]:
        """The passages with these ids, as far as they are in use, with their vectors."""
        found = columns_by_id(self._passages, ids, "embeddings", "documents", "metadatas")
        columns = (found[name] for name in ("ids", "documents", "metadatas", "embeddings"))
        return {
            identity: (passage, vector)
            for identity, text, about, vector in zip(*columns, strict=True)
            if (passage := self.passage(identity, text, str(about.get("blocks", ""))))
        }

    def nearest(
        self, vector: Vectors, limit: int, keys: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """The ids of the passages nearest to a unit vector, with their cosines, nearest first.

        `keys` narrows the search to documents with these content keys.
        """
        self._check(vector)
        # The nearest of all are among the nearest of each chunk.
        near: list[tuple[float, str]] = []
        for part in [None] if keys is None else chunks(list(keys), KEYS_SEARCHED):
            near.extend(nearest_rows(self._passages, vector, limit, part))
        # Chroma's cosine distance is 1 minus the cosine.
        return [
            (identity, 1.0 - float(distance))
            for distance, identity in sorted(near)[:limit]
            if self.in_use(identity)
        ]

    # writing, by the one process that holds the library's lock

    def add(self, passages: Sequence[tuple[str, Passage]], vectors: Vectors) -> None:
        """Store passages under their content keys; they are in use once a record has the key."""
        self._check(vectors)
        for part, made in zip(chunks(passages, PAGE), chunks(vectors, PAGE), strict=True):
            with translated():
                self._passages.upsert(
                    ids=[f"{key}:{passage.start}" for key, passage in part],
                    embeddings=made,
                    documents=[passage.text for _, passage in part],
                    metadatas=[facts_of(key, passage) for key, passage in part],
                )
        self._written += len(passages)
        if self._written >= MANY_WRITTEN and isinstance(self._location, Path):
            write_out_after((self._passages,))
            self._written = 0

    def put(self, records: Sequence[Record]) -> None:
        """Write records: from here on their documents are part of the library."""
        for part in chunks(records, PAGE):
            with translated():
                self._documents.upsert(
                    ids=[record.source.name for record in part],
                    embeddings=placeholder_vectors([record.key for record in part]),
                    metadatas=[{"record": record_to_json(record)} for record in part],
                )
        # What is cached is kept up to date: reading all records again would cost much.
        self.records.update((record.source.name, record) for record in records)
        self.__dict__.pop("live", None)

    def drop(self, names: Sequence[str]) -> None:
        """Delete the records of documents; their passages are deleted by `sweep`."""
        for part in chunks(names, PAGE):
            with translated():
                self._documents.delete(ids=list(part))
        for name in names:
            self.records.pop(name, None)
        self.__dict__.pop("live", None)

    def sweep(self, keys: Iterable[str] | None = None) -> None:
        """Delete the passages that no record points at: of these content keys, or of any."""
        if keys is None:
            keys = {key_and_start(identity)[0] for identity, _, _ in rows(self._passages)}
        for part in chunks(sorted(set(keys) - set(self.live)), KEYS):
            with translated():
                self._passages.delete(where=with_keys(part))

    def configure(self, settings: StoreSettings) -> None:
        """Record the library's settings."""
        with translated():
            self._documents.modify(metadata=settings.metadata())

    def write_indexes(self) -> None:
        """Have Chroma write its indexes to disk, so that they need not be built when next opened.

        It does so when it is opened and its log is long enough.
        """
        if isinstance(self._location, Path):
            # With so low a threshold any log counts as long enough.
            write_out_after((self._passages, self._documents), 2)
            self.close()
            self._open()
            write_out_after((self._passages, self._documents))

    def _open(self) -> None:
        with translated(f"the library at {self._location}"):
            self._client = connect(self._location)
            self._passages, self._documents = collections(self._client, self._embedder)

    def _check_facts(self) -> None:
        made = self._passages.metadata or {}
        layouts = {made.get("layout"), (self._documents.metadata or {}).get("layout")}
        if layouts != {LAYOUT}:
            raise other_layout(self._location, layouts)
        self._made_by = str(made["embedder"]), cast(int, made["dimension"])
        if self._embedder.name != self._made_by[0]:
            raise wrong_embedder(self._made_by, self._embedder.name)

    def _check(self, vectors: Vectors) -> None:
        if vectors.shape[-1] != self._made_by[1]:
            raise wrong_embedder(
                self._made_by, f"{self._embedder.name} ({vectors.shape[-1]} dimensions)"
            )
