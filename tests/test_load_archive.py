import pytest

from index.load import Limits, load_bytes
from index.types import ForeignError
from tests.make_files import (
    ARTICLE,
    zip_file,
)
from tests.reading import refusal


def test_an_archive_of_pictures_alone_is_foreign() -> None:
    data = zip_file({"a.png": b"\x89PNG\r\n\x1a\n", "b/c.mp3": b"ID3"})
    with pytest.raises(ForeignError, match=r"^a.zip: holds no document, only files of other kinds"):
        load_bytes(data, name="a.zip")
    broken = zip_file({"a.png": b"\x89PNG\r\n\x1a\n", "b.pdf": b"no such"})
    assert refusal(broken, "a.zip").startswith("a.zip/b.pdf: is no PDF")


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


def test_a_damaged_member_leaves_the_others() -> None:
    data = bytearray(zip_file({"a.txt": ARTICLE.paragraphs[0], "b.txt": "Words."}))
    data[45] ^= 0xFF
    [document] = load_bytes(bytes(data), name="a.zip")
    assert document.source.name == "a.zip/b.txt"
    assert "a.txt is damaged" in document.source.warnings[0]


def test_an_archive_s_members() -> None:
    data = zip_file(
        {
            "notes/a.txt": "First words.",
            "../../up.txt": "Second words.",
            "C:\\docs\\b.md": "Third words.",
            "/up.txt": "The same path again.",
            ".hidden.txt": "x",
            "__MACOSX/notes/._a.txt": "x",
            "picture.png": b"\x89PNG\r\n\x1a\n",
            "README": "Fifth words.",
            "empty.txt": "",
            "folder/": "",
            "inner.zip": zip_file({"deep.txt": "Fourth words."}),
        }
    )
    documents = load_bytes(data, name="box/a.zip")
    assert [document.source.name for document in documents] == [
        "box/a.zip/notes/a.txt",
        "box/a.zip/up.txt",
        "box/a.zip/docs/b.md",
        "box/a.zip/README",
        "box/a.zip/inner.zip/deep.txt",
    ]
    assert documents[0].source.warnings == (
        "box/a.zip: up.txt stands in it twice: the first was read",
        "box/a.zip/empty.txt: is empty (0 bytes)",
        "box/a.zip: files of other kinds in it, left out: 1",
    )
