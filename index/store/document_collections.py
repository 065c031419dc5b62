"""Collections: names for sets of documents, kept in the data folder for all who use it.

They are no part of a snapshot: a name is given in an instant, while documents are being indexed
too. A member is a document's name, or a folder's, which ends in a slash and stands for whatever
is in it, later as well.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from index.types import IndexingError

FILE = "collections.json"
LONGEST = 100
"""Characters of a collection's name."""

Members = tuple[str, ...]


class DocumentCollections:
    """The collections of one data folder. Threads and processes may share it.

    Names differ by more than letter case and spaces. Raises IndexingError for a name that no
    collection has, and where the file can't be read or written.
    """

    def __init__(self, data: Path) -> None:
        self._data, self._file = data, data / FILE
        self._read: tuple[tuple[int, ...], dict[str, Members]] = (), {}

    def all(self) -> dict[str, Members]:
        """Each collection's members, in order of their names."""
        try:
            facts = self._file.stat()
        except FileNotFoundError:
            return {}
        # Each change is another file: its time alone might miss one of two in the same instant.
        stamp = facts.st_ino, facts.st_mtime_ns, facts.st_size
        if self._read[0] != stamp:
            self._read = stamp, self._loaded()
        return dict(self._read[1])

    def members(self, name: str) -> Members:
        """A collection's members."""
        held = self.all()
        return held[_known(name, held)]

    def add(self, name: str, members: Iterable[str]) -> str:
        """Add members to a collection, which is made where it is missing; its name."""
        name = " ".join(name.split())
        if not name or len(name) > LONGEST:
            raise IndexingError(f"a collection's name has from 1 to {LONGEST} characters")
        with self._changing() as held:
            own = _found(name, held) or name
            held[own] = tuple(sorted({*held.get(own, ()), *members}))
        return own

    def put(self, collections: Mapping[str, Members]) -> None:
        """Put these collections in the place of all."""
        with self._changing() as held:
            held.clear()
            held.update(collections)

    def take_out(self, name: str, members: Iterable[str]) -> None:
        """Take members out of a collection, which stays, perhaps empty."""
        unwanted = set(members)
        with self._changing() as held:
            own = _known(name, held)
            held[own] = tuple(each for each in held[own] if each not in unwanted)

    def delete(self, name: str) -> None:
        """Delete a collection; its documents stay in the library."""
        with self._changing() as held:
            del held[_known(name, held)]

    def forget(self, members: Iterable[str]) -> None:
        """Take documents that were erased out of every collection."""
        gone = set(members)
        if any(gone & set(own) for own in self.all().values()):
            with self._changing() as held:
                for name, own in held.items():
                    held[name] = tuple(each for each in own if each not in gone)

    def rename(self, names: Mapping[str, str]) -> None:
        """Call documents that were moved by their new names, in every collection."""
        if any(set(names) & set(own) for own in self.all().values()):
            with self._changing() as held:
                for name, own in held.items():
                    held[name] = tuple(sorted({names.get(each, each) for each in own}))

    @contextmanager
    def _changing(self) -> Iterator[dict[str, Members]]:
        """The collections, to be changed and then written, whole or not at all."""
        from filelock import FileLock

        part = self._file.with_suffix(".part")
        try:
            self._data.mkdir(parents=True, exist_ok=True)
            with FileLock(self._data / "collections.lock"):
                held = self._loaded() if self._file.exists() else {}
                yield held
                part.write_text(json.dumps(held, indent=1), "utf-8")
                part.replace(self._file)
        except OSError as error:
            raise IndexingError(
                f"collections can't be kept in {self._data} ({error.strerror}): check its"
                " permissions and free space"
            ) from error

    def _loaded(self) -> dict[str, Members]:
        try:
            found = json.loads(self._file.read_text("utf-8"))
            return {str(name): tuple(map(str, found[name])) for name in sorted(found)}
        except (OSError, ValueError, TypeError) as error:
            raise IndexingError(
                f"{self._file} can't be read: move it away, and name the collections again"
            ) from error


def _found(name: str, held: Mapping[str, Members]) -> str | None:
    wanted = " ".join(name.casefold().split())
    return next((own for own in held if own.casefold() == wanted), None)


def _known(name: str, held: Mapping[str, Members]) -> str:
    found = _found(name, held)
    if found is None:
        names = ", ".join(held)
        known = f"there are {names}" if names else "none is kept yet"
        raise IndexingError(f"there is no collection named {name!r}: {known}")
    return found
