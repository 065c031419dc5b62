import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant import Assistant, LibraryError
from assistant.cli.watch import watch
from index.sync.report import SyncReport
from tests.shelf import old

ROOT = Path(__file__).parent.parent
FERRY, TRAIN, BREAD = "The ferry sails on Monday.", "The train leaves.", "Knead flour and water."

Step = Callable[[], object]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "desk").mkdir()
    return tmp_path / "desk"


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    made = Assistant(data=tmp_path / "data", model="quotes")
    yield made
    made.library.close()


def watched(assistant: Assistant, folder: Path, *steps: Step) -> list[SyncReport]:
    """The reports of a watch, before whose scans, from the second on, these steps happen."""
    reports: list[SyncReport] = []
    left = iter(steps)

    def until() -> bool:
        step = next(left, None)
        if step is not None:
            step()
        return step is None

    watch(assistant, [folder], reports.append, every=0, until=until)
    return reports


def aged(path: Path, text: str) -> None:
    path.write_text(text)
    old(path)


def nothing() -> None:
    return None


def test_changes_are_reported_and_what_is_unchanged_is_not(
    assistant: Assistant, folder: Path
) -> None:
    aged(folder / "ferry.txt", FERRY)
    first, added, moved, removed = watched(
        assistant,
        folder,
        nothing,
        lambda: aged(folder / "train.txt", TRAIN),
        nothing,
        lambda: (folder / "ferry.txt").rename(folder / "boat.txt"),
        (folder / "train.txt").unlink,
        nothing,
    )
    assert first.added == ["desk/ferry.txt"]
    assert (added.added, moved.moved) == (["desk/train.txt"], ["desk/boat.txt"])
    assert removed.removed == ["desk/train.txt"]
    assert [source.name for source in assistant.library.sources()] == ["desk/boat.txt"]


def test_a_file_that_was_written_just_now_waits(assistant: Assistant, folder: Path) -> None:
    path = folder / "ferry.txt"
    first, added = watched(
        assistant,
        folder,
        lambda: path.write_text(FERRY),
        nothing,
        lambda: old(path),
        nothing,
    )
    assert (first.added, added.added) == ([], ["desk/ferry.txt"])


def test_a_file_that_grows_between_two_scans_waits(assistant: Assistant, folder: Path) -> None:
    path = folder / "ferry.txt"
    aged(path, FERRY)
    texts: list[str] = []

    def grow() -> None:
        texts.append(assistant.library.text("desk/ferry.txt"))
        aged(path, path.read_text() + " And back.")

    first, updated = watched(assistant, folder, grow, grow, grow, nothing, nothing)
    assert first.added == ["desk/ferry.txt"]
    assert texts == [FERRY] * 3
    assert updated.updated == ["desk/ferry.txt"]
    assert assistant.library.text("desk/ferry.txt") == FERRY + " And back." * 3


def test_a_failure_is_reported_once(assistant: Assistant, folder: Path) -> None:
    aged(folder / "zero.txt", "")
    first, mended = watched(
        assistant,
        folder,
        nothing,
        nothing,
        lambda: aged(folder / "zero.txt", BREAD),
        nothing,
        nothing,
    )
    assert [name for name, _ in first.failed] == ["desk/zero.txt"]
    assert (mended.added, mended.failed) == (["desk/zero.txt"], [])


def test_a_scan_that_fails_is_reported_and_tried_again(
    assistant: Assistant, folder: Path, tmp_path: Path
) -> None:
    lock = tmp_path / "data" / "lock"

    def block() -> None:
        lock.unlink(missing_ok=True)
        lock.mkdir()
        aged(folder / "ferry.txt", FERRY)

    _, failed, added = watched(assistant, folder, block, nothing, lock.rmdir, nothing)
    ((name, error),) = failed.failed
    assert name == str(tmp_path / "data")
    assert "data can't be written (Is a directory)" in error
    assert added.added == ["desk/ferry.txt"]


def test_a_first_scan_that_fails_is_an_error(assistant: Assistant, folder: Path) -> None:
    with pytest.raises(LibraryError, match="does not exist"):
        watch(assistant, [folder / "nowhere"], lambda _report: None)


def test_an_interrupt_ends_it(assistant: Assistant, folder: Path) -> None:
    threading.Timer(1.0, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    watch(assistant, [folder], lambda _report: None, every=60)


def test_the_command_keeps_on_until_it_is_interrupted(folder: Path, tmp_path: Path) -> None:
    aged(folder / "ferry.txt", FERRY)
    environment = os.environ | {"ASSISTANT_DATA": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-m", "assistant.cli", "index", "--watch", str(folder)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "1 added.\n"
        aged(folder / "train.txt", TRAIN)
        assert process.stdout.readline() == "1 added, 1 unchanged.\n"
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        assert process.stderr.read() == ""
