"""Conversations as they are kept: whole answers, and what readers thought of them, in SQLite."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from assistant.errors import LibraryError, UsageError
from assistant.history.conversation_file import connected
from assistant.history.restore import restore
from assistant.types import Answer, Turn, plain

Thumb = Literal["up", "down"]

TITLE_LENGTH = 80
NOTE_LENGTH = 2_000


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation of the list; `updated` is when it was last asked something, in UTC."""

    id: int
    title: str
    updated: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """One question with its answer, and the reader's thumb and note on it.

    `stopped` tells that the reader wanted no more of it: the answer is what had come until then.
    """

    id: int
    conversation: int
    asked: datetime
    answer: Answer
    thumb: Thumb | None = None
    note: str = ""
    stopped: bool = False


class Conversations:
    """The conversations of one data folder.

    Every call opens the file, does one transaction and closes it: safe to share among threads and
    processes. Raises LibraryError where the file can't be used, UsageError for an unknown id.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)

    def all(self) -> list[Conversation]:
        """Every conversation, the one asked last first."""
        with connected(self.path) as rows:
            found = rows.execute(
                "SELECT id, title, updated FROM conversation ORDER BY updated DESC, id DESC"
            ).fetchall()
        return [Conversation(key, title, datetime.fromisoformat(at)) for key, title, at in found]

    def start(self, question: str) -> int:
        """A new conversation, called after its first question; its id."""
        now = _now()
        with connected(self.path) as rows:
            made = rows.execute(
                "INSERT INTO conversation (title, created, updated) VALUES (?, ?, ?)",
                (_title(question), now, now),
            )
        return int(made.lastrowid or 0)

    def rename(self, conversation: int, title: str) -> None:
        """Calls a conversation something else; an empty title is refused."""
        if not title.strip():
            raise UsageError("A conversation needs a title: type one, or keep the old.")
        with connected(self.path) as rows:
            done = rows.execute(
                "UPDATE conversation SET title = ? WHERE id = ?", (_title(title), conversation)
            )
            _found(done.rowcount, "conversation", conversation)

    def delete(self, conversation: int) -> None:
        """Forgets a conversation with its answers and what was thought of them."""
        with connected(self.path) as rows:
            done = rows.execute("DELETE FROM conversation WHERE id = ?", (conversation,))
            _found(done.rowcount, "conversation", conversation)

    def going_on(
        self,
        conversation: int | None,
        seen: Sequence[int],
        question: str,
        replacing: int | None = None,
    ) -> int:
        """The conversation in which `question` follows the turns `seen`; its id.

        It is `conversation` where that holds no others but the one to be replaced. Where somebody
        else has gone on with it meanwhile, it is a copy of the turns seen, so that no two talks
        mix; where there is none, or none any more, a new one.
        """
        known = [*seen, *([] if replacing is None else [replacing])]
        with connected(self.path) as rows:
            found = rows.execute(
                "SELECT title, (SELECT COUNT(*) FROM turn WHERE conversation = conversation.id"
                " AND id NOT IN (SELECT value FROM json_each(?))) FROM conversation WHERE id = ?",
                (json.dumps(known), conversation),
            ).fetchone()
        if found and conversation is not None and not found[1]:
            return conversation
        own = self.start(found[0] if found else question)
        with connected(self.path) as rows:
            rows.execute(
                "INSERT INTO turn (conversation, asked, answer, stopped)"
                " SELECT ?, asked, answer, stopped FROM turn"
                " WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
                (own, json.dumps(seen)),
            )
        return own

    def keep(
        self,
        conversation: int,
        answer: Answer,
        replacing: int | None = None,
        stopped: bool = False,
    ) -> int:
        """Adds an answer to a conversation, in place of the turn `replacing`; the turn's id."""
        now = _now()
        with connected(self.path) as rows:
            done = rows.execute(
                "UPDATE conversation SET updated = ? WHERE id = ?", (now, conversation)
            )
            _found(done.rowcount, "conversation", conversation)
            rows.execute(
                "DELETE FROM turn WHERE id = ? AND conversation = ?", (replacing, conversation)
            )
            made = rows.execute(
                "INSERT INTO turn (conversation, asked, answer, stopped) VALUES (?, ?, ?, ?)",
                (conversation, now, json.dumps(plain(answer), ensure_ascii=False), stopped),
            )
        return int(made.lastrowid or 0)

    def turns(self, conversation: int) -> list[Kept]:
        """The turns of a conversation in the order they were asked."""
        with connected(self.path) as rows:
            found = rows.execute(
                f"{_TURN} WHERE conversation = ? ORDER BY id", (conversation,)
            ).fetchall()
        return [_kept(row) for row in found]

    def turn(self, turn: int) -> Kept:
        """One turn by its id."""
        with connected(self.path) as rows:
            found = rows.execute(f"{_TURN} WHERE id = ?", (turn,)).fetchall()
        _found(len(found), "answer", turn)
        return _kept(found[0])

    def judge(self, turn: int, thumb: Thumb | None, note: str = "") -> None:
        """Keeps a reader's thumb on a turn, and a note; a thumb of None takes it back."""
        with connected(self.path) as rows:
            done = rows.execute(
                "UPDATE turn SET thumb = ?, note = ? WHERE id = ?",
                (thumb, note.strip()[:NOTE_LENGTH], turn),
            )
            _found(done.rowcount, "answer", turn)

    def judgements(self) -> int:
        """How many turns readers gave a thumb."""
        with connected(self.path) as rows:
            (count,) = rows.execute("SELECT COUNT(thumb) FROM turn").fetchone()
        return int(count)

    def judged(self) -> list[Kept]:
        """Every turn that a reader gave a thumb, in the order they were asked."""
        with connected(self.path) as rows:
            found = rows.execute(f"{_TURN} WHERE thumb IS NOT NULL ORDER BY id").fetchall()
        return [_kept(row) for row in found]


def history(turns: list[Kept]) -> list[Turn]:
    """What was said, as the history of the next question; nothing of questions left unanswered."""
    return [
        said
        for kept in turns
        if kept.answer.answer
        for said in (Turn("user", kept.answer.question), Turn("assistant", kept.answer.answer))
    ]


_TURN = "SELECT id, conversation, asked, answer, thumb, note, stopped FROM turn"


def _kept(row: tuple[Any, ...]) -> Kept:
    key, conversation, asked, answer, thumb, note, stopped = row
    try:
        restored = restore(Answer, json.loads(answer))
    except ValueError as error:
        raise LibraryError(f"Answer {key} was kept by another version: {error}.") from error
    at = datetime.fromisoformat(asked)
    return Kept(key, conversation, at, restored, thumb, note, bool(stopped))


def _found(count: int, what: str, key: int) -> None:
    if not count:
        raise UsageError(f"There is no {what} {key}; it may have been deleted since.")


def _title(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TITLE_LENGTH else f"{line[: TITLE_LENGTH - 1].rstrip()}…"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
