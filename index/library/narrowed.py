"""A library's store and lexical index as they would be if they held some documents alone.

Neither calls the constructor of its class: what is not written here finds nothing to read, so that
a method that is new in the class fails, and lets nothing through.
"""

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from index.library.current import CurrentSnapshot
from index.search.kept_passage import Kept
from index.search.lexical import Lexical, Match, smoothed_rarity
from index.store import Store
from index.store.records import StoreSettings
from index.types import Block, Passage, Source, Vectors

MayRead = Callable[[str], bool]
"""Whether a document's name is one of those that may be read."""

_T = TypeVar("_T")


class NarrowedSnapshot(CurrentSnapshot):
    """A library's current snapshot, of which only some documents are seen."""

    def __init__(self, whole: CurrentSnapshot, may_read: MayRead) -> None:
        self._whole, self._may_read = whole, may_read
        self._seen: tuple[Store, Lexical, NarrowedStore, NarrowedLexical] | None = None

    def close(self) -> None:
        """The files are the whole library's."""

    def behind_now(self) -> int:
        """None: how many passages others have is not said."""
        return 0

    def read(self, step: Callable[[Store, Lexical], _T]) -> _T:
        """What `step` reads of them."""
        return self._whole.read(lambda store, lexical: step(*self._narrowed(store, lexical)))

    def _narrowed(self, store: Store, lexical: Lexical) -> "tuple[NarrowedStore, NarrowedLexical]":
        # One thread reads at a time, and a newer snapshot comes with another store.
        if self._seen is None or self._seen[:2] != (store, lexical):
            own = NarrowedStore(store, self._may_read)
            self._seen = (store, lexical, own, NarrowedLexical(lexical, own))
        return self._seen[2:]


class NarrowedStore(Store):
    """A store for reading, with the records of documents that may be read."""

    def __init__(self, whole: Store, may_read: MayRead) -> None:
        self._whole = whole
        self.records = {name: one for name, one in whole.records.items() if may_read(name)}

    @property
    def settings(self) -> StoreSettings:
        """What is recorded of the library as a whole."""
        return self._whole.settings

    @property
    def size(self) -> int:
        """How many passages the documents have."""
        passages = {one.key: one.passages for one in self.records.values() if one.key}
        return sum(passages.values())

    def count(self) -> int:
        """The same."""
        return self.size

    def text(self, key: str) -> str:
        """The text of a document; empty where it may not be read."""
        return self._whole.text(key) if key in self.live else ""

    def blocks(self, key: str) -> tuple[Block, ...]:
        """The blocks of a document; none where it may not be read."""
        return self._whole.blocks(key) if key in self.live else ()

    def passages(self, keys: Iterable[str] | None = None) -> Iterator[tuple[str, Passage, Vectors]]:
        """The passages of the documents, or of those with some content keys."""
        kept = self.live if keys is None else [key for key in keys if key in self.live]
        for identity, passage, vector in self._whole.passages(kept):
            yield identity, self._own(identity, passage), vector

    def passage(self, identity: str, text: str, blocks: str) -> Passage | None:
        """The passage with this id; None where it may not be read."""
        found = self._whole.passage(identity, text, blocks) if self.in_use(identity) else None
        return found and self._own(identity, found)

    def in_use(self, identity: str) -> bool:
        """Whether a record of theirs points at the content of the passage with this id."""
        return _key(identity) in self.live

    def by_id(self, ids: Sequence[str]) -> dict[str, tuple[Passage, Vectors]]:
        """Those of the passages with these ids."""
        found = self._whole.by_id([each for each in ids if _key(each) in self.live])
        return {each: (self._own(each, passage), at) for each, (passage, at) in found.items()}

    def nearest(
        self, vector: Vectors, limit: int, keys: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """The ids of the nearest passages of the documents, as `Store.nearest` gives them."""
        kept = among(self.live, keys)
        return self._whole.nearest(vector, limit, kept) if kept else []

    def _own(self, identity: str, passage: Passage) -> Passage:
        """The passage under the name by which its document may be read."""
        return replace(passage, source=self.live[_key(identity)])


class NarrowedLexical(Lexical):
    """A lexical index for reading, whose counts and scores are those of a store's passages.

    Only the passages' mean length is the whole index's.
    """

    def __init__(self, whole: Lexical, store: NarrowedStore) -> None:
        self._whole, self._live, self._size = whole, store.live, store.size
        self._holding: dict[str, int] = {}

    def rarity(self, stem: str) -> float:
        """The inverse document frequency of a stem among them."""
        return smoothed_rarity(self._size, self._count(stem))

    def holds(self, stem: str) -> bool:
        """Whether any of them has a stem."""
        return bool(self._count(stem))

    def like(
        self, stem: str, distance: int, limit: int, keys: Collection[str] | None = None
    ) -> list[str]:
        """The ids of those with a stem of which at most `distance` letters differ."""
        kept = among(self._live, keys)
        return self._whole.like(stem, distance, limit, kept) if kept else []

    def search(
        self, terms: Mapping[str, float], limit: int, keys: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """The best of them for weighted stems, as `Lexical.search` gives them."""
        return [(each.identity, each.score) for each in self.matches(terms, limit, keys)]

    def matches(
        self, terms: Mapping[str, float], limit: int, keys: Collection[str] | None = None
    ) -> list[Match]:
        """The same, with what is kept of the passages."""
        allowed = among(self._live, keys)
        held = {stem: weight * self._own(stem) for stem, weight in terms.items()}
        return self._whole.matches({stem: one for stem, one in held.items() if one}, limit, allowed)

    def kept(self, ids: Sequence[str]) -> dict[str, Kept]:
        """What is kept of those of the passages with these ids."""
        return self._whole.kept([each for each in ids if _key(each) in self._live])

    def _count(self, stem: str) -> int:
        if stem not in self._holding:
            self._holding[stem] = self._whole.holding(stem, self._live) if self._live else 0
        return self._holding[stem]

    def _own(self, stem: str) -> float:
        """By what a stem's weight in the whole index becomes its weight among these passages.

        0 where none has it: else scores would tell how common it is in what may not be read.
        """
        count = self._count(stem)
        return _idf(self._size, count) / _idf(*self._whole.counted(stem)) if count else 0.0


def among(live: Mapping[str, Source], keys: Collection[str] | None) -> Collection[str]:
    """Those of content keys that are live; all where none are given."""
    return live if keys is None else [key for key in keys if key in live]


def _key(identity: str) -> str:
    return identity.partition(":")[0]


def _idf(passages: int, holding: int) -> float:
    """The inverse document frequency in BM25."""
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))
