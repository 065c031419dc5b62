from pathlib import Path

import pytest

from index.load import SUFFIXES, Limits, load, load_bytes
from index.types import ForeignError, IndexingError
from tests.make_files import (
    ARTICLE,
    MAKERS,
    changed,
    csv_file,
    docx_file,
    html_file,
    member,
    xlsx_file,
    zip_file,
)
from tests.reading import one, refusal


def test_kind_is_detected_by_content_and_a_wrong_name_is_reported() -> None:
    source = one(html_file(), "vote.txt").source
    assert source.title == ARTICLE.title
    assert source.warnings == ("Named .txt, but read as the HTML page that it is.",)
    assert one(docx_file(), "vote.pdf").source.title == ARTICLE.title
    assert one(csv_file(), "vote.csv").source.warnings == ()


def test_the_endings_of_all_formats_are_known() -> None:
    assert {f".{suffix}" for suffix in MAKERS} <= SUFFIXES


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize("suffix", ["pdf", "docx", "pptx", "xlsx", "epub", "zip"])
def test_text_named_as_something_else(suffix: str) -> None:
    assert "whatever its name says" in refusal(b"Only text in here.", f"a.{suffix}")


@pytest.mark.parametrize(
    ("start", "what"),
    [
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"Rar!", "a RAR archive, not text: unpack it"),
        (b"SQLite format 3\0", "a database"),
        (b"\0\0\0\x20ftypmp42", "a film or sound recording"),
        (COMPOUND + "WordDocument".encode("utf-16-le"), "old Word format"),
        (COMPOUND, "holds another program's data, not text"),
        (b'<?xml version="1.0"?>\n<!-- made by hand -->\n<svg xmlns="x">', "a drawing (SVG)"),
        (b"", "holds binary data, not text"),
    ],
)
def test_foreign_formats_are_named(start: bytes, what: str) -> None:
    assert what in refusal(start + bytes(50), "a.txt")


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.mp4", b"\0\0\0\x20ftypmp42"),
        ("a.svg", b"<svg>"),
        ("Thumbs.db", COMPOUND),
        ("a.bin", b""),
        ("a", b"\x7fELF"),
    ],
)
def test_what_neither_name_nor_content_calls_a_document_is_foreign(
    tmp_path: Path, name: str, start: bytes
) -> None:
    data = start + bytes(50)
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ForeignError, match=rf"^desk/{name}: holds .* not text"):
        load_bytes(data, name=f"desk/{name}")
    for limits in (Limits(), Limits(file_bytes=20)):  # the size of a film is no fault of it
        with pytest.raises(IndexingError) as caught:
            load(path, name=f"desk/{name}", limits=limits)
        large = start == COMPOUND and limits.file_bytes == 20
        assert isinstance(caught.value, ForeignError) is not large


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"\x89PNG\r\n\x1a\n"),
        ("a.txt", bytes(50)),
        ("a.doc", COMPOUND + "WordDocument".encode("utf-16-le")),
        ("a", b""),
        ("b", b"x \xfe\xad\xa4\xb5 \xb2\xf7\n"),
    ],
)
def test_what_name_or_content_calls_a_document_is_a_fault(
    tmp_path: Path, name: str, data: bytes
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(IndexingError) as caught:
        load(tmp_path / name, name=name)
    assert type(caught.value) is IndexingError


def test_a_document_is_known_whatever_its_name(tmp_path: Path) -> None:
    for suffix, make in MAKERS.items():
        for name in ("report", "report.part2", "report.jpg"):
            path = tmp_path / name
            path.write_bytes(make())
            [found, *_] = load(path, name=name)
            [own, *_] = load_bytes(make(), name=f"report.{suffix}")
            if suffix not in ("md", "csv"):  # text that only its name distinguishes from other text
                assert found.text == own.text


def test_a_mimetype_in_another_format() -> None:
    data = zip_file({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})
    assert "holds no text" in refusal(data, "a.odt")


def test_a_binary_workbook_is_named() -> None:
    members: dict[str, str | bytes] = {"[Content_Types].xml": "<a/>", "xl/workbook.bin": bytes(9)}
    for name in ("a.xlsb", "a.xlsx", "a"):
        assert "damaged binary Excel workbook" in refusal(zip_file(members), name)


def test_a_workbook_s_template_is_a_workbook() -> None:
    data = xlsx_file()
    kind = "spreadsheetml.%s.main+xml"
    types = member(data, "[Content_Types].xml").replace(kind % "sheet", kind % "template")
    assert kind % "template" in types
    document = one(changed(data, {"[Content_Types].xml": types}), "a.xltx")
    assert document.text == one(data, "a.xlsx").text
