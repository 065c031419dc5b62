"""The library's tab: files added and removed, folders synced, the table searched and sorted."""

from pathlib import Path

import pytest

from assistant.app import Assistant
from assistant.errors import LibraryError
from assistant.serve.page.backend import Backend
from assistant.serve.page.library_tab import LibraryTab
from assistant.serve.page.session import Session
from tests.page_answers import Shown
from tests.page_fixtures import (
    asked,
    backend,
    own_backend,
    page_assistant,
    page_folder,
)
from tests.page_server import FILES
from tests.test_load_decryption import LOCKED

__all__ = ["backend", "own_backend", "page_assistant", "page_folder"]


def test_the_table_is_searched_and_sorted(backend: Backend) -> None:
    session, tab = Session(), LibraryTab(backend)
    assert len(Shown(tab.listed(session)["table"]).all("tr")) == 1 + len(FILES)
    assert len(Shown(tab.search("bridge", session)["table"]).all("tr")) == 2
    assert 'aria-sort="ascending"' in tab.sort("size", session)["table"]
    assert 'aria-sort="descending"' in tab.sort("size", session)["table"]
    assert 'aria-sort="ascending"' in tab.sort("size", session)["table"]
    with pytest.raises(StopIteration):
        tab.sort("colour", session)


def test_files_are_added_with_their_faults_and_taken_out(
    own_backend: Backend, tmp_path: Path
) -> None:
    good, bad, hidden = tmp_path / "note.txt", tmp_path / "bad.pdf", tmp_path / ".secret.txt"
    good.write_text("Harbourton, May 1, 2025: The lighthouse of Harbourton was painted red.")
    bad.write_bytes(b"%PDF-1.4 not really")
    hidden.write_text("Hidden files are read under a name that shows.")
    session, tab = Session(), LibraryTab(own_backend)
    first, *_, last = tab.add([str(good), str(bad), str(hidden)], session)
    assert first["files"] is None
    assert "<progress" in first["told"]
    summary = Shown(last["told"]).text
    assert "2 added" in summary
    assert "uploads/bad.pdf" in summary
    assert "uploads/note.txt" in last["table"]
    assert "uploads/secret.txt" in last["table"]
    *_, answer = asked(
        own_backend, session, "What colour was the lighthouse of Harbourton painted?"
    )
    assert "red" in Shown(answer["turn"]).text
    gone = tab.remove(["uploads/note.txt"], session)
    assert "uploads/note.txt" not in gone["table"]
    *_, back = tab.restore(["uploads/note.txt"], session)
    assert "1 added" in Shown(back["told"]).text
    assert "uploads/note.txt" in back["table"]
    tab.remove(["uploads/note.txt"], session)
    *_, again = tab.add([str(good)], session)
    assert "uploads/note.txt" in again["table"]
    assert list(tab.add([], session)) == []


def test_a_removed_upload_is_erased_with_its_file(own_backend: Backend) -> None:
    session, tab = Session(), LibraryTab(own_backend)
    list(tab.paste("Bells of Orr\n\nThe bell of Orr weighs 3 tonnes.", session))
    (file,) = own_backend.uploads.iterdir()
    tab.remove([f"uploads/{file.name}"], session)
    assert file.exists()
    tab.erase(f"uploads/{file.name}", session)
    assert not file.exists()
    assert own_backend.assistant.library.removed() == []


def test_a_file_of_an_indexed_folder_stays_where_it_is(
    own_backend: Backend, page_folder: Path
) -> None:
    LibraryTab(own_backend).remove(["desk/river.txt"], Session())
    assert (page_folder / "desk" / "river.txt").exists()


def test_a_text_is_pasted_and_erased_for_good(own_backend: Backend) -> None:
    session, tab = Session(), LibraryTab(own_backend)
    *_, last = tab.paste("Bells of Orr\n\nThe bell of Orr weighs 3 tonnes.", session)
    (file,) = own_backend.uploads.iterdir()
    assert file.name.startswith("Bells-of-Orr-")
    assert f"uploads/{file.name}" in last["table"]
    gone = tab.erase(f"uploads/{file.name}", session)
    assert "erased for good" in gone["told"]
    assert f"uploads/{file.name}" not in gone["table"]
    assert not file.exists()
    assert list(tab.paste(" ", session)) == []


def test_an_address_of_this_machine_is_not_fetched(own_backend: Backend) -> None:
    with pytest.raises(LibraryError, match="private network"):
        list(LibraryTab(own_backend).paste("http://127.0.0.1:9/secret", Session()))


def test_a_password_opens_what_was_refused(own_backend: Backend, tmp_path: Path) -> None:
    session, tab = Session(), LibraryTab(own_backend)
    (tmp_path / "locked.docx").write_bytes(LOCKED["a.docx"])
    *_, refused = tab.add([str(tmp_path / "locked.docx")], session)
    assert "is encrypted" in Shown(refused["told"]).text
    *_, opened = tab.unlock("open sesame", session)
    assert "1 added" in Shown(opened["told"]).text
    assert list(tab.unlock("", session)) == []


def test_folders_are_synced_again(own_backend: Backend) -> None:
    *_, last = LibraryTab(own_backend).refresh(Session())
    assert "Nothing has changed." in Shown(last["told"]).text


def test_an_upload_that_can_not_be_kept_is_reported(own_backend: Backend, tmp_path: Path) -> None:
    own_backend.uploads.write_text("a file where the folder should be")
    with pytest.raises(LibraryError, match="uploads can't take the files"):
        list(LibraryTab(own_backend).add([str(tmp_path / "x.txt")], Session()))


def test_a_file_that_holds_nothing_is_a_fault(own_backend: Backend, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    *_, last = LibraryTab(own_backend).add([str(empty)], Session())
    assert "empty.txt" in Shown(last["told"]).text


def test_an_error_of_the_library_while_adding_is_reported(backend: Backend, tmp_path: Path) -> None:
    broken = Backend(Assistant(data=tmp_path / "file", model="quotes"))
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(LibraryError):
        list(LibraryTab(broken).refresh(Session()))
