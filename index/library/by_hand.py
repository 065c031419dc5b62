"""A library opened, and what persons change in it: documents removed, erased, described."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from index.library.current import CurrentSnapshot
from index.library.document_names import resolved, unknown
from index.store import ChromaAddress
from index.store.document_collections import DocumentCollections
from index.store.excluded_names import ExcludedNames, fingerprint
from index.store.hand_given import DocumentFacts
from index.store.records import Record
from index.store.snapshots import Snapshots
from index.sync.draft import DraftSnapshot, drafted
from index.sync.roots import found_roots
from index.types import Embedder, IndexingError, Source


class LibraryByHand:
    """A library in a data folder, as far as persons change it."""

    def __init__(
        self, folder: Path, embedder: Embedder, chroma: ChromaAddress | None = None
    ) -> None:
        """Open the library in `folder`, making it where it is missing.

        Its vectors are in `chroma`, where that is given, and not in the folder itself.
        Raises IndexingError where it can't be opened.
        """
        self.folder, self._server = folder, chroma
        self._snapshots = Snapshots(folder)
        self.current = self._current = CurrentSnapshot(self._snapshots, folder, embedder, chroma)

    def close(self) -> None:
        """Let go of the library's files."""
        self._current.close()

    @property
    def embedder(self) -> Embedder:
        """Who embeds its passages and the questions."""
        return self._current.embedder

    @cached_property
    def collections(self) -> DocumentCollections:
        """The names for sets of its documents."""
        return DocumentCollections(self.folder)

    def removed(self) -> list[str]:
        """The names of the documents that were removed, and can be restored by `index`."""
        return self._current.read(lambda store, _: store.settings.excluded.plain())

    def remove(self, *names: str, keep_out: bool = True) -> None:
        """Take documents out of the library; with `keep_out` the next syncs leave them out."""
        from index.sync.changes import take_out

        with self._changing(names) as draft:
            take_out(draft, names, keep_out=keep_out)

    def describe(self, *names: str, given: DocumentFacts | None) -> None:
        """Give documents a title, day or outlet by hand, kept when they are read again.

        What is None in `given` stays as it is; None itself takes back what was given.
        """
        from index.sync.changes import describe

        with self._changing(names) as draft:
            describe(draft, self.embedder, names, given)

    def embed_anew(self, embedder: Embedder, progress: Callable[[int, int], object]) -> None:
        """Index its texts anew with another embedder, as `whole_rewrites` does."""
        from index.library.whole_rewrites import embed_anew

        embed_anew(self._snapshots, self._current, self._server, embedder, progress)

    def erase(self, name: str) -> list[Record]:
        """Take a document out, with copies of its text, so that no byte of it is left here.

        Its records, whose names are excluded from the next syncs; it may have been removed before.
        Raises IndexingError if it is unknown, and where the vectors are on a server, whose files
        are not ours.
        """
        from index.sync.erasing import rewrite_without

        if self._server is not None:
            raise IndexingError(
                "a Chroma server keeps files of its own: remove the document, and clean up there"
            )
        with self._snapshots.locked():
            records, settings = self._current.read(
                lambda store, _: (dict(store.records), store.settings)
            )
            if name in settings.excluded.plain() and name not in records:
                erased = [Record(Source(name, name), "", self._path(name, settings.roots))]
            else:
                own = records[resolved(name, records, unread=True)]
                same = [each for each in records.values() if own.key and each.key == own.key]
                erased = same or [own]
            names = {each.source.name for each in erased}
            excluded = settings.excluded.less(names) | set(map(fingerprint, names))
            given = {each: facts for each, facts in settings.given.items() if each not in names}
            settings = replace(settings, excluded=ExcludedNames(excluded), given=given)
            rewrite_without(names, self._snapshots, self.embedder, settings)
            self.collections.forget(names)
            return erased

    def _path(self, name: str, roots: dict[str, str]) -> str:
        """Where the file of a document lies that has no record any more; empty where unknown."""
        label, _, inside = name.partition("/")
        root = found_roots(roots, self.folder).get(label)
        return str(Path(root, inside)) if root else ""

    @contextmanager
    def _changing(self, names: Collection[str]) -> Iterator[DraftSnapshot]:
        """The library's next snapshot, in which these documents are to be changed."""
        with self._snapshots.locked():
            held = self._current.read(lambda store, _: set(store.records))
            if gone := [name for name in names if name not in held]:
                raise unknown(gone[0])
            with drafted(self._snapshots, self._server, self.embedder) as draft:
                yield draft
