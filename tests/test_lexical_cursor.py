"""The lexical index of a process follows a server that others write to, by its own cursor."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from assistant.app import Assistant
from index.embed import load_embedder
from index.library import Library
from index.load.worker import Loader
from index.search.lexical import Lexical
from index.search.lexical_cursor import LexicalCursor
from index.store import ChromaAddress, Store
from index.store.snapshots import Snapshots
from tests.chroma_server import ChromaServer, chroma_server
from tests.page_server import served
from tests.shelf import Words

Opener = Callable[[str], Library]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ChromaServer]:
    with chroma_server(tmp_path / "server") as running:
        yield running


@pytest.fixture
def opened(server: ChromaServer, tmp_path: Path) -> Iterator[Opener]:
    with ExitStack() as stack:

        def library(name: str) -> Library:
            found = Library(tmp_path / name, Words(), ChromaAddress(server.url))
            stack.callback(found.close)
            return found

        yield library


def by_words(library: Library, word: str) -> int:
    return sum(hit.lexical > 0 for hit in library.search(word, 50))


def write(folder: Path, *words: str) -> Path:
    folder.mkdir(exist_ok=True)
    for word in words:
        (folder / f"{word}.txt").write_text(f"The {word} leaves today.")
    return folder


def test_only_what_changed_is_read_from_the_server(
    server: ChromaServer, opened: Opener, tmp_path: Path
) -> None:
    desk = write(tmp_path / "desk", "ferry", "train", "bus")
    with Loader() as loader:
        opened("writer").index([desk], loader)
        store = Store(ChromaAddress(server.url), Words())
        lexical, folder = Lexical(tmp_path / "lexical"), tmp_path / "lexical"
        assert LexicalCursor.beside(folder).behind(store) == 3
        LexicalCursor.beside(folder).follow(lexical, store, "one")
        store.close()
        (desk / "train.txt").write_text("The tram leaves today.")
        (desk / "bus.txt").unlink()
        opened("writer").index([], loader)
    store = Store(ChromaAddress(server.url), Words())
    cursor = LexicalCursor.beside(folder)
    assert cursor.behind(store) == 1
    lexical = Lexical(folder)
    assert len(cursor.follow(lexical, store, "two")) == 2
    for _ in range(2):  # what is repeated after an interrupt comes to the same
        found = {word: len(lexical.search({word: 1.0}, 9)) for word in ("ferri", "tram", "bu")}
        assert found == {"ferri": 1, "tram": 1, "bu": 0}
        assert len(lexical.search({"leav": 1.0}, 9)) == 2
        LexicalCursor({}, folder / "cursor.json").follow(lexical, store, "two")
    assert LexicalCursor.beside(folder).behind(store) == 0
    store.close()


def test_a_process_that_joins_changes_nothing_for_the_others(
    opened: Opener, server: ChromaServer, tmp_path: Path
) -> None:
    with Loader() as loader:
        opened("writer").index([write(tmp_path / "desk", "ferry")], loader)
    store = Store(ChromaAddress(server.url), Words())
    before = store.settings.revision
    assert by_words(opened("reader"), "ferry") == 1
    assert store.settings.revision == before
    store.close()


def test_a_process_that_can_t_follow_yet_answers_and_says_so(
    opened: Opener, tmp_path: Path
) -> None:
    desk = write(tmp_path / "desk", "ferry")
    reading, writing = opened("reader"), opened("writer")
    with Loader() as loader:
        writing.index([desk], loader)
        assert (by_words(reading, "ferry"), reading.current.behind_now()) == (1, 0)
        held, free = threading.Event(), threading.Event()

        def hold() -> None:
            with Snapshots(tmp_path / "reader").locked():
                held.set()
                free.wait()

        holder = threading.Thread(target=hold)
        holder.start()
        held.wait()
        write(desk, "train", "tram")
        writing.index([], loader)
    assert reading.current.behind_now() == 2
    assert len(reading.search("train", 9)) == 3  # by meaning they are found
    assert by_words(reading, "train") == 0
    free.set()
    holder.join()
    assert (by_words(reading, "train"), reading.current.behind_now()) == (1, 0)


def test_a_long_way_is_followed_in_a_thread_while_questions_are_answered(
    opened: Opener, tmp_path: Path
) -> None:
    desk = write(tmp_path / "desk", "ferry")
    reading, writing = opened("reader"), opened("writer")
    reading.current.at_once = 100
    text = "\n\n".join(f"{number}: " + "The tram leaves. " * 30 for number in range(400))
    with Loader() as loader:
        writing.index([desk], loader)
        assert by_words(reading, "ferry") == 1
        (desk / "trams.txt").write_text(text)
        writing.index([], loader)
    assert reading.current.behind_now() > 100
    assert by_words(reading, "ferry") == 1
    last = time.monotonic() + 60
    while reading.current.behind_now() and time.monotonic() < last:
        time.sleep(0.05)
    assert reading.current.behind_now() == 0
    assert by_words(reading, "tram") > 0


def test_health_and_the_library_say_how_far_it_is_behind(
    server: ChromaServer, tmp_path: Path
) -> None:
    desk = write(tmp_path / "desk", "ferry")
    address = ChromaAddress(server.url)
    reader = Assistant(tmp_path / "reader", "quotes", chroma=server.url)
    writing = Library(tmp_path / "writer", load_embedder(), address)
    with Loader() as loader:
        writing.index([desk], loader)
        with served(reader) as page:
            last = time.monotonic() + 60
            while (health := httpx.get(f"{page}/health")).status_code != 200:
                assert time.monotonic() < last
                time.sleep(0.05)
            assert health.json() == {"status": "ok"}
            with Snapshots(tmp_path / "reader").locked():
                write(desk, "train", "tram")
                writing.index([], loader)
                assert httpx.get(f"{page}/health").json() == {"status": "ok", "behind": 2}
            assert httpx.get(f"{page}/health").json() == {"status": "ok"}
            server.kill()
            away = httpx.get(f"{page}/health", timeout=30)
            assert (away.status_code, away.json()) == (503, {"status": "failing"})
            server.start()
            assert httpx.get(f"{page}/health").json() == {"status": "ok"}
    reader.library.close()
    writing.close()
