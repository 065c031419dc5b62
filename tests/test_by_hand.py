"""What persons change of documents: taken out and brought back, titled, dated."""

from datetime import date

import pytest

from index.store.hand_given import DocumentFacts
from index.store.records import Record
from index.types import IndexingError
from tests.shelf import Shelf, old

MILL = "The mill at Orr has two wheels."
GIVEN = DocumentFacts("The Mill Book", date(1902, 5, 1), "The Orr Gazette")


@pytest.fixture
def described(shelf: Shelf) -> Shelf:
    """A shelf with two documents, of which one is described by hand."""
    old(shelf.write("mill.txt", MILL), shelf.write("bell.txt", "The bell of Orr weighs 3 tonnes."))
    shelf.index(shelf.documents)
    shelf.library.describe("desk/mill.txt", given=GIVEN)
    return shelf


def record(shelf: Shelf, name: str = "desk/mill.txt") -> Record:
    (found,) = (each for each in shelf.library.records if each.source.name == name)
    return found


def said(found: Record) -> tuple[str, date | None, str | None]:
    return found.source.title, found.source.published, found.source.outlet


ALL = ("The Mill Book", date(1902, 5, 1), "The Orr Gazette")


def test_a_document_is_found_by_what_was_given(described: Shelf) -> None:
    assert said(record(described)) == ALL
    assert record(described).source.published_from == "hand"
    assert any("The Mill Book" in text for text in described.embedder.texts)
    assert described.found("Gazette") == ["desk/mill.txt"]
    since = described.library.counted(since=date(1902, 1, 1), until=date(1902, 12, 31))
    assert since[0] == 1


def test_it_stays_when_the_file_is_read_again(described: Shelf) -> None:
    described.write("mill.txt", f"{MILL} They turn.")
    report = described.index()
    assert report.updated == ["desk/mill.txt"]
    assert said(record(described)) == ALL
    assert described.found("turn Gazette") == ["desk/mill.txt"]
    assert described.index().unchanged == ["desk/bell.txt", "desk/mill.txt"]
    (again,) = (text for text in described.embedder.texts if "They turn." in text)
    assert again.startswith("The Mill Book. The Orr Gazette. May 1, 1902")


def test_it_moves_with_the_file(described: Shelf) -> None:
    (described.documents / "mill.txt").rename(described.documents / "wheel.txt")
    assert described.index().moved == ["desk/wheel.txt"]
    assert said(record(described, "desk/wheel.txt")) == ALL


def test_parts_are_given_one_after_the_other_and_taken_back(described: Shelf) -> None:
    before = record(described, "desk/bell.txt")
    described.library.describe("desk/bell.txt", "desk/mill.txt", given=DocumentFacts(outlet="Ring"))
    assert said(record(described)) == (*ALL[:2], "Ring")
    bell = record(described, "desk/bell.txt")
    assert (bell.source.title, bell.source.outlet) == (before.source.title, "Ring")
    described.library.describe("desk/bell.txt", given=None)
    assert record(described, "desk/bell.txt") == before
    assert described.found("Ring") == ["desk/mill.txt"]
    with pytest.raises(IndexingError, match="holds no document named 'desk/none'"):
        described.library.describe("desk/none", given=GIVEN)


def test_removed_documents_are_listed_and_come_back_as_they_were(described: Shelf) -> None:
    library = described.library
    library.remove("desk/mill.txt", "desk/bell.txt")
    assert library.removed() == ["desk/bell.txt", "desk/mill.txt"]
    assert described.index().added == []
    report = library.index([], described.loader, restored=["desk/mill.txt"])
    assert report.added == ["desk/mill.txt"]
    assert library.removed() == ["desk/bell.txt"]
    assert said(record(described)) == ALL
    assert described.index(described.documents / "bell.txt").added == ["desk/bell.txt"]
    assert library.removed() == []


def test_a_part_of_a_file_comes_back(shelf: Shelf) -> None:
    mails = "\n\n".join(
        f"From a@b Mon May  5 10:00:00 2025\nFrom: a@b\nSubject: {word}\n\nThe {word} is here.\n"
        for word in ("mill", "bell")
    )
    shelf.write("post.mbox", mails)
    shelf.index(shelf.documents)
    names = sorted(each.source.name for each in shelf.library.records)
    assert len(names) == 2
    shelf.library.remove(names[0])
    assert [each.source.name for each in shelf.library.records] == names[1:]
    shelf.library.index([], shelf.loader, restored=names[:1])
    assert sorted(each.source.name for each in shelf.library.records) == names


def test_what_was_removed_is_erased_and_then_no_longer_listed(described: Shelf) -> None:
    described.library.remove("desk/mill.txt")
    (erased,) = described.library.erase("desk/mill.txt")
    assert erased.path == str(described.documents / "mill.txt")
    assert described.library.removed() == []
    held = [path.read_bytes() for path in described.data.rglob("*") if path.is_file()]
    assert not any(b"Mill Book" in each for each in held)
    assert described.index().added == []


def test_without_being_kept_out_a_document_comes_with_the_next_sync(described: Shelf) -> None:
    described.library.remove("desk/mill.txt", keep_out=False)
    assert described.library.removed() == []
    assert described.index().added == ["desk/mill.txt"]
