"""A library in Chroma's own server, shared by processes that read and index."""

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from index.library import Library
from index.load.worker import Loader
from index.store import ChromaAddress, Store
from index.store.chroma import asked
from index.types import IndexingError
from tests.chroma_server import ChromaServer, chroma_server
from tests.shelf import Words

ROOT = Path(__file__).parent.parent

INDEXER = """
import sys
from pathlib import Path
from index.library import Library
from index.store import ChromaAddress
from index.load.worker import Loader
from tests.shelf import Words
library = Library(Path(sys.argv[2]), Words(), ChromaAddress(sys.argv[1]))
with Loader() as loader:
    for part in sys.argv[3:]:
        library.index([Path(part)], loader)
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ChromaServer]:
    with chroma_server(tmp_path / "server") as running:
        yield running


def written(folder: Path, word: str, count: int) -> Path:
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"{number}.txt").write_text(
            f"The {word} number {number} leaves on day {number} for {folder.name}."
        )
    return folder


@pytest.fixture
def opened(server: ChromaServer, tmp_path: Path) -> Iterator[Callable[[str], Library]]:
    """Opens a library on the server, with a data folder of this name."""
    with ExitStack() as stack:

        def library(name: str) -> Library:
            found = Library(tmp_path / name, Words(), ChromaAddress(server.url))
            stack.callback(found.close)
            return found

        yield library


def names(library: Library) -> list[str]:
    return [source.name for source in library.sources()]


def test_one_process_finds_what_another_has_indexed(
    server: ChromaServer, opened: Callable[[str], Library], tmp_path: Path
) -> None:
    reading = opened("one")
    writing = opened("two")
    assert reading.search("ferry", 3) == []
    with Loader() as loader:
        writing.index([written(tmp_path / "ferries", "ferry", 2)], loader)
    assert [hit.lexical > 0 for hit in reading.search("ferry", 3)] == [True, True]
    assert reading.text("ferries/1.txt") == "The ferry number 1 leaves on day 1 for ferries."
    writing.remove("ferries/1.txt")
    assert names(reading) == names(writing) == ["ferries/0.txt"]
    assert len(reading.search("ferry", 3)) == 1


def test_two_indexers_at_once_lose_and_double_nothing(
    server: ChromaServer, opened: Callable[[str], Library], tmp_path: Path
) -> None:
    opened("mine").close()  # the collections are made once
    running = []
    for word in ("ferry", "train"):
        parts = [written(tmp_path / word / f"{word}-{n}", word, 8) for n in range(3)]
        program = [sys.executable, "-c", INDEXER, server.url, str(tmp_path / f"data-{word}")]
        running.append(subprocess.Popen([*program, *map(str, parts)], cwd=ROOT, env=os.environ))
    assert [process.wait(timeout=120) for process in running] == [0, 0]
    library = opened("mine")
    expected = [f"{w}-{n}/{d}.txt" for w in ("ferry", "train") for n in range(3) for d in range(8)]
    assert names(library) == sorted(expected)
    assert library.passages() == len(expected)
    assert set(library.roots()) == {f"{w}-{n}" for w in ("ferry", "train") for n in range(3)}
    for word in ("ferry", "train"):
        hits = library.search(word, 60)
        assert len({hit.passage.source.name for hit in hits}) == len(hits) == len(expected)
        assert sum(hit.lexical > 0 for hit in hits) == 24
    for word in ("ferry", "train"):  # whoever indexed last has the other's documents as well
        again = opened(f"data-{word}")
        assert names(again) == sorted(expected)
        assert sum(hit.lexical > 0 for hit in again.search("ferry train", 60)) == 48


def test_a_server_that_is_away_is_one_line_and_what_it_held_is_there_again(
    server: ChromaServer, opened: Callable[[str], Library], tmp_path: Path
) -> None:
    library = opened("data")
    ferries = written(tmp_path / "ferries", "ferry", 3)
    with Loader() as loader:
        library.index([ferries], loader)
        server.kill()
        with pytest.raises(IndexingError) as raised:
            library.search("ferry", 3)
        assert "\n" not in str(raised.value)
        with pytest.raises(IndexingError):
            library.index([], loader)
        server.start()
        (ferries / "3.txt").write_text("The ferry number 3 leaves on day 3.")
        library.index([], loader)
    assert names(library) == [f"ferries/{number}.txt" for number in range(4)]
    assert library.passages() == len(library.search("ferry", 9)) == 4


@contextmanager
def asked_all_the_while(library: Library, known: set[str]) -> Iterator[list[str]]:
    """Searches in a thread; what was found twice, or unknown, and errors of more than a line."""
    done, faults = threading.Event(), list[str]()

    def ask() -> None:
        while not done.is_set():
            try:
                found = [hit.passage.source.name for hit in library.search("ferry train", 50)]
            except IndexingError as error:
                faults.extend([str(error)] if "\n" in str(error) else [])
                continue
            if len(set(found)) < len(found) or not set(found) <= known:
                faults.append(str(found))

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        yield faults
    finally:
        done.set()
        asking.join()


@pytest.mark.slow
def test_a_server_killed_under_load_again_and_again_loses_and_doubles_nothing(
    server: ChromaServer, opened: Callable[[str], Library], tmp_path: Path
) -> None:
    """Two indexers, started again where they fail, and a reader that goes on asking."""
    chance = random.Random(20250521)
    words = ("ferry", "train")
    parts = {word: written(tmp_path / word / f"{word}s", word, 250) for word in words}
    expected = sorted(f"{word}s/{number}.txt" for word in words for number in range(250))
    reading = opened("reader")

    def started(word: str) -> subprocess.Popen[bytes]:
        arguments = [server.url, str(tmp_path / f"data-{word}"), str(parts[word])]
        command = [sys.executable, "-c", INDEXER, *arguments]
        return subprocess.Popen(command, cwd=ROOT, env=os.environ, stderr=subprocess.DEVNULL)

    with asked_all_the_while(reading, set(expected)) as faults:
        running = {word: started(word) for word in words}
        for kills in range(40):
            time.sleep(chance.uniform(0.5, 4))
            if kills < 6:
                server.kill()
                server.start()
            for word, process in running.items():
                if process.poll():  # it failed, as its one line said
                    running[word] = started(word)
            if all(process.poll() == 0 for process in running.values()):
                break
        assert [process.wait(timeout=120) for process in running.values()] == [0, 0]
    assert faults == []
    library = opened("mine")
    assert names(library) == expected
    store = Store(ChromaAddress(server.url), Words())
    assert store.count() == library.passages() == len(expected)
    assert len({identity for identity, *_ in store.passages()}) == len(expected)
    store.close()
    for one in (library, reading, opened("data-ferry"), opened("data-train")):
        for word in words:
            hits = one.search(word, len(expected))
            assert len({hit.passage.source.name for hit in hits}) == len(hits)
            assert sum(hit.lexical > 0 for hit in hits) == 250
        assert one.current.behind_now() == 0


def test_an_index_that_a_server_is_still_making_is_asked_again() -> None:
    answers = iter(["Error creating hnsw segment reader: Nothing found on disk", "", "no room"])

    def call() -> int:
        if fault := next(answers):
            raise RuntimeError(fault)
        return 7

    assert asked(call) == 7
    with pytest.raises(RuntimeError, match="no room"):
        asked(call)
