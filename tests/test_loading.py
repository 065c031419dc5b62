import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from index.sync.loading import load_ahead
from index.sync.scan import File
from index.types import Document, IndexingError, Source
from tests.shelf import Shelf


class Failing:
    """A loader that counts, and fails at what says so."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def load(self, path: Path, name: str) -> list[Document]:
        self.read.append(name)
        text = path.read_text()
        if "fail" in text:
            raise IndexingError(f"{name}: can't be read")
        return [Document(Source(name, "Title", characters=len(text)), text)]


def files(shelf: Shelf, count: int) -> list[File]:
    paths = [shelf.write(f"{number}.txt", f"Report {number}.") for number in range(count)]
    return [File(path.name, path, 1, 1) for path in paths]


def test_files_are_read_in_their_order(shelf: Shelf) -> None:
    found = files(shelf, 100)
    contents = list(load_ahead(shelf.loader, found, lambda _name: True))
    assert [each.file for each in contents] == found
    assert [each.documents[0].passages[0].text for each in contents] == [
        f"Report {number}." for number in range(100)
    ]


def test_no_more_is_read_than_is_soon_wanted(shelf: Shelf) -> None:
    loader = Failing()
    contents = load_ahead(loader, files(shelf, 400), lambda _name: True)
    taken = [next(contents) for _ in range(40)]
    deadline = time.monotonic() + 10
    while len(loader.read) <= 40 + 200 and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.1)
    assert 40 + 200 < len(loader.read) < 40 + 270  # each counts for itself and its passage
    assert len([*taken, *contents]) == 400
    contents.close()


class Hanging:
    """A loader whose parser hangs until somebody ends it."""

    def __init__(self) -> None:
        self.ended = threading.Event()

    def load(self, path: Path, name: str) -> list[Document]:
        self.ended.wait()
        raise IndexingError(f"{name}: {path} was not read")


def test_a_hanging_parser_does_not_hold_up_the_end(shelf: Shelf) -> None:
    loader = Hanging()

    def contents() -> Iterator[object]:
        yield from load_ahead(loader, files(shelf, 40), lambda _name: True)

    waiting = contents()
    thread = threading.Thread(target=lambda: next(waiting, None))
    thread.start()
    time.sleep(0.05)
    started = time.monotonic()
    other = load_ahead(loader, files(shelf, 40), lambda _name: True)
    other.close()
    assert time.monotonic() - started < 1
    loader.ended.set()
    thread.join()


def test_dates_and_outlets_are_kept(shelf: Shelf) -> None:
    shelf.write("a.txt", "Talks end\n\nBeijing, May 21, 2025: The talks have ended in Beijing.\n")
    shelf.index(shelf.documents)
    (source,) = shelf.library.sources()
    assert (source.published, source.published_from) == (date(2025, 5, 21), "dateline")
