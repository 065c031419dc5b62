"""The SQLite file that conversations are kept in: how it is laid out, and how it is opened."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from assistant.errors import LibraryError

LAYOUTS = (
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
)
"""What makes each layout of the one before it: a file of any of them is brought up to the last."""


@contextmanager
def connected(path: Path) -> Iterator[sqlite3.Connection]:
    """The file, open for one transaction. LibraryError where it can't be used."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=10)) as rows:
            rows.execute("PRAGMA foreign_keys = ON")
            _lay_out(rows)
            with rows:
                yield rows
    except (OSError, sqlite3.Error) as error:
        raise LibraryError(
            f"{path}: conversations can't be kept here ({error});"
            " check the data folder's permissions and free space."
        ) from error


def _lay_out(rows: sqlite3.Connection) -> None:
    if _layout(rows) == len(LAYOUTS):
        return
    with rows:
        rows.execute("BEGIN IMMEDIATE")  # another process may be about to do the same
        layout = _layout(rows)
        if layout > len(LAYOUTS):
            raise sqlite3.DatabaseError(f"layout {layout}, but this version reads {len(LAYOUTS)}")
        for step in LAYOUTS[layout:]:
            for statement in step:
                rows.execute(statement)
        rows.execute(f"PRAGMA user_version = {len(LAYOUTS)}")


def _layout(rows: sqlite3.Connection) -> int:
    (layout,) = rows.execute("PRAGMA user_version").fetchone()
    return int(layout)
