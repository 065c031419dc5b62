"""A library as one of its users has it: the documents they may read, and what they may change."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.library.collections_view import CollectionsView
from index.library.library import Library
from index.library.narrowed import MayRead, NarrowedSnapshot
from index.search.filters import COLLECTION
from index.store.hand_given import DocumentFacts
from index.store.records import Record
from index.store.snapshots import Snapshots
from index.types import Embedder, IndexingError

if TYPE_CHECKING:
    from index.sync.loading import DocumentLoader, Workers
    from index.sync.report import Progress, SyncReport
    from index.sync.scan import File

Note = Callable[[str, Sequence[str]], None]
"""Called with what was done ("added") and the documents, or the collection, it was done to."""


class LibraryView(Library):
    """Reads through `Library`'s own methods, from a snapshot that holds no other documents.

    `guarded` are collections that decide who may read what: an owner's to change. `may_read` tells
    by name which may be read; None: all. Without `may_change` every writer fails, as nobody gets
    the writer's lock; to erase takes `may_erase`, and sight of everything.
    """

    def __init__(
        self,
        whole: Library,
        may_read: MayRead | None,
        may_change: bool,
        may_erase: bool,
        note: Note,
        guarded: Callable[[str], bool] = lambda _name: False,
    ) -> None:
        self.folder, self._server = whole.folder, whole._server
        self._whole, self._may_read, self._note = whole, may_read, note
        self._may_erase = may_erase and may_read is None
        self._snapshots = whole._snapshots if may_change else _Unchanging(whole._snapshots)
        self.current = self._current = (
            whole._current if may_read is None else NarrowedSnapshot(whole._current, may_read)
        )

        self.collections = CollectionsView(
            whole.collections,
            may_read,
            self.check_may_change,
            guarded,
            lambda did, name: note(did, [f"{COLLECTION}{name}"]),
        )

    def close(self) -> None:
        """The files are the whole library's."""

    @property
    def embedder(self) -> Embedder:
        """That of the whole library."""
        return self._whole.embedder

    def embed_anew(self, embedder: Embedder, progress: Callable[[int, int], object]) -> None:
        """As the whole library does. Raises IndexingError unless all of it may be changed."""
        if not self._may_erase:
            raise refused()
        self._whole.embed_anew(embedder, progress)

    def check_may_change(self) -> None:
        """Raises IndexingError where nothing may be changed."""
        if isinstance(self._snapshots, _Unchanging):
            raise refused()

    def roots(self) -> dict[str, str]:
        """The indexed paths below which there are documents that may be read."""
        labels = {name.partition("/")[0] for name in self._names()}
        everything = self._may_read is None
        return {
            label: root
            for label, root in self._whole.roots().items()
            if everything or label in labels
        }

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
        """Make the whole library match these paths; the report is of what may be read.

        Progress, which counts every file, is told to those who may read everything.
        """
        self.check_may_change()
        if self._may_read is not None:
            progress = _silent
        before = self._names()
        back = [name for name in restored if self._may_read is None or self._may_read(name)]
        report = self._whole.index(
            paths, loader, progress, waiting, prune=prune, retry=retry, restored=back
        )
        for did in ("added", "updated", "moved", "removed"):
            if names := getattr(report, did):
                self._note(did, names)
        return report if self._may_read is None else self._seen(report, before | self._names())

    def removed(self) -> list[str]:
        """The names of the documents that were removed."""
        names = super().removed()
        return names if self._may_read is None else [one for one in names if self._may_read(one)]

    def remove(self, *names: str, keep_out: bool = True) -> None:
        """Take documents out of the library."""
        super().remove(*names, keep_out=keep_out)
        self._note("removed", names)

    def describe(self, *names: str, given: DocumentFacts | None) -> None:
        """Give documents a title, day or outlet by hand."""
        super().describe(*names, given=given)
        self._note("described", names)

    def erase(self, name: str) -> list[Record]:
        """Take a document out for good, where that is allowed."""
        if not self._may_erase:
            raise IndexingError("only an owner may erase documents for good")
        erased = super().erase(name)
        self._note("erased", [each.source.name for each in erased])
        return erased

    def _names(self) -> set[str]:
        return {record.source.name for record in self.records}

    def _seen(self, report: "SyncReport", names: set[str]) -> "SyncReport":
        """The report without what may not be read."""
        from index.sync.report import SyncReport

        seen = SyncReport(failed=[one for one in report.failed if one[0] in names])
        for kind in ("added", "updated", "moved", "removed", "unchanged", "kept"):
            setattr(seen, kind, [one for one in getattr(report, kind) if one in names])
        return seen


class _Unchanging(Snapshots):
    """The snapshots for who may not write any."""

    def __init__(self, whole: Snapshots) -> None:
        self._whole = whole

    def current(self) -> Path | None:
        return self._whole.current()

    @contextmanager
    def locked(self, *, wait: bool = True) -> Iterator[None]:  # noqa: ARG002 - as there
        raise refused()
        yield


def refused() -> IndexingError:
    """The error of who may read and not change."""
    return IndexingError("your role is to read: ask an editor or an owner to change the library")


def _silent(_progress: "Progress") -> None:
    pass
