"""A library as one file and back, on another path, while others use it."""

import json
import shutil
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import Assistant, LibraryError
from assistant.backup import FORMAT, back_up, restore
from assistant.history.conversations import Conversations
from index.store.hand_given import DocumentFacts
from tests.command import Run
from tests.page_fixtures import QUESTION, page_folder
from tests.page_server import FILES

__all__ = ["page_folder"]


@pytest.fixture
def data(page_folder: Path, tmp_path: Path) -> Path:
    """A data folder with three documents, an upload and a conversation."""
    data = tmp_path / "data"
    shutil.copytree(page_folder / "data", data)
    (data / "uploads").mkdir()
    (data / "uploads" / "dam.txt").write_text("The dam of Riverton holds nine million litres.")
    assistant = Assistant(data=data, model="quotes")
    assistant.index(data / "uploads")
    conversations = Conversations(data / "conversations.sqlite")
    conversations.keep(conversations.start(QUESTION), assistant.answer(QUESTION))
    assistant.library.collections.add("Water", ["desk/river.txt"])
    assistant.library.describe("desk/river.txt", given=DocumentFacts(outlet="The Gauge"))
    assistant.library.close()
    return data


def names(assistant: Assistant) -> list[str]:
    return [record.source.name for record in assistant.library.records]


ALL = sorted([*(f"desk/{name}" for name in FILES), "uploads/dam.txt"])


def test_a_backup_restores_everything_on_another_path(data: Path, tmp_path: Path) -> None:
    before = Assistant(data=data, model="quotes").answer(QUESTION)
    back_up(data, tmp_path / "library.zip")
    shutil.rmtree(data)
    elsewhere = tmp_path / "another" / "place"
    restore(elsewhere, tmp_path / "library.zip")
    moved = Assistant(data=elsewhere, model="quotes")
    assert names(moved) == ALL
    assert moved.answer(QUESTION).citations == before.citations
    (kept,) = Conversations(elsewhere / "conversations.sqlite").all()
    assert kept.title == QUESTION
    assert (elsewhere / "uploads" / "dam.txt").exists()
    (river,) = moved.library.filtered(pattern="collection:Water")
    assert (river.name, river.outlet) == ("desk/river.txt", "The Gauge")
    moved.library.close()


def test_who_has_the_library_open_goes_on_with_the_restored_one(data: Path, tmp_path: Path) -> None:
    served = Assistant(data=data, model="quotes")
    back_up(data, tmp_path / "library.zip")
    served.remove("desk/bridge.txt")
    (data / "uploads" / "new.txt").write_text("A new file.")
    served.index(data / "uploads")
    assert names(served) != ALL
    restore(data, tmp_path / "library.zip")
    assert names(served) == ALL
    assert "212" in served.answer(QUESTION).answer
    assert sorted(path.name for path in (data / "uploads").iterdir()) == ["dam.txt"]
    served.library.close()


def test_a_backup_is_whole_while_another_writes(data: Path, tmp_path: Path) -> None:
    writer, done = Assistant(data=data, model="quotes"), threading.Event()
    extra = tmp_path / "extra"
    extra.mkdir()

    def write() -> None:
        for number in range(6):
            (extra / f"{number}.txt").write_text(f"Note {number} says that all is well.")
            writer.index(extra)
        done.set()

    thread = threading.Thread(target=write)
    thread.start()
    while not done.is_set():
        back_up(data, tmp_path / "library.zip")
        restore(tmp_path / "copy", tmp_path / "library.zip")
        copied = Assistant(data=tmp_path / "copy", model="quotes")
        assert set(ALL) <= set(names(copied))
        assert "212" in copied.answer(QUESTION).answer
        copied.library.close()
    thread.join()
    writer.library.close()


def test_a_folder_that_was_copied_goes_on_with_its_own_uploads(data: Path, tmp_path: Path) -> None:
    copied = tmp_path / "moved" / "data"
    shutil.copytree(data, copied)
    assistant = Assistant(data=copied, model="quotes")
    (copied / "uploads" / "new.txt").write_text("A new file stands here.")
    report = assistant.index(copied / "uploads")
    assert report.added == ["uploads/new.txt"]
    assert names(assistant) == sorted([*ALL, "uploads/new.txt"])
    assert {Path(root) for root in assistant.library.roots().values()} >= {copied / "uploads"}
    assistant.library.close()
    original = Assistant(data=data, model="quotes")
    assert names(original) == ALL
    original.library.close()


def changed(change: Callable[[dict[str, int]], object], file: Path) -> None:
    """Writes a backup anew, its manifest changed."""
    with zipfile.ZipFile(file) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(held["manifest.json"])
    change(manifest)
    held["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in held.items():
            archive.writestr(name, content)


@pytest.mark.parametrize("part", ["format", "layout"])
def test_one_of_a_newer_version_is_refused(data: Path, tmp_path: Path, part: str) -> None:
    file = tmp_path / "library.zip"
    back_up(data, file)
    changed(lambda manifest: manifest.update({part: FORMAT + 1}), file)
    with pytest.raises(LibraryError, match="newer version: update this one"):
        restore(data, file)
    assert names(Assistant(data=data, model="quotes")) == ALL


@pytest.mark.parametrize("name", ["../escape.txt", "/escape.txt", "library/../../x", "other.txt"])
def test_what_no_backup_holds_is_refused(data: Path, tmp_path: Path, name: str) -> None:
    file = tmp_path / "library.zip"
    back_up(data, file)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, "x")
    with pytest.raises(LibraryError, match="which no backup does"):
        restore(data, file)
    assert not list(tmp_path.rglob("escape.txt"))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"plain text"])
def test_what_is_no_backup_is_told_in_a_line(data: Path, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "library.zip"
    file.write_bytes(content)
    with pytest.raises(LibraryError, match="no backup"):
        restore(data, file)
    with pytest.raises(LibraryError, match="name another file"):
        back_up(data, file)
    assert file.read_bytes() == content


def test_a_damaged_backup_changes_nothing(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "library.zip"
    back_up(data, file)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 255
    file.write_bytes(content)
    with pytest.raises(LibraryError, match="damaged"):
        restore(data, file)
    assert names(Assistant(data=data, model="quotes")) == ALL


def test_the_command_backs_up_and_restores(
    data: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_DATA", str(data))
    file = str(tmp_path / "library.zip")
    assert "desk/river.txt" in run("library", "--backup", file).out
    monkeypatch.setenv("ASSISTANT_DATA", str(tmp_path / "other"))
    missing = run("library", "--backup", file)
    assert "holds no library" in missing.message
    done = run("library", "--json", "--restore", file)
    assert done.err == ""
    assert sorted(one["document"] for one in json.loads(done.out)["documents"]) == ALL
    gone = run("library", "--restore", str(tmp_path / "gone.zip"))
    assert "gone.zip can't be restored: No such file" in gone.message
    assert run("library", "--backup", file, "--restore", file).status == 2
