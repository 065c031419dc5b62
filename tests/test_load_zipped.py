import io
import zipfile

import pytest

from index.load import Limits
from index.load.zipped import safe_path
from tests.make_files import (
    changed,
    docx_file,
    pdf_file,
    pptx_file,
    xlsx_file,
    zip_file,
)
from tests.reading import refusal


def test_encrypted_files() -> None:
    locked_office = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert "a.docx: is encrypted: give its password" in refusal(locked_office, "a.docx")
    locked_pdf = pdf_file().replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4"
        b" /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>",
    )
    assert "a.pdf: is encrypted: give its password" in refusal(locked_pdf, "a.pdf")
    locked_zip = bytearray(zip_file({"a.txt": "words"}))
    locked_zip[6] |= 1
    locked_zip[locked_zip.index(b"PK\x01\x02") + 8] |= 1
    assert "a.zip: is encrypted: give its password" in refusal(bytes(locked_zip), "a.zip")


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
