import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import chromadb
import pytest
from chromadb.config import Settings

from index.library import Library
from index.load.worker import Loader
from index.store import Store, StoreError
from index.store.snapshots import Snapshots
from index.types import IndexingError, Passage, Source
from tests.shelf import Shelf, Words, old, stored
from tests.test_snapshots import small_disk

ROOT = Path(__file__).parent.parent
FERRY, TRAIN, BREAD = "The ferry sails on Monday.", "The train leaves.", "Knead flour and water."


def filled(shelf: Shelf) -> Shelf:
    old(shelf.write("bread.txt", BREAD), shelf.write("deep/ferry.txt", FERRY))
    shelf.index(shelf.documents)
    return shelf


def names(library: Library) -> list[str]:
    return [record.source.name for record in library.records]


def snapshots(shelf: Shelf) -> list[str]:
    return sorted(path.name for path in (shelf.data / "library").iterdir())


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """A folder that nobody can write to, root included."""
    for options in (["--bind", str(folder)], ["-o", "remount,ro,bind"]):
        done = subprocess.run(["mount", *options, str(folder)], capture_output=True, check=False)
        if done.returncode:
            pytest.skip("only root may mount a file system")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


# what is in it


def test_a_new_library_is_empty(shelf: Shelf) -> None:
    library = shelf.library
    assert (library.records, library.sources(), library.passages(), library.roots()) == (
        [],
        [],
        0,
        {},
    )
    assert snapshots(shelf) == ["00000001"]


def test_a_library_is_opened_again_as_it_was_left(shelf: Shelf) -> None:
    filled(shelf).close()
    assert names(shelf.library) == ["desk/bread.txt", "desk/deep/ferry.txt"]
    assert shelf.library.text("desk/deep/ferry.txt") == FERRY
    assert shelf.found("ferry") == ["desk/deep/ferry.txt"]
    assert sorted(shelf.library.passages_by_document().values()) == [1, 1]
    assert shelf.library.rarity("ferri") > 0


def test_an_unknown_or_unread_document_has_no_text(shelf: Shelf) -> None:
    shelf.write("zero.txt", b"")
    shelf.index(shelf.documents)
    for name in ("desk/zero.txt", "nowhere"):
        with pytest.raises(IndexingError, match=f"holds no document named '{name}': assistant lib"):
            shelf.library.text(name)


def test_a_document_opens_with_its_first_passage(shelf: Shelf) -> None:
    names = [source.name for source in filled(shelf).library.sources()]
    openings = shelf.library.openings([*names, "nothing.txt"])
    assert list(openings) == names
    for name, opening in openings.items():
        assert opening
        assert shelf.library.text(name).startswith(opening)


def test_where_nothing_changed_nothing_is_written(shelf: Shelf) -> None:
    filled(shelf)
    before = snapshots(shelf)
    shelf.index()
    shelf.index(shelf.documents, shelf.documents / "deep")
    assert snapshots(shelf) == before


def test_a_relative_data_folder_stays_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    library = Library(Path("data"), Words())
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert library.records == []
    assert list((tmp_path / "elsewhere").iterdir()) == []
    library.close()


# roots


def test_folders_once_indexed_are_remembered(shelf: Shelf) -> None:
    filled(shelf).close()
    shelf.write("train.txt", TRAIN)
    assert shelf.index().added == ["desk/train.txt"]


def test_an_error_in_a_path_changes_nothing(shelf: Shelf) -> None:
    filled(shelf)
    before = snapshots(shelf)
    with pytest.raises(IndexingError, match="nowhere does not exist"):
        shelf.index(shelf.documents, shelf.documents / "nowhere")
    assert snapshots(shelf) == before


def test_a_root_that_is_not_there_is_kept_and_reported(shelf: Shelf) -> None:
    filled(shelf)
    shelf.documents.rename(shelf.documents.with_name("away"))
    message = f"{shelf.documents} is not there: what was read there before is kept"
    report = shelf.index()
    assert report.failed == [(str(shelf.documents), message)]
    assert len(report.unchanged) == 2
    assert shelf.found("ferry") == ["desk/deep/ferry.txt"]


def test_a_root_that_is_gone_is_dropped_when_it_is_named(shelf: Shelf) -> None:
    filled(shelf)
    shutil.rmtree(shelf.documents)
    report = shelf.index(shelf.documents)
    assert report.removed == ["desk/bread.txt", "desk/deep/ferry.txt"]
    assert report.failed == []
    assert (shelf.found("ferry"), shelf.library.roots(), shelf.library.passages()) == ([], {}, 0)
    with pytest.raises(IndexingError, match="does not exist"):
        shelf.index(shelf.documents)


def test_a_part_of_a_root_that_is_gone_is_dropped(shelf: Shelf) -> None:
    filled(shelf)
    shutil.rmtree(shelf.documents / "deep")
    report = shelf.index(shelf.documents / "deep")
    assert (report.removed, report.unchanged) == (["desk/deep/ferry.txt"], ["desk/bread.txt"])


def test_its_own_folder_is_no_document(tmp_path: Path, shelf: Shelf) -> None:
    filled(shelf)
    report = shelf.index(tmp_path)
    assert report.failed == []
    assert len(report.moved) == 2


# documents that were taken out


def test_a_removed_document_stays_out(shelf: Shelf) -> None:
    filled(shelf)
    shelf.library.remove("desk/deep/ferry.txt")
    assert names(shelf.library) == ["desk/bread.txt"]
    assert (shelf.found("ferry"), shelf.library.passages()) == ([], 1)
    shelf.write("deep/ferry.txt", FERRY + " Or not.")
    assert shelf.index(shelf.documents).unchanged == ["desk/bread.txt"]
    shelf.close()
    assert shelf.index().added == []
    with pytest.raises(IndexingError, match="holds no document named"):
        shelf.library.remove("desk/deep/ferry.txt")


def test_a_removed_document_comes_back_when_its_file_is_named(shelf: Shelf) -> None:
    filled(shelf)
    shelf.library.remove("desk/deep/ferry.txt")
    assert shelf.index(shelf.documents / "deep" / "ferry.txt").added == ["desk/deep/ferry.txt"]
    assert shelf.index().unchanged == ["desk/bread.txt", "desk/deep/ferry.txt"]


def test_one_name_of_two_is_taken_out(shelf: Shelf) -> None:
    filled(shelf).write("copy.txt", FERRY)
    shelf.index()
    shelf.library.remove("desk/copy.txt")
    assert shelf.found("ferry") == ["desk/deep/ferry.txt"]


# files that are not whole yet


def test_a_waiting_file_is_left_as_it_was(shelf: Shelf) -> None:
    filled(shelf)
    bread, train = shelf.write("bread.txt", "Kn"), shelf.write("train.txt", "The tr")

    def waiting(file: Any) -> bool:
        return file.path in (bread, train)

    report = shelf.library.index([], shelf.loader, waiting=waiting)
    assert report.unchanged == ["desk/bread.txt", "desk/deep/ferry.txt"]
    assert not report.has_changes
    assert shelf.library.text("desk/bread.txt") == BREAD
    assert shelf.index().updated == ["desk/bread.txt"]


# several processes


def test_another_handle_follows_a_writer(shelf: Shelf) -> None:
    other = shelf.another()
    assert other.records == []
    filled(shelf)
    assert names(other) == ["desk/bread.txt", "desk/deep/ferry.txt"]
    shelf.library.remove("desk/bread.txt")
    assert names(other) == ["desk/deep/ferry.txt"]
    other.close()


def test_a_closed_library_opens_again_when_it_is_asked(shelf: Shelf) -> None:
    filled(shelf).library.close()
    shelf.library.close()
    assert len(names(shelf.library)) == 2


INDEX = """
import sys
from pathlib import Path
from tests.shelf import Library, Loader, Words
library = Library(Path(sys.argv[1]), Words())
with Loader() as loader:
    for path in sys.argv[2:]:
        library.index([Path(path)], loader)
"""


def start(*arguments: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", INDEX, *map(str, arguments)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_processes_that_index_at_once_both_do_it(shelf: Shelf, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        for number in range(30):
            path = tmp_path / folder / f"{number}.txt"
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"Report {number} of {folder}.")
    started = [start(shelf.data, tmp_path / folder) for folder in ("one", "two", "one")]
    for process in started:
        _, message = process.communicate()
        assert (process.returncode, message) == (0, "")
    assert len(names(shelf.library)) == shelf.library.passages() == 60
    assert shelf.index().has_changes is False


@pytest.mark.slow
def test_readers_see_the_old_snapshot_or_the_new_and_no_error(shelf: Shelf, tmp_path: Path) -> None:
    """One process swaps a document's text to and fro while this one reads in two threads."""
    filled(shelf)
    news = shelf.write("news.txt", "old " * 800)
    shelf.index()
    stop, wrong = threading.Event(), []

    def read(library: Library) -> None:
        while not stop.is_set():
            try:
                text = library.text("desk/news.txt")
                found = [hit.passage for hit in library.search("old new", 9) if hit.lexical]
                if set(text.split()) not in ({"old"}, {"new"}) or len(text) != 3200:
                    wrong.append(text[:40])
                if len({passage.text.split()[0] for passage in found}) != 1 or len(found) < 4:
                    wrong.append(str([(each.start, each.text[:9]) for each in found]))
            except Exception as error:
                wrong.append(repr(error))

    libraries = [shelf.another(), shelf.another()]
    threads = [threading.Thread(target=read, args=(library,)) for library in libraries]
    for thread in threads:
        thread.start()
    swap = INDEX.replace(
        "        library.index",
        "        news = Path(path) / 'news.txt'\n"
        "        news.write_text(('new ' if 'old' in news.read_text() else 'old ') * 800)\n"
        "        library.index",
    )
    command = [sys.executable, "-c", swap, str(shelf.data), *[str(shelf.documents)] * 15]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    stop.set()
    for thread in threads:
        thread.join()
    for library in libraries:
        library.close()
    assert done.stderr == ""
    assert wrong == []
    assert set(shelf.library.text("desk/news.txt").split()) == set(news.read_text().split())
    assert len(snapshots(shelf)) == 1


# faults


def test_a_library_that_can_t_be_written_is_read(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    filled(shelf).close()
    shelf.write("train.txt", TRAIN)
    with read_only(shelf.data):
        assert shelf.found("ferry") == ["desk/deep/ferry.txt"]
        message = (
            f"the data folder {shelf.data} can't be written .Read-only file system.: name anoth"
        )
        for change in (shelf.index, lambda: shelf.library.remove("desk/bread.txt")):
            with pytest.raises(IndexingError, match=message):
                change()
        assert len(list(scratch.iterdir())) == 1
        shelf.close()
        assert list(scratch.iterdir()) == []
    assert shelf.index().added == ["desk/train.txt"]


def test_a_folder_that_can_t_be_written_holds_no_new_library(shelf: Shelf) -> None:
    shelf.data.mkdir()
    with (
        read_only(shelf.data),
        pytest.raises(IndexingError, match=r"data can't be written \(Read-only file system\)"),
    ):
        shelf.another()


@pytest.mark.slow
def test_a_full_disk_is_reported_and_loses_nothing(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", megabytes=4) as disk:
        library = Library(disk / "data", Words())
        desk = tmp_path / "desk"
        desk.mkdir()
        (desk / "a.txt").write_text(FERRY)
        with Loader() as loader:
            library.index([desk], loader)
            (desk / "b.txt").write_text("\n\n".join(f"Part {at}. " * 40 for at in range(3000)))
            for _ in range(2):
                with pytest.raises(IndexingError, match=r"can't be .*has room|make room") as caught:
                    library.index([], loader)
                assert "\n" not in str(caught.value)
                assert names(library) == ["desk/a.txt"]
                assert [hit.passage.text for hit in library.search("ferry", 5)] == [FERRY]
            (desk / "b.txt").write_text(TRAIN)
            assert library.index([], loader).added == ["desk/b.txt"]
        library.close()


@pytest.mark.parametrize("damage", ["lexical", "lexical/revision", "lexical/meta.json"])
def test_a_lexical_index_that_is_damaged_heals(shelf: Shelf, damage: str) -> None:
    filled(shelf).close()
    (snapshot,) = (shelf.data / "library").iterdir()
    if (snapshot / damage).is_dir():
        shutil.rmtree(snapshot / damage)
    else:
        (snapshot / damage).unlink()
    assert shelf.found("ferry") == ["desk/deep/ferry.txt"]
    assert snapshots(shelf) != [snapshot.name]
    shelf.close()
    healed = snapshots(shelf)
    assert shelf.found("ferry") == ["desk/deep/ferry.txt"]
    assert snapshots(shelf) == healed


def test_a_damaged_lexical_index_is_replaced_in_memory_where_nobody_may_write(
    shelf: Shelf,
) -> None:
    filled(shelf).close()
    (revision,) = shelf.data.rglob("revision")
    revision.write_text("another")
    with Snapshots(shelf.data).locked(), on_another_thread() as call:
        assert call(lambda: shelf.found("ferry")) == ["desk/deep/ferry.txt"]
        call(shelf.close)
    with read_only(shelf.data):
        assert shelf.found("ferry") == ["desk/deep/ferry.txt"]
        shelf.close()


@contextmanager
def on_another_thread() -> Iterator[Callable[[Callable[[], Any]], Any]]:
    with ThreadPoolExecutor(1) as threads:
        yield lambda step: threads.submit(step).result()


def test_an_index_behind_is_brought_up_by_the_next_writer(shelf: Shelf) -> None:
    library = filled(shelf).library
    (revision,) = shelf.data.rglob("revision")
    revision.write_text("another")
    shelf.write("train.txt", TRAIN)
    library.index([], shelf.loader)
    assert [shelf.found(word) for word in ("ferry", "train")] == [
        ["desk/deep/ferry.txt"],
        ["desk/train.txt"],
    ]


def test_what_a_dead_writer_left_in_a_server_s_store_is_swept(shelf: Shelf) -> None:
    filled(shelf)
    (place,) = shelf.data.rglob("chroma")
    store = Store(place, shelf.embedder)
    lost = Passage(Source("x", ""), 0, 4, "Lost")
    store.add([("9f", lost)], shelf.embedder.embed(["Lost"]))
    store.configure(replace(store.settings, writing=True))
    store.close()
    assert stored(shelf.library) == 3
    shelf.write("train.txt", TRAIN)
    shelf.index()
    assert stored(shelf.library) == 3


def test_a_snapshot_without_its_store_is_reported(shelf: Shelf) -> None:
    filled(shelf).close()
    (place,) = shelf.data.rglob("chroma")
    shutil.rmtree(place)
    with pytest.raises(StoreError, match=f"{place.parent} is damaged: move {shelf.data} away"):
        shelf.another()


def test_a_library_whose_folder_is_taken_away_begins_anew(shelf: Shelf) -> None:
    filled(shelf)
    shutil.rmtree(shelf.data)
    assert shelf.library.records == []
    shutil.rmtree(shelf.data)
    assert len(shelf.index(shelf.documents).added) == 2


@pytest.mark.parametrize("place", ["", "chroma"])
def test_another_program_s_chroma_is_left_alone(shelf: Shelf, place: str) -> None:
    path = shelf.data / place
    path.mkdir(parents=True)
    client = chromadb.PersistentClient(str(path), Settings(anonymized_telemetry=False))
    client.create_collection("theirs", embedding_function=None)
    client.close()  # type: ignore[attr-defined]
    before = sorted(path.iterdir())
    with pytest.raises(IndexingError, match=f"{path} holds a library of an older layout: move it"):
        shelf.another()
    assert sorted(path.iterdir()) == before


def test_another_embedder_is_refused_with_advice(shelf: Shelf) -> None:
    filled(shelf).close()
    other = Words()
    other.name = "letters"
    with pytest.raises(
        StoreError, match=r"indexed with the embedder words \(64 dimensions\), not l"
    ):
        Library(shelf.data, other)
    assert shelf.found("ferry") == ["desk/deep/ferry.txt"]
