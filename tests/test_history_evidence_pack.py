"""An evidence pack reports the state of its quotes, whatever became of the documents."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from assistant.errors import LibraryError
from assistant.history.evidence_pack import PACK_NAME, pack, verify_pack
from assistant.history.quote_state import QUOTE_STATES, in_folder, in_library
from assistant.settings import Settings
from assistant.types import Answer
from index.types import Document, Source
from tests.quoted import QUOTE, TEXT, OneDocumentLibrary, PlainTextLoader, answered, cited, folder

__all__ = ["folder"]


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    path = tmp_path / PACK_NAME
    path.write_text(json.dumps(pack(answered(cited()), Settings(model="quotes"))))
    return path


@pytest.mark.parametrize("inside", [False, True])
def test_every_quote_is_exact_in_an_untouched_folder(
    packed: Path, folder: Path, inside: bool
) -> None:
    report = verify_pack(packed, in_folder(folder if inside else folder.parent, PlainTextLoader()))
    assert report.ok
    assert [found.quote for found in report.findings] == [QUOTE]
    assert report.lines()[-1] == "1 of 1 quotes stand exactly."
    assert report.to_dict()["quotes"][0]["standing"] == "exact"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TEXT + "More.", "changed"),
        (" " + TEXT, "altered"),
        (TEXT.replace("agreed", "argued"), "altered"),
        (TEXT.replace("\r\n", "\n"), "altered"),
        (None, "gone"),
        ("\0" + TEXT, "gone"),
    ],
)
def test_what_became_of_a_file_is_reported(
    packed: Path, folder: Path, text: str | None, expected: str
) -> None:
    file = folder / "wires" / "talks.txt"
    file.unlink() if text is None else file.write_bytes(text.encode())
    report = verify_pack(packed, in_folder(folder, PlainTextLoader()))
    assert [found.standing for found in report.findings] == [expected]
    assert not report.ok
    assert QUOTE_STATES[report.findings[0].standing] in report.lines()[1]


def test_a_pack_of_an_older_version_is_verified(
    packed: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = {"page_label", "section", "labels"}
    whole = Answer.to_dict

    def older(answer: Answer) -> dict[str, Any]:
        values = whole(answer)
        assert new <= values["citations"][0].keys()
        values["citations"] = [
            {key: value for key, value in each.items() if key not in new}
            for each in values["citations"]
        ]
        return values

    monkeypatch.setattr(Answer, "to_dict", older)
    packed.write_text(json.dumps(pack(answered(cited()), Settings(model="quotes"))))
    assert "section" not in packed.read_text()
    assert verify_pack(packed, in_folder(folder, PlainTextLoader())).ok


def test_every_quote_is_exact_in_an_untouched_library(packed: Path) -> None:
    source = Source("desk/wires/talks.txt", "Talks", cited().sha256)
    assert verify_pack(packed, in_library(OneDocumentLibrary(Document(source, TEXT)))).ok
    assert in_library(OneDocumentLibrary(Document(source, TEXT)))("desk/broken.pdf") is None
    moved = replace(source, name="desk/elsewhere.txt")
    report = verify_pack(packed, in_library(OneDocumentLibrary(Document(moved, TEXT))))
    assert report.findings[0].standing == "gone"


def test_a_part_of_a_file_is_found(tmp_path: Path, folder: Path) -> None:
    text = "!" + TEXT[1:]
    (folder / "all.mbox").write_bytes(text.encode())
    assert in_folder(folder, PlainTextLoader())("desk/all.mbox#3") is None
    path = tmp_path / PACK_NAME
    path.write_text(json.dumps(pack(answered(cited("desk/all.mbox#2", text)), Settings())))
    assert verify_pack(path, in_folder(folder, PlainTextLoader())).ok
    assert verify_pack(path, in_folder(folder.parent, PlainTextLoader())).ok


def test_a_pack_in_a_zip(packed: Path, folder: Path) -> None:
    zipped = packed.with_suffix(".zip")
    with ZipFile(zipped, "w") as archive:
        archive.write(packed, PACK_NAME)
    assert verify_pack(zipped, in_folder(folder, PlainTextLoader())).ok


def test_a_pack_holds_no_secret() -> None:
    settings = Settings(
        data=Path("/home/reader/desk"),
        chroma="http://user:hunter2@host:8000/?token=hunter2",
        openai_api_key="hunter2",
        openai_base_url="https://hunter2@host/v1",
    )
    packed = pack(answered(cited()), settings)["settings"]
    assert "hunter2" not in str(packed)
    assert "reader" not in str(packed)
    assert packed["openai_base_url"] == "https://host/v1"
    assert packed["passages"] == Settings().passages


def test_an_altered_pack_is_noticed(packed: Path, folder: Path) -> None:
    packed.write_text(packed.read_text().replace("They agreed on trade", "They went to war"))
    report = verify_pack(packed, in_folder(folder, PlainTextLoader()))
    assert not report.ok
    assert "altered" in report.lines()[1]


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"\xff", b"[" * 100_000, b'{"format": "other", "version": 1}']
)
def test_what_is_no_pack_is_refused_in_one_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "pack.json"
    path.write_bytes(data)
    with pytest.raises(LibraryError, match=r"pack\.json: (not an evidence pack|evidence of)"):
        verify_pack(path, lambda _name: None)


def test_a_pack_without_its_answer_is_refused(packed: Path) -> None:
    body = json.loads(packed.read_text())
    packed.write_text(json.dumps(body | {"answer": {"citations": 3}}))
    with pytest.raises(LibraryError, match="not an evidence pack"):
        verify_pack(packed, lambda _name: None)


def test_a_missing_pack_and_a_zip_of_something_else_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="can't be read"):
        verify_pack(tmp_path / "none.json", lambda _name: None)
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(LibraryError, match="not an evidence pack"):
        verify_pack(tmp_path / "a.zip", lambda _name: None)


def test_a_zip_that_would_fill_the_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.history.evidence_pack.PACK_BYTES", 1_000)
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(PACK_NAME, " " * 1_001)
    with pytest.raises(LibraryError, match="more than 1,000 bytes"):
        verify_pack(tmp_path / "a.zip", lambda _name: None)
