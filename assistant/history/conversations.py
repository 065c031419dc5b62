"""Conversations kept in SQLite: whole answers, and what users thought of them."""

import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.errors import UsageError
from assistant.history.conversation_database import connected, vacuum
from assistant.history.conversation_titles import FIND, distinct_title, title_line
from assistant.history.kept_turn import KeptTurn, Thumb, answer_as_text, turn_of_row
from assistant.types import Answer

NOTE_LENGTH = 2_000

_TURN = "SELECT id, conversation, asked, answer, thumb, note, stopped, shared FROM turn"


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation of the list; `updated` is when it was last asked something, in UTC."""

    id: int
    title: str
    updated: datetime


class Conversations:
    """The conversations of one data folder.

    Every call opens the file, does one transaction and closes it: safe to share among threads and
    processes. Raises LibraryError where the file can't be used, UsageError for an unknown id.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)

    def all(self, words: str = "") -> list[Conversation]:
        """Every conversation, the one asked last first; of `words` those that hold each.

        A conversation's words are those of its title, its questions and its answers.
        """
        with connected(self.path) as database:
            database.create_function("folded", 1, lambda text: (text or "").casefold())
            rows = database.execute(
                FIND, {"words": json.dumps(words.casefold().split())}
            ).fetchall()
        return [Conversation(key, title, datetime.fromisoformat(at)) for key, title, at in rows]

    def start(self, question: str) -> int:
        """A new conversation, called after its first question; its id.

        Where another is called so, a number tells them apart.
        """
        now, title = _now(), title_line(question)
        with connected(self.path) as database:
            taken = {one for (one,) in database.execute("SELECT title FROM conversation")}
            made = database.execute(
                "INSERT INTO conversation (title, created, updated) VALUES (?, ?, ?)",
                (distinct_title(title, taken), now, now),
            )
        return int(made.lastrowid or 0)

    def rename(self, conversation: int, title: str) -> None:
        """Gives a conversation another title; an empty one is refused."""
        if not title.strip():
            raise UsageError("A conversation needs a title: type one, or keep the old.")
        with connected(self.path) as database:
            done = database.execute(
                "UPDATE conversation SET title = ? WHERE id = ?", (title_line(title), conversation)
            )
            _check_found(done.rowcount, "conversation", conversation)

    def delete(self, conversation: int) -> None:
        """Deletes a conversation with its answers and what was thought of them."""
        with connected(self.path) as database:
            done = database.execute("DELETE FROM conversation WHERE id = ?", (conversation,))
            _check_found(done.rowcount, "conversation", conversation)

    def erase(self, facts: Iterable[str]) -> None:
        """Deletes for good every turn whose answer holds one of these, a document's name say."""
        with connected(self.path) as database:
            database.execute("PRAGMA secure_delete = ON")
            for fact in facts:
                written = json.dumps(fact, ensure_ascii=False)
                database.execute("DELETE FROM turn WHERE instr(answer, ?) > 0", (written,))
            database.execute(
                "DELETE FROM conversation WHERE id NOT IN (SELECT conversation FROM turn)"
            )
        vacuum(self.path)

    def continue_or_fork(
        self,
        conversation: int | None,
        seen: Sequence[int],
        question: str,
        replacing: int | None = None,
    ) -> int:
        """The id of the conversation in which `question` follows the turns `seen`.

        It is `conversation` where that holds no others but the one to be replaced. Where somebody
        else has continued it meanwhile, it is a copy of the turns seen, so that no two
        conversations mix; where there is none, or none any more, a new one.
        """
        # Any other turn was added from another tab or browser.
        known = [*seen, *([] if replacing is None else [replacing])]
        with connected(self.path) as database:
            found = database.execute(
                "SELECT title, (SELECT COUNT(*) FROM turn WHERE conversation = conversation.id"
                " AND id NOT IN (SELECT value FROM json_each(?))) FROM conversation WHERE id = ?",
                (json.dumps(known), conversation),
            ).fetchone()
        if found and conversation is not None and not found[1]:
            return conversation
        fork = self.start(found[0] if found else question)
        self._copy_turns(seen, fork)
        return fork

    def _copy_turns(self, turns: Sequence[int], conversation: int) -> None:
        """Copies answers into a conversation, without what was thought of them."""
        with connected(self.path) as database:
            database.execute(
                "INSERT INTO turn (conversation, asked, answer, stopped)"
                " SELECT ?, asked, answer, stopped FROM turn"
                " WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
                (conversation, json.dumps(turns)),
            )

    def keep(
        self,
        conversation: int,
        answer: Answer,
        replacing: int | None = None,
        stopped: bool = False,
    ) -> int:
        """Adds an answer to a conversation, in place of the turn `replacing`; the turn's id."""
        now = _now()
        text = answer_as_text(answer)
        with connected(self.path) as database:
            done = database.execute(
                "UPDATE conversation SET updated = ? WHERE id = ?", (now, conversation)
            )
            _check_found(done.rowcount, "conversation", conversation)
            database.execute(
                "DELETE FROM turn WHERE id = ? AND conversation = ?", (replacing, conversation)
            )
            made = database.execute(
                "INSERT INTO turn (conversation, asked, answer, stopped) VALUES (?, ?, ?, ?)",
                (conversation, now, text, stopped),
            )
        return int(made.lastrowid or 0)

    def turns(self, conversation: int) -> list[KeptTurn]:
        """The turns of a conversation in the order they were asked."""
        return self._select("WHERE conversation = ? ORDER BY id", conversation)

    def turn(self, turn: int) -> KeptTurn:
        """One turn by its id."""
        found = self._select("WHERE id = ?", turn)
        _check_found(len(found), "answer", turn)
        return found[0]

    def judge(self, turn: int, thumb: Thumb | None, note: str = "") -> None:
        """Keeps a user's thumb on a turn, and a note; a thumb of None takes it back."""
        with connected(self.path) as database:
            done = database.execute(
                "UPDATE turn SET thumb = ?, note = ? WHERE id = ?",
                (thumb, note.strip()[:NOTE_LENGTH], turn),
            )
            _check_found(done.rowcount, "answer", turn)

    def share(self, turn: int) -> str:
        """Lets others read an answer; the token that it is then found by."""
        with connected(self.path) as database:
            database.execute(
                "UPDATE turn SET shared = ? WHERE id = ? AND shared = ''",
                (secrets.token_urlsafe(12), turn),
            )
        return self.turn(turn).shared

    def unshare(self, turn: int) -> None:
        """Lets nobody else read an answer any more."""
        with connected(self.path) as database:
            database.execute("UPDATE turn SET shared = '' WHERE id = ?", (turn,))

    def shared(self, token: str) -> KeptTurn:
        """The answer that others may read by this token."""
        found = self._select("WHERE shared = ? AND shared <> ''", token)
        if not found:
            raise UsageError("This answer is not shared, or no longer.")
        return found[0]

    def judgements(self) -> int:
        """The number of turns that have a thumb."""
        with connected(self.path) as database:
            (count,) = database.execute("SELECT COUNT(thumb) FROM turn").fetchone()
        return int(count)

    def judged(self) -> list[KeptTurn]:
        """Every turn that has a thumb, in the order they were asked."""
        return self._select("WHERE thumb IS NOT NULL ORDER BY id")

    def _select(self, condition: str, *values: int | str) -> list[KeptTurn]:
        with connected(self.path) as database:
            rows = database.execute(f"{_TURN} {condition}", values).fetchall()
        return [turn_of_row(row) for row in rows]


def _check_found(count: int, what: str, key: int) -> None:
    if not count:
        raise UsageError(f"There is no {what} {key}; it may have been deleted since.")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
