"""Encrypted files, opened by a password; without one the line says that it needs one."""

import io
from pathlib import Path

import pytest
import pyzipper  # type: ignore[import-untyped]
from msoffcrypto.format.ooxml import OOXMLFile  # type: ignore[import-untyped]

from index.load import load_bytes
from index.load.worker import Loader
from index.types import IndexingError
from tests.made_encrypted import locked_pdf, locked_zip
from tests.make_files import docx_file, pdf_file
from tests.reading import refusal
from tests.test_load_compressed import seven_zip


def locked_word() -> bytes:
    written = io.BytesIO()
    OOXMLFile(io.BytesIO(docx_file())).encrypt("open sesame", written)
    return written.getvalue()


def locked_by_aes(strength: int) -> bytes:
    written = io.BytesIO()
    with pyzipper.AESZipFile(written, "w", compression=pyzipper.ZIP_DEFLATED) as archive:
        archive.setpassword(b"open sesame")
        archive.setencryption(pyzipper.WZ_AES, nbits=strength)
        archive.writestr("a.txt", b"lengthen")
    return written.getvalue()


LOCKED = {
    "a.docx": locked_word(),
    "a.7z": seven_zip({"a.txt": b"lengthen"}, "open sesame"),
    "a.pdf": locked_pdf("lengthen", "open sesame"),
    "a.zip": locked_zip("a.txt", b"lengthen", "open sesame"),
    "aes128.zip": locked_by_aes(128),
    "aes256.zip": locked_by_aes(256),
}


@pytest.mark.parametrize("name", LOCKED)
def test_the_password_that_fits_opens_it(name: str, tmp_path: Path) -> None:
    data = LOCKED[name]
    assert "--password-file" in refusal(data, name)
    with pytest.raises(IndexingError, match="no password that was given opens it"):
        load_bytes(data, name=name, passwords=["wrong"])
    (tmp_path / name).write_bytes(data)
    with Loader(passwords=["wrong", "open sesame"]) as loader:
        (document,) = loader.load(tmp_path / name, name)
    assert "lengthen" in document.text


def test_files_without_encryption_need_none() -> None:
    for data, name in ((docx_file(), "a.docx"), (pdf_file(), "a.pdf"), (seven_zip(), "a.7z")):
        assert load_bytes(data, name=name, passwords=["x"]) == load_bytes(data, name=name)
