"""Tar archives, compressed files and 7-Zip archives, each within its bounds."""

import bz2
import gzip
import io
import lzma
import tarfile
from collections.abc import Mapping
from dataclasses import replace

import py7zr
import pytest

from index.load import Limits, load_bytes
from tests.reading import one, refusal

MEMBERS = {"docs/x.txt": b"The oak is old.", "y.csv": b"a,b\n1,2\n", "../z.txt": b"Out."}


def tar(members: Mapping[str, bytes] = MEMBERS, mode: str = "w") -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            facts = tarfile.TarInfo(name)
            facts.size = len(content)
            archive.addfile(facts, io.BytesIO(content))
        link = tarfile.TarInfo("passwd.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return written.getvalue()


def seven_zip(members: Mapping[str, bytes] = MEMBERS, password: str | None = None) -> bytes:
    written = io.BytesIO()
    with py7zr.SevenZipFile(written, "w", password=password) as archive:
        for name, content in members.items():
            archive.writestr(content, name.removeprefix("../"))
    return written.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (tar(), "a.tar"),
        (tar(mode="w:gz"), "a.tar.gz"),
        (tar(mode="w:gz"), "a.tgz"),
        (tar(mode="w:bz2"), "a.tar.bz2"),
        (tar(mode="w:xz"), "a"),
        (seven_zip(), "a.7z"),
    ],
)
def test_the_files_of_an_archive_are_read_each(data: bytes, name: str) -> None:
    found = {document.source.name: document.text for document in load_bytes(data, name=name)}
    assert found == {
        f"{name}/docs/x.txt": "The oak is old.",
        f"{name}/y.csv": "a | b\n\n1 | 2",
        f"{name}/z.txt": "Out.",
    }


def test_a_compressed_file_is_called_without_its_ending() -> None:
    for pack, ending in ((gzip.compress, "gz"), (bz2.compress, "bz2"), (lzma.compress, "xz")):
        document = one(pack(b"town,founded\nPinegate,1402\n"), f"towns.csv.{ending}")
        assert document.source.name == f"towns.csv.{ending}/towns.csv"
        assert document.blocks[-1].columns == ("town", "founded")


def test_what_unpacks_to_too_much_is_refused() -> None:
    limits = replace(Limits(), expanded_bytes=1000)
    for data, name in (
        (gzip.compress(bytes(2000)), "a.gz"),
        (tar({"a.txt": b"x" * 2000}), "a.tar"),
        (seven_zip({"a.txt": b"x" * 2000}), "a.7z"),
    ):
        assert "unpacks to more than" in refusal(data, name, limits)


@pytest.mark.parametrize("cut", [20, 100])
def test_a_damaged_one_is_refused_in_a_line(cut: int) -> None:
    for data, name in ((tar(mode="w:gz"), "a.tgz"), (seven_zip(), "a.7z")):
        assert "damaged" in refusal(data[:cut], name)
