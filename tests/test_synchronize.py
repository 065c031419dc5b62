import json
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from index.store import StoreError
from index.sync.passage_batch import BATCH
from index.sync.report import Progress
from index.types import Document, IndexingError, Source, Vectors
from tests.shelf import Shelf, old, stored
from tests.test_loading import Failing
from tests.test_report import facts

FERRY, TRAIN, BREAD = "The ferry sails on Monday.", "The train leaves.", "Knead flour and water."


# what is embedded and what is not


def test_new_files_are_added_and_known_ones_left_alone(shelf: Shelf) -> None:
    shelf.write("ferry.txt", FERRY)
    assert facts(shelf.index(shelf.documents)) == {"added": ["desk/ferry.txt"]}
    assert shelf.embedded() == [FERRY]
    shelf.write("train.txt", TRAIN)
    report = shelf.index()
    assert facts(report) == {"added": ["desk/train.txt"], "unchanged": ["desk/ferry.txt"]}
    assert shelf.embedded() == [TRAIN]
    assert shelf.found("ferry") == ["desk/ferry.txt"]


def test_a_changed_file_takes_the_place_of_what_it_was(shelf: Shelf) -> None:
    path = shelf.write("news.txt", FERRY)
    shelf.index(shelf.documents)
    shelf.write("news.txt", BREAD)
    assert facts(shelf.index()) == {"updated": ["desk/news.txt"]}
    assert path.read_text() == shelf.library.text("desk/news.txt") == BREAD
    assert (shelf.found("ferry"), shelf.found("flour")) == ([], ["desk/news.txt"])
    assert shelf.library.passages() == 1


def test_a_change_of_the_same_size_at_the_same_time_is_seen(shelf: Shelf) -> None:
    path = shelf.write("news.txt", "The boat is red.")
    shelf.index(shelf.documents)
    facts_before = path.stat()
    path.write_text("The boat is big.")
    os.utime(path, ns=(facts_before.st_atime_ns, facts_before.st_mtime_ns))
    assert facts(shelf.index()) == {"updated": ["desk/news.txt"]}
    assert shelf.library.text("desk/news.txt") == "The boat is big."


def test_a_moved_file_is_not_embedded_again(shelf: Shelf) -> None:
    path = shelf.write("ferry.txt", FERRY)
    shelf.index(shelf.documents)
    shelf.embedded()
    (shelf.documents / "deep").mkdir()
    path.rename(shelf.documents / "deep" / "boat.txt")
    assert facts(shelf.index()) == {"moved": ["desk/deep/boat.txt"]}
    assert shelf.embedded() == []
    assert shelf.found("ferry") == ["desk/deep/boat.txt"]
    with pytest.raises(IndexingError, match=r"holds no document named 'desk/ferry\.txt'"):
        shelf.library.text("desk/ferry.txt")


def test_a_touched_file_is_read_but_not_embedded(shelf: Shelf) -> None:
    path = shelf.write("ferry.txt", FERRY)
    old(path)
    shelf.index(shelf.documents)
    shelf.embedded()
    path.touch()
    assert facts(shelf.index()) == {"unchanged": ["desk/ferry.txt"]}
    assert shelf.embedded() == []


def test_the_same_text_twice_is_one_document_with_two_names(shelf: Shelf) -> None:
    shelf.write("a.txt", FERRY)
    copy = shelf.write("b.txt", FERRY)
    report = shelf.index(shelf.documents)
    assert facts(report) == {"added": ["desk/a.txt", "desk/b.txt"]}
    assert shelf.embedded() == [FERRY]
    assert [source.name for source in shelf.library.sources()] == ["desk/a.txt"]
    assert len(shelf.library.records) == 2
    assert shelf.library.passages() == 1
    assert shelf.library.text("desk/b.txt") == FERRY
    copy.with_name("a.txt").unlink()
    assert facts(shelf.index()) == {"removed": ["desk/a.txt"], "unchanged": ["desk/b.txt"]}
    assert shelf.embedded() == []
    assert shelf.found("ferry") == ["desk/b.txt"]
    copy.unlink()
    assert facts(shelf.index()) == {"removed": ["desk/b.txt"]}
    assert (shelf.found("ferry"), shelf.library.passages()) == ([], 0)


def test_a_new_title_is_embedded_with_the_old_text(shelf: Shelf) -> None:
    page = "---\ntitle: {}\ndate: 2025-05-01\n---\n" + FERRY
    shelf.write("news.md", page.format("Harbour"))
    shelf.index(shelf.documents)
    shelf.embedder.texts.clear()
    shelf.write("news.md", page.format("Quayside"))
    assert facts(shelf.index()) == {"updated": ["desk/news.md"]}
    assert len(shelf.embedder.texts) == 1
    assert shelf.embedder.texts[0].startswith("Quayside. May 1, 2025")
    assert (shelf.found("quayside"), shelf.found("harbour")) == (["desk/news.md"], [])
    assert shelf.library.passages() == 1


def test_a_root_above_renames_and_embeds_nothing(shelf: Shelf) -> None:
    shelf.write("deep/ferry.txt", FERRY)
    shelf.index(shelf.documents / "deep")
    shelf.embedded()
    assert facts(shelf.index(shelf.documents)) == {"moved": ["desk/deep/ferry.txt"]}
    assert shelf.embedded() == []
    assert shelf.library.roots() == {"desk": str(shelf.documents)}


# what can't be read


def test_a_file_that_fails_is_named_and_read_again_only_when_it_changes(shelf: Shelf) -> None:
    good, bad = shelf.write("good.txt", FERRY), shelf.write("bad.txt", "fail")
    old(good, bad)
    loader = Failing()
    expected = [("desk/bad.txt", "desk/bad.txt: can't be read")]
    report = shelf.library.index([shelf.documents], loader)
    assert (report.added, report.failed) == (["desk/good.txt"], expected)
    report = shelf.library.index([], loader)
    assert (report.unchanged, report.failed) == (["desk/good.txt"], expected)
    assert sorted(loader.read) == ["desk/bad.txt", "desk/good.txt"]
    assert [record.error for record in shelf.library.records if not record.key] == [expected[0][1]]
    shelf.write("bad.txt", TRAIN)
    report = shelf.library.index([], loader)
    assert (report.added, report.failed) == (["desk/bad.txt"], [])


def test_a_file_that_can_be_read_no_more_is_gone_and_named(shelf: Shelf) -> None:
    shelf.write("news.txt", FERRY)
    shelf.library.index([shelf.documents], Failing())
    shelf.write("news.txt", "fail")
    report = shelf.library.index([], Failing())
    assert (report.removed, len(report.failed)) == (["desk/news.txt"], 1)
    assert shelf.found("ferry") == []
    shelf.write("news.txt", FERRY)
    assert shelf.library.index([], Failing()).added == ["desk/news.txt"]


# files of other kinds


def test_foreign_files_are_counted_and_reported_where_they_are_named(shelf: Shelf) -> None:
    shelf.write("news.txt", FERRY)
    picture, film = shelf.write("a.PNG", b"\x89PNG" + bytes(9)), shelf.write("film", bytes(99))
    message = "2 files of other kinds left out: .png 1, without an ending 1"
    for _ in range(2):
        report = shelf.index(shelf.documents)
        assert (report.failed, report.left_out_line) == ([], message)
        assert [record.source.name for record in shelf.library.records] == ["desk/news.txt"]
    error = "desk/a.PNG: holds a PNG picture, not text"
    report = shelf.index(picture)
    assert (report.failed, report.left_out.total()) == ([("desk/a.PNG", error)], 1)
    assert shelf.index().failed == []
    film.unlink()
    picture.write_text(BREAD)
    report = shelf.index()
    assert (report.added, report.left_out_line) == (["desk/a.PNG"], "")
    picture.write_bytes(bytes(99))
    assert facts(shelf.index()) == {
        "removed": ["desk/a.PNG"],
        "unchanged": ["desk/news.txt"],
        "left_out": {".png": 1},
    }


def test_known_foreign_files_are_not_read_again(shelf: Shelf) -> None:
    old(shelf.write("film.mp4", bytes(99)))
    assert shelf.index(shelf.documents).left_out == {".mp4": 1}
    loader = Failing()
    assert shelf.library.index([], loader).left_out == {".mp4": 1}
    assert loader.read == []


# several documents in one file


def test_an_archive_s_documents_come_and_go_with_it(shelf: Shelf) -> None:
    archive = shelf.documents / "all.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("ferry.txt", FERRY)
        made.writestr("train.txt", TRAIN)
    report = shelf.index(shelf.documents)
    assert facts(report) == {"added": ["desk/all.zip/ferry.txt", "desk/all.zip/train.txt"]}
    shelf.library.remove("desk/all.zip/train.txt")
    archive.touch()
    assert facts(shelf.index()) == {"unchanged": ["desk/all.zip/ferry.txt"]}
    assert facts(shelf.index(archive))["added"] == ["desk/all.zip/train.txt"]
    archive.unlink()
    assert len(shelf.index().removed) == 2


class Twins:
    """A loader of files in which several documents bear one name."""

    def load(self, path: Path, name: str) -> list[Document]:
        return [Document(Source(f"{name}/x", line), line) for line in path.read_text().splitlines()]


def test_names_that_collide_are_numbered(shelf: Shelf) -> None:
    shelf.write("all.mbox", f"{FERRY}\n{TRAIN}\n{FERRY}")
    report = shelf.library.index([shelf.documents], Twins())
    names = ["desk/all.mbox/x", "desk/all.mbox/x (2)", "desk/all.mbox/x (3)"]
    assert report.added == names
    assert [shelf.library.text(name) for name in names] == [FERRY, TRAIN, FERRY]
    assert shelf.library.passages() == 2


def test_articles_of_one_file_are_embedded_in_batches(shelf: Shelf) -> None:
    rows = [{"title": f"T{at}", "text": f"Report {at} of the day."} for at in range(3 * BATCH + 7)]
    shelf.write("wire.jsonl", "\n".join(json.dumps(row) for row in rows))
    steps: list[Progress] = []
    report = shelf.library.index([shelf.documents], shelf.loader, steps.append)
    assert len(report.added) == len(rows)
    assert steps[-1] == Progress(1, 1, len(rows))
    assert BATCH in [step.passages for step in steps]
    assert sorted(shelf.embedded()) == sorted(row["text"] for row in rows)


# interrupts and faults


class Stopping:
    """A loader that stops at a file that says so."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def load(self, path: Path, name: str) -> list[Document]:
        text = path.read_text()
        if text == "stop":
            raise self.error
        return [Document(Source(name, ""), text)]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError("a fault of ours")])
def test_what_was_done_before_an_interrupt_is_kept(shelf: Shelf, error: BaseException) -> None:
    for number in range(BATCH):
        shelf.write(f"a{number:04}.txt", f"Report {number} of the ferry.")
    shelf.write("b.txt", "stop")
    shelf.write("c.txt", TRAIN)
    loader = Stopping(error)
    with pytest.raises(type(error)):
        shelf.library.index([shelf.documents], loader)
    assert shelf.library.passages() == BATCH
    assert len(shelf.found("ferry")) == 10
    assert shelf.library.roots() == {"desk": str(shelf.documents)}
    shelf.embedded()
    shelf.write("b.txt", BREAD)
    report = shelf.library.index([], loader)
    assert (report.added, len(report.unchanged)) == (["desk/b.txt", "desk/c.txt"], BATCH)
    assert shelf.embedded() == [BREAD, TRAIN]


def test_passages_without_their_record_are_not_left_by_an_interrupt(shelf: Shelf) -> None:
    """A document of many passages, of which some are written when the embedder is stopped."""
    shelf.write("long.txt", "\n\n".join(f"Paragraph {at}. " + "word " * 150 for at in range(600)))

    def stop(progress: Progress) -> None:
        if progress.passages > 100:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shelf.library.index([shelf.documents], shelf.loader, stop)
    assert shelf.library.records == []
    assert stored(shelf.library) == 0


def test_where_the_embedder_fails_what_was_done_is_kept(shelf: Shelf) -> None:
    for number in range(BATCH + 1):
        shelf.write(f"{number:04}.txt", f"Report {number}.")
    embed = shelf.embedder.embed

    def once(texts: Sequence[str]) -> Vectors:
        if shelf.embedder.texts:
            raise IndexingError("embedder 'words' did not answer")
        return embed(texts)

    shelf.embedder.embed = once  # type: ignore[method-assign]
    with pytest.raises(IndexingError, match="'words' did not answer"):
        shelf.index(shelf.documents)
    shelf.embedder.embed = embed  # type: ignore[method-assign]
    assert shelf.library.passages() == BATCH


def test_where_the_store_fails_the_library_stays_as_it_was(shelf: Shelf) -> None:
    shelf.write("a.txt", FERRY)
    shelf.index(shelf.documents)
    shelf.write("b.txt", "\n\n".join(f"Paragraph {at}. " + "word " * 150 for at in range(300)))

    def wrong(texts: Sequence[str]) -> Vectors:
        vectors: Vectors = type(shelf.embedder)().embed(texts)[:, :3]
        return vectors

    shelf.embedder.embed = wrong  # type: ignore[method-assign]
    with pytest.raises(StoreError, match=r"not words \(3 dimensions\)"):
        shelf.index()
    assert [each.source.name for each in shelf.another().records] == ["desk/a.txt"]


def test_a_long_sync_publishes_what_it_has_done(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.library.library.CHECKPOINT", 0.0)
    for number in range(4):
        shelf.write(f"{number}.txt", f"Report {number}.")
    other, seen = shelf.another(), set()

    def look(_progress: Progress) -> None:
        seen.add(other.passages())

    report = shelf.library.index([shelf.documents], shelf.loader, look)
    other.close()
    assert len(report.added) == 4
    assert seen >= {0, 1, 2, 3}
    assert shelf.library.passages() == 4
