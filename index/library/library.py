"""A library: what is in it, its documents' texts, search, and synchronizing it with its files."""

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from index.library.by_hand import LibraryByHand
from index.library.document_names import resolved
from index.search.expansion import search_query
from index.search.filters import filtered_sources, without_collections
from index.search.hybrid import retrieve
from index.search.lexical import Lexical
from index.store import Store
from index.store.records import Record
from index.sync.draft import drafted
from index.sync.roots import below_roots, found_roots, kept_roots, merged_roots, with_roots
from index.types import Block, Hit, Source

if TYPE_CHECKING:
    from index.sync.loading import DocumentLoader, Workers
    from index.sync.report import Progress, SyncReport
    from index.sync.scan import File

CHECKPOINT = 300.0
"""Seconds of work after which a long sync publishes what it has done."""


class Library(LibraryByHand):
    """A library in a data folder, with its vectors there or in a Chroma server or cloud.

    Several processes may open one folder: one of them writes at a time, and the others read the
    old snapshot or the new one. One object may serve several threads. `current` is what it reads.
    """

    @property
    def records(self) -> list[Record]:
        """Every document's record in order of names, with those of files that could not be loaded.

        A foreign file's is among them where its path was indexed by itself.
        """

        def records(store: Store, _lexical: Lexical) -> list[Record]:
            named = found_roots(store.settings.roots, self.folder).values()
            found = (record for _, record in sorted(store.records.items()))
            return [each for each in found if not each.foreign or each.path in named]

        return self._current.read(records)

    def sources(self) -> list[Source]:
        """The documents, in order of their names; a text that two names share comes once."""
        return self._current.read(lambda store, _: list(store.live.values()))

    def filtered(
        self, since: date | None = None, until: date | None = None, pattern: str | None = None
    ) -> list[Source]:
        """Those of them that pass the filters; a text comes under the first name that does."""
        pattern = without_collections(pattern, self.collections.members)

        def filtered(store: Store, _lexical: Lexical) -> list[Source]:
            found = filtered_sources(store.records.values(), since, until, pattern)
            return list((store.live if found is None else found).values())

        return self._current.read(filtered)

    def passages(self) -> int:
        """How many passages the library holds."""
        return sum(self.passages_by_document().values())

    def passages_by_document(self) -> dict[str, int]:
        """How many passages each content key has."""

        def counts(store: Store, _lexical: Lexical) -> dict[str, int]:
            return {each.key: each.passages for each in store.records.values() if each.key}

        return self._current.read(counts)

    def roots(self) -> dict[str, str]:
        """The indexed paths: the label with which their documents' names begin → the path."""
        return found_roots(self._current.read(lambda store, _: store.settings.roots), self.folder)

    def text(self, name: str) -> str:
        """A document's whole text: what offsets count in; named as `resolved` takes names."""

        def text(store: Store, _lexical: Lexical) -> str:
            return store.text(store.records[resolved(name, store.records)].key)

        return self._current.read(text)

    def openings(self, names: Iterable[str]) -> dict[str, str]:
        """The text of the first passage of each document that is known."""

        def openings(store: Store, lexical: Lexical) -> dict[str, str]:
            records = [record for name in names if (record := store.records.get(name))]
            first = [f"{key}:0" for key in {each.key for each in records if each.key}]
            texts = {identity: kept.text for identity, kept in lexical.kept(first).items()}
            # What the lexical index has not yet, the store has.
            found = store.by_id([each for each in first if each not in texts])
            texts |= {identity: passage.text for identity, (passage, _) in found.items()}
            return {each.source.name: texts.get(f"{each.key}:0", "") for each in records}

        return self._current.read(openings)

    def blocks(self, name: str) -> tuple[Block, ...]:
        """A document's blocks, in order; named as `resolved` takes names."""

        def blocks(store: Store, _lexical: Lexical) -> tuple[Block, ...]:
            return store.blocks(store.records[resolved(name, store.records)].key)

        return self._current.read(blocks)

    def search(
        self,
        question: str,
        limit: int,
        *,
        since: date | None = None,
        until: date | None = None,
        pattern: str | None = None,
    ) -> list[Hit]:
        """The best passages for a question, best first, of documents that pass the filters."""

        pattern = without_collections(pattern, self.collections.members)
        # Embedded first: the snapshot is read by one thread at a time.
        embedder = self.embedder
        query = search_query(question, embedder)

        def search(store: Store, lexical: Lexical) -> list[Hit]:
            # Where another embedder came meanwhile, its vectors are of another space.
            like = query if embedder is self.embedder else search_query(question, self.embedder)
            sources = filtered_sources(store.records.values(), since, until, pattern)
            return retrieve(store, lexical, like, limit, sources)

        return self._current.read(search)

    def counted(
        self, since: date | None = None, until: date | None = None, pattern: str | None = None
    ) -> tuple[int, int]:
        """How many documents pass the filters, and how many passages they have."""
        pattern = without_collections(pattern, self.collections.members)

        def counted(store: Store, _lexical: Lexical) -> tuple[int, int]:
            records = list(store.records.values())
            passing = filtered_sources(records, since, until, pattern)
            counts = {each.key: each.passages for each in records if each.key}
            kept = counts if passing is None else passing
            return len(kept), sum(counts[key] for key in kept)

        return self._current.read(counted)

    def rarity(self, stem: str) -> float:
        """How rare a word's stem is among the passages: its inverse document frequency."""
        return self._current.read(lambda _, lexical: lexical.rarity(stem))

    def spelling(self, word: str) -> str | None:
        """The library's word that `word` is a misspelling of; None where it is none."""
        from index.search.spelling import spelling

        return self._current.read(lambda store, lexical: spelling(store, lexical, word))

    def index(
        self,
        paths: Iterable[Path],
        loader: "DocumentLoader | Workers",
        progress: "Callable[[Progress], None]" = lambda _progress: None,
        waiting: "Callable[[File], bool]" = lambda _file: False,
        *,
        prune: bool = False,
        retry: bool = False,
        restored: Iterable[str] = (),
    ) -> "SyncReport":
        """Make the library match these paths and those indexed before, which it remembers.

        Documents below a remembered path that is missing now are kept, unless that path is among
        `paths`. Files that are `waiting`, because they are being written, stay as they were. What
        is done before an interrupt is kept. Documents that vanish all at once are kept unless
        `prune`; with `retry` files that could not be read are read again. Documents that were taken
        out and are `restored` by name come back. Raises IndexingError for a path that never was.
        """
        from index.sync.options import SyncOptions
        from index.sync.report import moved_names
        from index.sync.scan import scan
        from index.sync.synchronize import Sync

        paths = list(paths)
        with self._snapshots.locked():
            before, settings = self._current.read(lambda store, _: (store.records, store.settings))
            # On a server others may be adding theirs.
            own = below_roots if self._server else lambda records, _roots: records
            before = own(before, settings.roots)
            files = [record.path for record in before.values()]
            roots = with_roots(found_roots(settings.roots, self.folder), paths, files)
            kept = kept_roots(roots, self.folder)
            found = scan(roots, str(self.folder))
            named = {os.path.realpath(path) for path in paths}
            # A file that is named itself is no longer excluded.
            again = [f.name for f in found.files if str(f.path) in named]
            excluded = settings.excluded.without(again).less(restored)
            back = settings.excluded.plain(but=excluded)
            given = {each: facts for each, facts in settings.given.items() if each in excluded}
            with Sync(
                before,
                found,
                self.embedder,
                loader,
                progress,
                SyncOptions(
                    excluded, {*named, *roots.values()}, waiting, prune, retry, back, settings.given
                ),
            ) as sync:
                after = before
                more = sync.is_needed or (kept, excluded) != (settings.roots, settings.excluded)
                while more:
                    with drafted(self._snapshots, self._server, self.embedder, after) as draft:
                        now = merged_roots(draft.settings.roots, settings.roots, kept)
                        draft.settings = replace(
                            draft.settings, roots=now, excluded=excluded, given=given
                        )
                        more = sync.step(draft.store, CHECKPOINT)
                    after = own(draft.store.records, {**settings.roots, **kept})
                report = sync.report(after)
                self.collections.rename(moved_names(before, after, report.moved))
                return report
