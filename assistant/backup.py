"""A library as one file, and back: `assistant library --backup FILE` and `--restore FILE`.

Both may run while the library is served or indexed: a backup holds one whole snapshot, and who
reads goes on with the restored one at the next question. The file is a zip of the data folder, with
a manifest; the folders that the documents came from are not in it.
"""

import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Any

from assistant.errors import LibraryError, translated
from index.store.document_collections import FILE as COLLECTIONS
from index.store.document_collections import DocumentCollections
from index.store.records import LAYOUT
from index.store.snapshots import Snapshots, copy
from index.types import IndexingError

FORMAT = 1
"""The version of the file's form."""

_MANIFEST, _LIBRARY, _UPLOADS = "manifest.json", "library", "uploads"
_CONVERSATIONS, _OF_USERS = "conversations.sqlite", "conversations"


def back_up(data: Path, file: Path) -> None:
    """Writes the library of a data folder, its uploads, conversations and collections to a file.

    The file is there once it is whole. Raises LibraryError.
    """
    if not data.is_dir():
        raise LibraryError(f"{data} holds no library: name its folder with ASSISTANT_DATA")
    if file.exists() and not _is_backup(file):
        raise LibraryError(f"{file} is there, and is no backup of a library: name another file")
    try:
        with translated(), tempfile.TemporaryDirectory() as scratch:
            _copy_snapshot(data, Path(scratch, _LIBRARY))
            _copy_conversations(data, Path(scratch))
            if (data / COLLECTIONS).exists():
                shutil.copyfile(data / COLLECTIONS, Path(scratch, COLLECTIONS))
            part = file.with_name(f"{file.name}.part")
            try:
                _write(part, Path(scratch), data / _UPLOADS)
                part.replace(file)
            finally:
                part.unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        raise LibraryError(f"{file} can't be written: {_reason(error)}") from error


def restore(data: Path, file: Path) -> None:
    """Puts the library of a backup in the place of a data folder's. Raises LibraryError.

    Nothing is changed unless the whole file can be read.
    """
    try:
        with zipfile.ZipFile(file) as archive, tempfile.TemporaryDirectory() as scratch:
            _check(file, archive)
            archive.extractall(scratch)
            with translated():
                _put(Path(scratch), data)
    except (zipfile.BadZipFile, EOFError) as error:
        raise LibraryError(f"{file} is no backup of a library, or is damaged") from error
    except (OSError, sqlite3.Error) as error:
        raise LibraryError(f"{file} can't be restored: {_reason(error)}") from error


def _copy_snapshot(data: Path, target: Path) -> None:
    """Copies the current snapshot whole, though a writer may replace it meanwhile."""
    snapshots = Snapshots(data)
    while (current := snapshots.current()) is not None:
        try:
            target.mkdir()
            copy(current, target)
        except (OSError, sqlite3.Error):
            if snapshots.current() == current:
                raise
        if snapshots.current() == current:
            return
        shutil.rmtree(target)
    raise IndexingError(f"{data} holds no library: name its folder with ASSISTANT_DATA")


def _write(part: Path, scratch: Path, uploads: Path) -> None:
    manifest = {
        "format": FORMAT,
        "layout": LAYOUT,
        "version": version("cited-assistant"),
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(_MANIFEST, json.dumps(manifest))
        for folder, inside in ((scratch, ""), (uploads, f"{_UPLOADS}/")):
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    archive.write(path, f"{inside}{path.relative_to(folder).as_posix()}")


def _check(file: Path, archive: zipfile.ZipFile) -> None:
    """Raises LibraryError for what is no backup, or is one of a newer version."""
    manifest = _manifest(archive)
    if manifest is None:
        raise LibraryError(
            f"{file} is no backup of a library: assistant library --backup makes one"
        )
    if manifest["format"] > FORMAT or manifest["layout"] > LAYOUT:
        raise LibraryError(f"{file} was written by a newer version: update this one")
    for name in archive.namelist():
        path = PurePosixPath(name)
        folders, files = (_LIBRARY, _UPLOADS, _OF_USERS), (_MANIFEST, _CONVERSATIONS, COLLECTIONS)
        known = path.parts[0] in folders or name in files
        if not known or ".." in path.parts or "\\" in name:
            raise LibraryError(f"{file} holds {name!r}, which no backup does")
    if archive.testzip() is not None:
        raise zipfile.BadZipFile


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any] | None:
    try:
        found = json.loads(archive.read(_MANIFEST))
        return {**found, "format": int(found["format"]), "layout": int(found["layout"])}
    except (KeyError, TypeError, ValueError):
        return None


def _is_backup(file: Path) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            return _manifest(archive) is not None
    except (OSError, zipfile.BadZipFile):
        return False


def _put(scratch: Path, data: Path) -> None:
    snapshots = Snapshots(data)
    with snapshots.locked():
        draft = snapshots.draft(empty=True)
        try:
            shutil.copytree(scratch / _LIBRARY, draft, dirs_exist_ok=True)
            _put_uploads(scratch / _UPLOADS, data / _UPLOADS)
            _copy_conversations(scratch, data)
            if (scratch / COLLECTIONS).exists():
                DocumentCollections(data).put(DocumentCollections(scratch).all())
            snapshots.publish(draft)
        finally:
            snapshots.discard()


def _put_uploads(uploads: Path, target: Path) -> None:
    """Puts the uploads in the place of those that are there."""
    coming, going = (target.with_name(f"{target.name}.{end}") for end in ("new", "old"))
    for folder in (coming, going):
        shutil.rmtree(folder, ignore_errors=True)
    if uploads.exists():
        shutil.copytree(uploads, coming)
    if target.exists():
        target.rename(going)
    if coming.exists():
        coming.rename(target)
    shutil.rmtree(going, ignore_errors=True)


def _copy_conversations(source: Path, target: Path) -> None:
    """Copies the conversations of one user, and of each of several."""
    for path in (source / _CONVERSATIONS, *(source / _OF_USERS).glob("*.sqlite")):
        if path.exists():
            place = target / path.relative_to(source)
            place.parent.mkdir(exist_ok=True)
            _copy_database(path, place)


def _copy_database(source: Path, target: Path) -> None:
    """Copies a database that others may be using into one that others may be using."""
    address = source.absolute().as_uri() + ("" if os.access(source, os.W_OK) else "?mode=ro")
    old, new = sqlite3.connect(address, uri=True), sqlite3.connect(target, timeout=10)
    with closing(old), closing(new):
        old.backup(new)


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error)
