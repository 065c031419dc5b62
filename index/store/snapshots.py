"""The snapshots of a library on disk, each whole in a numbered folder; the highest is current.

Chroma rewrites its vectors in place and reads them once: a process that dies while it writes leaves
them torn, and one that reads meanwhile sees a mixture. So a snapshot is never changed. A writer
copies the current one, changes the copy, and makes it current by giving it the next number, which
is a single rename. If it dies before that, the copy alone is lost.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from errno import ENOSPC
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.store.vector_files import blank_unused
from index.types import IndexingError

if TYPE_CHECKING:
    from filelock import BaseFileLock

_DRAFT = "draft"


class BusyError(IndexingError):
    """Another process is changing the library."""


class Snapshots:
    """The snapshots in one data folder, and the lock that lets one process write."""

    def __init__(self, data: Path) -> None:
        """Make the data folder where it is missing. Raises IndexingError where that fails."""
        self._shown, self._data = data, data.absolute()
        self._folder = self._data / "library"
        with self._translated("made"):
            self._data.mkdir(parents=True, exist_ok=True)

    def current(self) -> Path | None:
        """The folder of the current snapshot; None where there is none yet."""
        numbers = self._numbers()
        return self._folder / _name(max(numbers)) if numbers else None

    @contextmanager
    def locked(self, *, wait: bool = True) -> Iterator[None]:
        """Hold the writer's lock, which ends with its process; a thread may take it again.

        Raises BusyError where another holds it and `wait` is false, and IndexingError where the
        folder can't be written.
        """
        from filelock import Timeout

        with self._translated():
            self._data.mkdir(parents=True, exist_ok=True)
            try:
                self._lock.acquire(timeout=-1 if wait else 0)
            except Timeout as error:
                raise BusyError(f"another process is changing {self._shown}") from error
        try:
            yield
        finally:
            self._lock.release()

    @cached_property
    def _lock(self) -> "BaseFileLock":
        from filelock import FileLock

        return FileLock(self._data / "lock")

    def draft(self, *, empty: bool = False) -> Path:
        """A private copy of the current snapshot for the writer; empty where there is none.

        With `empty` it is so in any case.
        """
        draft, current = self._folder / _DRAFT, None if empty else self.current()
        with self._translated():
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir(parents=True)
            if current is not None:
                copy(current, draft)
        return draft

    def publish(self, draft: Path) -> None:
        """Make the writer's copy the current snapshot, and delete the others."""
        number = max(self._numbers(), default=0) + 1
        with self._translated():
            # The files before the name: after a power cut the highest snapshot is whole.
            blank_unused(draft)
            _flush(draft)
            draft.rename(self._folder / _name(number))
            _flush(self._folder, deep=False)
        self.discard(keep=_name(number))

    def discard(self, keep: str | None = None) -> None:
        """Delete a draft that was not published, and snapshots that are not current."""
        current = self.current()
        keep = keep or (current.name if current else None)
        for entry in os.scandir(self._folder) if self._folder.exists() else ():
            if entry.name != keep:
                shutil.rmtree(entry.path, ignore_errors=True)

    def _numbers(self) -> list[int]:
        try:
            return [int(entry.name) for entry in os.scandir(self._folder) if entry.name.isdigit()]
        except FileNotFoundError:
            return []

    @contextmanager
    def _translated(self, done: str = "written") -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            reason = getattr(error, "strerror", None) or error
            full = "make room, or " if getattr(error, "errno", 0) == ENOSPC else ""
            raise IndexingError(
                f"the data folder {self._shown} can't be {done} ({reason}): {full}name another with"
                " ASSISTANT_DATA"
            ) from error


def copy(source: Path, target: Path) -> None:
    """Copy a snapshot, which others may be reading, into an existing folder.

    Chroma records in its database that it was opened, so the database is copied by SQLite.
    """
    for folder, _, names in os.walk(source):
        inside = target / Path(folder).relative_to(source)
        inside.mkdir(exist_ok=True)
        for name in names:
            if name.endswith(".sqlite3"):
                _copy_database(Path(folder, name), inside / name)
            elif not name.endswith("-journal"):
                shutil.copyfile(Path(folder, name), inside / name)


def _copy_database(source: Path, target: Path) -> None:
    address = source.as_uri() + ("" if os.access(source, os.W_OK) else "?mode=ro")
    old, new = sqlite3.connect(address, uri=True), sqlite3.connect(target)
    with closing(old), closing(new):
        new.execute("PRAGMA synchronous=OFF")
        old.backup(new)


def _flush(folder: Path, *, deep: bool = True) -> None:
    """Sync a folder to disk, with all files in it where `deep`."""
    for place, _, names in os.walk(folder):
        for path in [Path(place), *(Path(place, name) for name in names if deep)]:
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        if not deep:
            return


def _name(number: int) -> str:
    return f"{number:08}"
