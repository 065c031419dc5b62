import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from index.store.snapshots import BusyError, Snapshots, copy
from index.types import IndexingError


@pytest.fixture
def snapshots(tmp_path: Path) -> Snapshots:
    return Snapshots(tmp_path / "data")


def published(snapshots: Snapshots, text: str) -> Path:
    draft = snapshots.draft()
    (draft / "text").write_text(text)
    snapshots.publish(draft)
    current = snapshots.current()
    assert current is not None
    return current


@contextmanager
def small_disk(path: Path, megabytes: int = 1) -> Iterator[Path]:
    """A file system with little room."""
    path.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(path)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a file system")
    try:
        yield path
    finally:
        subprocess.run(["umount", "-l", str(path)], check=True)


def test_nothing_is_current_before_the_first_snapshot(snapshots: Snapshots) -> None:
    assert snapshots.current() is None
    snapshots.discard()
    assert snapshots.current() is None


def test_a_draft_is_private_until_it_is_published(snapshots: Snapshots) -> None:
    first = published(snapshots, "one")
    draft = snapshots.draft()
    assert (draft / "text").read_text() == "one"
    (draft / "text").write_text("two")
    assert snapshots.current() == first
    assert (first / "text").read_text() == "one"
    snapshots.publish(draft)
    second = snapshots.current()
    assert second is not None
    assert second > first
    assert (second / "text").read_text() == "two"


def test_only_the_current_snapshot_is_kept(snapshots: Snapshots) -> None:
    for text in ("one", "two", "three"):
        current = published(snapshots, text)
    assert [path.name for path in current.parent.iterdir()] == [current.name]


def test_a_draft_that_was_left_is_begun_anew(snapshots: Snapshots) -> None:
    published(snapshots, "one")
    (snapshots.draft() / "text").write_text("half")
    assert (snapshots.draft() / "text").read_text() == "one"
    snapshots.discard()
    assert not snapshots.draft().with_name("draft.old").exists()


def test_snapshots_are_counted_beyond_their_digits(snapshots: Snapshots) -> None:
    first = published(snapshots, "one")
    first.rename(first.with_name("99999999"))
    assert published(snapshots, "two").name == "100000000"


def test_a_database_is_copied_whole_while_another_writes_to_it(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    (source / "deep").mkdir(parents=True)
    target.mkdir()
    (source / "deep" / "file").write_bytes(b"\0\xff")
    database = source / "deep" / "chroma.sqlite3"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE pairs (a, b)")
        connection.commit()
    stop = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(database)) as connection:
            number = 0
            while not stop.is_set():
                number += 1
                connection.execute("INSERT INTO pairs VALUES (?, ?)", (number, "x" * 5000))
                connection.execute("INSERT INTO pairs VALUES (?, ?)", (-number, "x" * 5000))
                connection.commit()
                time.sleep(0.01)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            (target / str(number)).mkdir()
            copy(source, target / str(number))
    finally:
        stop.set()
        writer.join()
    for number in range(5):
        assert (target / str(number) / "deep" / "file").read_bytes() == b"\0\xff"
        with closing(sqlite3.connect(target / str(number) / "deep" / "chroma.sqlite3")) as made:
            assert made.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert made.execute("SELECT sum(a) FROM pairs").fetchone()[0] in (0, None)


def test_one_thread_may_lock_again_and_another_may_not(
    snapshots: Snapshots, tmp_path: Path
) -> None:
    refused: list[BusyError] = []

    def other() -> None:
        try:
            with Snapshots(tmp_path / "data").locked(wait=False):
                raise AssertionError
        except BusyError as error:
            refused.append(error)

    with snapshots.locked(), snapshots.locked(wait=False):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert str(refused[0]) == f"another process is changing {tmp_path / 'data'}"
    with Snapshots(tmp_path / "data").locked(wait=False):
        pass


def test_the_lock_dies_with_its_process(snapshots: Snapshots, tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from index.store.snapshots import Snapshots\n"
        "with Snapshots(Path(sys.argv[1])).locked():\n    print('held', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "data")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(BusyError), snapshots.locked(wait=False):
            pass
        process.kill()
    with snapshots.locked(wait=False):
        pass


def test_a_data_folder_that_can_t_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(
        IndexingError, match=r"folder .*file/data can't be made \(Not a directory\)"
    ):
        Snapshots(tmp_path / "file" / "data")


def test_a_full_disk_is_reported_and_the_current_snapshot_stays(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        snapshots = Snapshots(disk / "data")
        current = published(snapshots, "x" * 600_000)
        with pytest.raises(IndexingError, match=r"can't be written \(No space left .* make room"):
            snapshots.draft()
        snapshots.discard()
        assert snapshots.current() == current
        assert [path.name for path in current.parent.iterdir()] == [current.name]
        assert (current / "text").stat().st_size == 600_000
