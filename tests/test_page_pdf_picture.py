"""Pictures of a PDF's pages: of the library's files alone, and never at the page's cost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.app import Assistant
from assistant.serve.page import pdf_picture
from assistant.serve.page.backend import Backend
from assistant.serve.page.pdf_drawing import page_png
from assistant.serve.page.pdf_picture import PictureError, page_picture
from tests.make_files import pdf_file

DATA = pdf_file(pages=[["The dam report", "", "It was built in 1931."], ["A second page."]])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("desk") / "desk"


@pytest.fixture(scope="module")
def backend(folder: Path) -> Iterator[Backend]:
    folder.mkdir()
    (folder / "dam.pdf").write_bytes(DATA)
    (folder / "note.txt").write_text("Damtown, May 1, 2025: A note that is no PDF, on the dam.")
    assistant = Assistant(data=folder.parent / "data", model="quotes")
    assistant.index(folder)
    yield Backend(assistant)
    assistant.library.close()


def test_the_child_process_draws(backend: Backend) -> None:
    document = backend.document("desk/dam.pdf")
    assert document is not None
    start = document.text.index("It was built in 1931.")
    png = page_picture(backend, "desk/dam.pdf", 1, start, start + 21)
    assert png == page_png(DATA, 0, document.text[:start], "It was built in 1931.")


@pytest.mark.parametrize("page", [0, 3, -1])
def test_a_page_that_is_not_there_is_reported(backend: Backend, page: int) -> None:
    with pytest.raises(PictureError, match="has no page"):
        page_picture(backend, "desk/dam.pdf", page, 0, 5)


@pytest.mark.parametrize("name", ["desk/none.pdf", "desk/note.txt"])
def test_only_pdfs_of_the_library_have_pictures(backend: Backend, name: str) -> None:
    with pytest.raises(PictureError, match="no PDF of the library"):
        page_picture(backend, name, 1, 0, 5)


def test_a_file_that_changed_or_went_has_none(backend: Backend, folder: Path) -> None:
    file = folder / "dam.pdf"
    file.write_bytes(DATA + b"\n")
    with pytest.raises(PictureError, match="has changed since"):
        page_picture(backend, "desk/dam.pdf", 1, 0, 5)
    file.unlink()
    with pytest.raises(PictureError, match="can't be read"):
        page_picture(backend, "desk/dam.pdf", 1, 0, 5)
    file.write_bytes(DATA)


def test_a_page_that_takes_too_long_is_given_up(
    backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_picture, "SECONDS", 0.001)
    with pytest.raises(PictureError, match="can't be drawn"):
        page_picture(backend, "desk/dam.pdf", 1, 0, 5)
