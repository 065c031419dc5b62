"""The conversations' file: older schemas are migrated, and what is no such file is refused."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.errors import LibraryError
from assistant.history.conversation_database import MIGRATIONS
from assistant.history.conversations import Conversations
from tests.page_answers import answered

OLD = (
    '{"question": "Who?", "answer": "They.", "abstained": false, "confidence": 0.9,'
    ' "model": "quotes", "receipt": {"question": "Who?", "documents": 1, "passages": 3}}'
)


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path / "data" / "conversations.sqlite")


def write_first_version(kept: Conversations) -> None:
    """Writes a file of the first schema version, with one turn."""
    kept.path.parent.mkdir()
    with sqlite3.connect(kept.path) as database:
        for statement in MIGRATIONS[0]:
            database.execute(statement)
        database.execute("INSERT INTO conversation VALUES (1, 'Old', '2025-01-01', '2025-01-01')")
        database.execute(
            "INSERT INTO turn (conversation, asked, answer) VALUES (1, '2025-01-01', ?)",
            (OLD,),
        )
        database.execute("PRAGMA user_version = 1")
    database.close()


def test_a_file_of_the_first_version_is_migrated(kept: Conversations) -> None:
    write_first_version(kept)
    (turn,) = kept.turns(1)
    assert (turn.answer.answer, turn.stopped) == ("They.", False)
    assert kept.keep(1, answered(), stopped=True) > turn.id


@pytest.mark.parametrize("old", [False, True])
def test_many_may_open_the_file_first(kept: Conversations, old: bool) -> None:
    if old:
        write_first_version(kept)
    with ThreadPoolExecutor(8) as many:
        talks = list(many.map(kept.start, "abcdefgh"))
    assert len(set(talks)) == 8
    assert {talk.title for talk in kept.all()} >= set("abcdefgh")


def test_a_file_that_is_no_database_is_refused_in_one_line(kept: Conversations) -> None:
    kept.path.parent.mkdir()
    kept.path.write_text("not a database, but long enough to be looked at as one")
    with pytest.raises(LibraryError, match="conversations can't be kept here") as raised:
        kept.all()
    assert "\n" not in str(raised.value)


def test_a_folder_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    with pytest.raises(LibraryError, match="check the data folder's permissions"):
        Conversations(tmp_path / "data" / "kept.sqlite").all()


def test_a_newer_version_is_left_alone(kept: Conversations) -> None:
    kept.start("Who met?")
    with sqlite3.connect(kept.path) as database:
        database.execute("PRAGMA user_version = 9")
    database.close()
    with pytest.raises(LibraryError, match="layout 9"):
        kept.all()
