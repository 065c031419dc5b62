"""The SQLite file of the conversations: its schema, its migrations, and how it is opened."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from assistant.errors import LibraryError

MIGRATIONS = (
    (
        "CREATE TABLE conversation (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL,"
        " created TEXT NOT NULL, updated TEXT NOT NULL)",
        "CREATE TABLE turn (id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " conversation INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,"
        " asked TEXT NOT NULL, answer TEXT NOT NULL,"
        " thumb TEXT CHECK (thumb IN ('up', 'down')), note TEXT NOT NULL DEFAULT '')",
        "CREATE INDEX turn_of ON turn (conversation, id)",
    ),
    ("ALTER TABLE turn ADD COLUMN stopped INTEGER NOT NULL DEFAULT 0",),
    ("ALTER TABLE turn ADD COLUMN shared TEXT NOT NULL DEFAULT ''",),
)
"""The statements that make each schema version of the one before; the first one's make a file."""


@contextmanager
def connected(path: Path) -> Iterator[sqlite3.Connection]:
    """The file, open for one transaction. LibraryError where it can't be used."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=10)) as database:
            database.execute("PRAGMA foreign_keys = ON")
            _migrate(database)
            with database:
                yield database
    except (OSError, sqlite3.Error) as error:
        raise LibraryError(
            f"{path}: conversations can't be kept here ({error});"
            " check the data folder's permissions and free space."
        ) from error


def vacuum(path: Path) -> None:
    """Writes the file anew, without the room of what was deleted."""
    with closing(sqlite3.connect(path, timeout=10)) as database:
        database.execute("VACUUM")


def _migrate(database: sqlite3.Connection) -> None:
    if _version(database) == len(MIGRATIONS):
        return
    with database:
        database.execute("BEGIN IMMEDIATE")  # another process may be about to do the same
        version = _version(database)
        if version > len(MIGRATIONS):
            raise sqlite3.DatabaseError(
                f"layout {version}, but this version reads {len(MIGRATIONS)}"
            )
        for statements in MIGRATIONS[version:]:
            for statement in statements:
                database.execute(statement)
        database.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _version(database: sqlite3.Connection) -> int:
    (version,) = database.execute("PRAGMA user_version").fetchone()
    return int(version)
