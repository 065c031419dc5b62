"""Damaged, encrypted, huge, hostile and foreign files: one line that names file and remedy."""

import io
import zipfile
from pathlib import Path

import pytest

from index.load import Limits, load, load_bytes
from index.load.packed import safe_path
from index.types import ForeignError, IndexingError
from tests.make_files import (
    ARTICLE,
    MAKERS,
    changed,
    docx_file,
    epub_file,
    jsonl_file,
    pdf_file,
    pptx_file,
    text_file,
    xlsx_file,
    zip_file,
)
from tests.reading import refusal

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def test_paths_that_can_t_be_read(tmp_path: Path) -> None:
    with pytest.raises(IndexingError, match=r"^x/a.txt: can't be read: No such file"):
        load(tmp_path / "a.txt", name="x/a.txt")
    with pytest.raises(IndexingError, match=r"^x: can't be read: Is a directory"):
        load(tmp_path, name="x")
    (tmp_path / "empty.pdf").write_bytes(b"")
    with pytest.raises(IndexingError, match=r"^e: is empty"):
        load(tmp_path / "empty.pdf", name="e")


def test_a_file_over_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"words " * 1000)
    with pytest.raises(IndexingError, match=r"^a.txt: is larger than 0.0009766 MB: divide it"):
        load(path, name="a.txt", limits=Limits(file_bytes=1024))


@pytest.mark.parametrize("suffix", ["pdf", "docx", "pptx", "xlsx", "epub", "zip"])
def test_text_named_as_something_else(suffix: str) -> None:
    assert "whatever its name says" in refusal(b"Only text in here.", f"a.{suffix}")


@pytest.mark.parametrize("suffix", ["pdf", "docx", "pptx", "xlsx", "epub", "zip"])
@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_half_a_file(suffix: str, kept: float) -> None:
    data = MAKERS[suffix]()
    half = data[: int(len(data) * kept)]
    assert "damaged" in refusal(half, f"a.{suffix}")


@pytest.mark.parametrize(
    ("start", "what"),
    [
        (b"{\\rtf1 words}", "Rich Text, not text: save it as .docx"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"\x1f\x8b\x08", "a gzip archive, not text: unpack it"),
        (b"SQLite format 3\0", "a database"),
        (b"\0\0\0\x20ftypmp42", "a film or sound recording"),
        (COMPOUND + "WordDocument".encode("utf-16-le"), "old Office format"),
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
        ("a.rtf", b"{\\rtf1 words}"),
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
            if suffix not in ("md", "csv"):  # text that only its name tells from other text
                assert found.text == own.text


def test_an_archive_of_pictures_alone_is_foreign() -> None:
    data = zip_file({"a.png": b"\x89PNG\r\n\x1a\n", "b/c.mp3": b"ID3"})
    with pytest.raises(ForeignError, match=r"^a.zip: holds no document, only files of other kinds"):
        load_bytes(data, name="a.zip")
    broken = zip_file({"a.png": b"\x89PNG\r\n\x1a\n", "b.pdf": b"no such"})
    assert refusal(broken, "a.zip").startswith("a.zip/b.pdf: is no PDF")


def test_encrypted_files() -> None:
    locked_office = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert refusal(locked_office, "a.docx") == "a.docx: is encrypted: save it without a password"
    locked_pdf = pdf_file().replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4"
        b" /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>",
    )
    assert refusal(locked_pdf, "a.pdf") == "a.pdf: is encrypted: save it without a password"
    locked_zip = bytearray(zip_file({"a.txt": "words"}))
    locked_zip[6] |= 1
    locked_zip[locked_zip.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(locked_zip), "a.zip") == "a.zip: is encrypted: save it without a password"


def test_too_many_pages() -> None:
    limits = Limits(pages=2)
    assert "has 3 pages, more than 2" in refusal(pdf_file(), "a.pdf", limits)
    assert "has 3 slides, more than 2" in refusal(pptx_file(), "a.pptx", limits)
    assert "has 1 sheets, more than 0" in refusal(xlsx_file(), "a.xlsx", Limits(pages=0))


def bomb(size: int) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * size)
    return content.getvalue()


def test_zip_bombs() -> None:
    limits = Limits(expanded_bytes=1_000_000)
    data = bomb(2_000_000)
    assert len(data) < 5000
    assert "unpacks to more than" in refusal(data, "a.zip", limits)
    assert "packs more than 1 files" in refusal(zip_file(), "a.zip", Limits(members=1))


def test_a_member_gives_no_more_than_it_declares() -> None:
    data = bytearray(bomb(2_000_000))
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = (10).to_bytes(4, "little")
    assert "damaged" in refusal(bytes(data), "a.zip", Limits(expanded_bytes=1_000_000))


def test_archives_in_archives_share_one_bound() -> None:
    inner = zip_file({f"{number}.txt": "word " * 2000 for number in range(4)})
    data = zip_file({f"{number}.zip": inner for number in range(5)})
    limits = Limits(expanded_bytes=60_000)
    documents = load_bytes(data, name="a.zip", limits=limits)
    assert sum(len(document.text) for document in documents) <= 60_000
    assert any("unpacks to more than" in warning for warning in documents[0].source.warnings)
    few = load_bytes(data, name="a.zip", limits=Limits(members=8))
    assert any("more than 8 files" in warning for warning in few[0].source.warnings)


def test_archives_nested_too_deep() -> None:
    data = zip_file({"a.txt": "The innermost words."})
    for _ in range(3):
        data = zip_file({"a.zip": data, "b.txt": "Words."})
    documents = load_bytes(data, name="x.zip", limits=Limits(nesting=4))
    assert documents[0].source.name == "x.zip/a.zip/a.zip/a.zip/a.txt"
    fewer = load_bytes(data, name="x.zip")
    assert [each.source.name for each in fewer] == [
        "x.zip/a.zip/a.zip/b.txt",
        "x.zip/a.zip/b.txt",
        "x.zip/b.txt",
    ]
    assert "stands more than 3 archives deep" in " ".join(
        warning for each in fewer for warning in each.source.warnings
    )


def test_an_archive_that_holds_itself_ends() -> None:
    data = zip_file({"a.zip": zip_file({"a.zip": b"PK\x05\x06" + bytes(18)})})
    assert "holds no document" in refusal(data, "a.zip")


@pytest.mark.parametrize(
    ("maker", "member"),
    [
        (docx_file, "word/document.xml"),
        (pptx_file, "ppt/slides/slide1.xml"),
        (xlsx_file, "xl/worksheets/sheet1.xml"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_with_entities(maker: object, member: str, encoding: str) -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    hostile = f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]><x/>'
    assert callable(maker)
    data = changed(maker(), {member: hostile.encode(encoding)})
    assert "declares XML entities" in refusal(data, "a.zip")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"<!--a-->" * 500),
        ("a.md", b"# " + b"_" * 500_000 + b"a"),
        ("a.md", b"# " + b"[" * 500_000),
        ("a.md", b"---\n" + b"--\n" * 5_000),
        ("a.txt", b"A" * 150 + b" - " * 1000 + b"\n\nwords"),
        ("a.txt", b"<?xml" * 800),
        ("a.csv", b'"' * 200_000),
        ("a.jsonl", b'{"text": ' + b"[" * 200_000),
    ],
)
def test_patterns_do_not_run_away(name: str, data: bytes) -> None:
    try:
        assert load_bytes(data, name=name)
    except IndexingError as error:
        assert str(error).startswith(name)  # noqa: PT017


def test_html_with_entities_and_foreign_paths_reads_no_file() -> None:
    page = (
        b'<!DOCTYPE html [<!ENTITY f SYSTEM "file:///etc/passwd">]><html><head>'
        b'<base href="file:///etc/"></head><body><p>Before &f; after.</p>'
        b'<iframe src="passwd"></iframe><object data="passwd"></object></body></html>'
    )
    [document] = load_bytes(page, name="a.html")
    assert "root:" not in document.text
    assert "Before" in document.text


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\a\\..\\b.txt", "a/b.txt"),
        ("a/./b//c.txt", "a/b/c.txt"),
        ("..", "unnamed"),
        ("a\n\x1b[2Jb.txt", "a\ufffd\ufffd[2Jb.txt"),
    ],
)
def test_members_can_t_name_paths_outside(name: str, path: str) -> None:
    assert safe_path(name) == path


def test_a_mimetype_in_another_format() -> None:
    data = zip_file({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})
    assert "OpenDocument" in refusal(data, "a.odt")


def test_a_damaged_member_leaves_the_others() -> None:
    data = bytearray(zip_file({"a.txt": ARTICLE.paragraphs[0], "b.txt": "Words."}))
    data[45] ^= 0xFF
    [document] = load_bytes(bytes(data), name="a.zip")
    assert document.source.name == "a.zip/b.txt"
    assert "a.txt is damaged" in document.source.warnings[0]


def test_what_a_parser_runs_out_of() -> None:
    from index.load import items
    from index.load.kinds import Kind

    def fail(error: Exception) -> str:
        import sys
        from types import SimpleNamespace

        def read(_data: bytes, _limits: Limits) -> object:
            raise error

        sys.modules["index.load.failing"] = SimpleNamespace(read=read)  # type: ignore[assignment]
        try:
            with pytest.raises(IndexingError) as failure:
                list(items(Kind("PDF", "failing", ()), b"", Limits()))
        finally:
            del sys.modules["index.load.failing"]
        return str(failure.value)

    assert "needs more than 2048 MB of memory" in fail(MemoryError())
    assert "is a damaged PDF (KeyError)" in fail(KeyError())
    assert "is a damaged PDF (a b)" in fail(ValueError("a\nb"))


def test_a_bug_in_a_loader_of_our_own_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    from index.load import jsonlines

    monkeypatch.setattr(jsonlines, "article", None)
    with pytest.raises(TypeError):
        load_bytes(jsonl_file(), name="a.jsonl")


def test_mutually_unlike_files_have_unlike_hashes() -> None:
    hashes = {load_bytes(make(), name=f"a.{s}")[0].source.sha256 for s, make in MAKERS.items()}
    assert len(hashes) == len(MAKERS) - 1  # the zip's first member is the text file
    assert load_bytes(text_file(), name="a.txt")[0].source.sha256 in hashes
    assert load_bytes(epub_file(), name="a.epub")[0].source.sha256 in hashes
