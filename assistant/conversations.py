"""Conversations as they are kept: whole answers, and what readers thought of them, in SQLite."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from assistant.restore import restore
from assistant.types import Answer, LibraryError, Turn, UsageError, plain

Thumb = Literal["up", "down"]

LAYOUT = 1
TITLE_LENGTH = 80
NOTE_LENGTH = 2_000

SCHEMA = """
CREATE TABLE IF NOT EXISTS conversation (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL,
  created TEXT NOT NULL, updated TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS turn (id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  asked TEXT NOT NULL, answer TEXT NOT NULL,
  thumb TEXT CHECK (thumb IN ('up', 'down')), note TEXT NOT NULL DEFAULT '');
CREATE INDEX IF NOT EXISTS turn_of ON turn (conversation, id);
"""


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation of the list; `updated` is when it was last asked something, in UTC."""

    id: int
    title: str
    updated: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """One question with its whole answer, and the reader's thumb and note on it."""

    id: int
    conversation: int
    asked: datetime
    answer: Answer
    thumb: Thumb | None = None
    note: str = ""


class Conversations:
    """The conversations of one data folder.

    Every call opens the file, does one transaction and closes it: safe to share among threads and
    processes. Raises LibraryError where the file can't be used, UsageError for an unknown id.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)

    def all(self) -> list[Conversation]:
        """Every conversation, the one asked last first."""
        with self._connect() as rows:
            found = rows.execute(
                "SELECT id, title, updated FROM conversation ORDER BY updated DESC, id DESC"
            ).fetchall()
        return [Conversation(key, title, datetime.fromisoformat(at)) for key, title, at in found]

    def start(self, question: str) -> int:
        """A new conversation, called after its first question; its id."""
        now = _now()
        with self._connect() as rows:
            made = rows.execute(
                "INSERT INTO conversation (title, created, updated) VALUES (?, ?, ?)",
                (_title(question), now, now),
            )
        return int(made.lastrowid or 0)

    def rename(self, conversation: int, title: str) -> None:
        """Calls a conversation something else; an empty title is refused."""
        if not title.strip():
            raise UsageError("A conversation needs a title: type one, or keep the old.")
        with self._connect() as rows:
            done = rows.execute(
                "UPDATE conversation SET title = ? WHERE id = ?", (_title(title), conversation)
            )
            _found(done.rowcount, "conversation", conversation)

    def delete(self, conversation: int) -> None:
        """Forgets a conversation with its answers and what was thought of them."""
        with self._connect() as rows:
            done = rows.execute("DELETE FROM conversation WHERE id = ?", (conversation,))
            _found(done.rowcount, "conversation", conversation)

    def keep(self, conversation: int, answer: Answer, replacing: int | None = None) -> int:
        """Adds an answer to a conversation, in place of the turn `replacing`; the turn's id."""
        now = _now()
        with self._connect() as rows:
            done = rows.execute(
                "UPDATE conversation SET updated = ? WHERE id = ?", (now, conversation)
            )
            _found(done.rowcount, "conversation", conversation)
            rows.execute(
                "DELETE FROM turn WHERE id = ? AND conversation = ?", (replacing, conversation)
            )
            made = rows.execute(
                "INSERT INTO turn (conversation, asked, answer) VALUES (?, ?, ?)",
                (conversation, now, json.dumps(plain(answer), ensure_ascii=False)),
            )
        return int(made.lastrowid or 0)

    def turns(self, conversation: int) -> list[Kept]:
        """The turns of a conversation in the order they were asked."""
        with self._connect() as rows:
            found = rows.execute(
                f"{_TURN} WHERE conversation = ? ORDER BY id", (conversation,)
            ).fetchall()
        return [_kept(row) for row in found]

    def turn(self, turn: int) -> Kept:
        """One turn by its id."""
        with self._connect() as rows:
            found = rows.execute(f"{_TURN} WHERE id = ?", (turn,)).fetchall()
        _found(len(found), "answer", turn)
        return _kept(found[0])

    def judge(self, turn: int, thumb: Thumb | None, note: str = "") -> None:
        """Keeps a reader's thumb on a turn, and a note; a thumb of None takes it back."""
        with self._connect() as rows:
            done = rows.execute(
                "UPDATE turn SET thumb = ?, note = ? WHERE id = ?",
                (thumb, note.strip()[:NOTE_LENGTH], turn),
            )
            _found(done.rowcount, "answer", turn)

    def judged(self) -> list[Kept]:
        """Every turn that a reader gave a thumb, in the order they were asked."""
        with self._connect() as rows:
            found = rows.execute(f"{_TURN} WHERE thumb IS NOT NULL ORDER BY id").fetchall()
        return [_kept(row) for row in found]

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=10)) as rows:
                rows.execute("PRAGMA foreign_keys = ON")
                _lay_out(rows)
                with rows:
                    yield rows
        except (OSError, sqlite3.Error) as error:
            raise LibraryError(
                f"{self.path}: conversations can't be kept here ({error});"
                " check the data folder's permissions and free space."
            ) from error


def history(turns: list[Kept]) -> list[Turn]:
    """What was said, as the history of the next question."""
    return [
        said
        for kept in turns
        for said in (Turn("user", kept.answer.question), Turn("assistant", kept.answer.answer))
    ]


_TURN = "SELECT id, conversation, asked, answer, thumb, note FROM turn"


def _kept(row: tuple[Any, ...]) -> Kept:
    key, conversation, asked, answer, thumb, note = row
    try:
        restored = restore(Answer, json.loads(answer))
    except ValueError as error:
        raise LibraryError(f"Answer {key} was kept by another version: {error}.") from error
    return Kept(key, conversation, datetime.fromisoformat(asked), restored, thumb, note)


def _lay_out(rows: sqlite3.Connection) -> None:
    (layout,) = rows.execute("PRAGMA user_version").fetchone()
    if layout == LAYOUT:
        return
    if layout:
        raise sqlite3.DatabaseError(f"layout {layout}, but this version reads {LAYOUT}")
    rows.executescript(f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA user_version = {LAYOUT}; COMMIT;")


def _found(count: int, what: str, key: int) -> None:
    if not count:
        raise UsageError(f"There is no {what} {key}; it may have been deleted since.")


def _title(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TITLE_LENGTH else f"{line[: TITLE_LENGTH - 1].rstrip()}…"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
