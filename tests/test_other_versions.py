"""A data folder that another version wrote: a newer one's is refused, an older one's taken over."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from assistant.history.conversations import Conversations
from index.store.chroma import connect, disconnect
from index.store.records import LAYOUT, READING
from tests.command import Run
from tests.page_fixtures import QUESTION, page_folder
from tests.page_server import FILES

__all__ = ["page_folder"]

FIRST_FIELDS = ("source", "key", "path", "size", "modified", "error")
"""What the records of the first version held."""


@pytest.fixture
def data(page_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a library, which the command uses."""
    shutil.copytree(page_folder / "data", tmp_path / "data")
    monkeypatch.setenv("ASSISTANT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ASSISTANT_MODEL", "quotes")
    return tmp_path / "data"


def snapshot(data: Path) -> Path:
    """The library's current snapshot."""
    return max((each for each in (data / "library").iterdir()), key=lambda each: each.name)


@contextmanager
def chroma(data: Path) -> Iterator[Any]:
    client = connect(snapshot(data) / "chroma")
    try:
        yield client
    finally:
        disconnect(client)


def state(data: Path) -> dict[str, int]:
    """Every file of a data folder, with its size."""
    return {
        str(path.relative_to(data)): path.stat().st_size
        for path in sorted(data.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


@pytest.mark.parametrize(
    "arguments",
    [("ask", QUESTION), ("library",), ("index",), ("check", "It rose."), ("show", "river.txt")],
)
def test_what_a_newer_version_wrote_is_refused_in_a_line_and_left(
    data: Path, run: Run, arguments: tuple[str, ...]
) -> None:
    with chroma(data) as client:
        documents = client.get_collection("documents", embedding_function=None)
        documents.modify(metadata={**documents.metadata, "layout": LAYOUT + 1})
    before = state(data)
    message = run(*arguments).message
    assert "holds a library that a newer version wrote: update this one" in message
    assert str(data) in message
    assert state(data) == before


def test_what_an_older_version_wrote_is_taken_over(data: Path, run: Run) -> None:
    expected = Assistant(data=data, model="quotes")
    answer = expected.answer(QUESTION).to_dict()
    expected.library.close()
    age(data)
    taken = json.loads(run("ask", QUESTION, "--json").out)
    for each in (answer, taken):
        del each["timings"]
        del each["receipt"]  # its records did not count passages
    assert taken == answer
    report = json.loads(run("index", "--json").out)
    assert report["failed"] == []
    # The files are read again, as this version reads them.
    assert sorted(report["updated"] + report["unchanged"]) == sorted(f"desk/{x}" for x in FILES)
    renewed = Assistant(data=data, model="quotes")
    assert {record.reading for record in renewed.library.records} == {READING}
    assert all(record.passages for record in renewed.library.records)
    assert renewed.answer(QUESTION).answer == answer["answer"]
    (kept,) = Conversations(data / "conversations.sqlite").all()
    assert kept.title == "An older question"
    renewed.library.close()


def age(data: Path) -> None:
    """Makes a data folder what the first version would have written."""
    with chroma(data) as client:
        documents = client.get_collection("documents", embedding_function=None)
        found = documents.get(include=["metadatas"])
        records = [json.loads(each["record"]) for each in found["metadatas"]]
        aged = [json.dumps({name: record[name] for name in FIRST_FIELDS}) for record in records]
        documents.update(ids=found["ids"], metadatas=[{"record": each} for each in aged])
    stamp = snapshot(data) / "lexical" / "revision"
    _, _, revision = stamp.read_text("utf-8").partition(" ")
    stamp.write_text(f"0 {revision}", "utf-8")
    conversations = data / "conversations.sqlite"
    conversations.unlink(missing_ok=True)
    with closing(sqlite3.connect(conversations)) as database, database:
        for statement in FIRST_SCHEMA:
            database.execute(statement)


FIRST_SCHEMA = (
    "CREATE TABLE conversation (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL,"
    " created TEXT NOT NULL, updated TEXT NOT NULL)",
    "CREATE TABLE turn (id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " conversation INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,"
    " asked TEXT NOT NULL, answer TEXT NOT NULL,"
    " thumb TEXT CHECK (thumb IN ('up', 'down')), note TEXT NOT NULL DEFAULT '')",
    "CREATE INDEX turn_of ON turn (conversation, id)",
    "PRAGMA user_version = 1",
    "INSERT INTO conversation (title, created, updated) VALUES"
    " ('An older question', '2025-06-01T10:00:00+00:00', '2025-06-01T10:00:00+00:00')",
)
