import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import chromadb
import numpy as np
import pytest
from chromadb.config import Settings

from index.store import ChromaAddress, Store, StoreError
from index.store.excluded_names import ExcludedNames
from index.store.records import LAYOUT, Record, StoreSettings
from index.types import Passage, Source, Vectors
from tests.shelf import Words

ROOT = Path(__file__).parent.parent


class Thirds:
    """Stands for an embedder of three dimensions."""

    name = "thirds"
    dimension = 3

    def embed(self, texts: Sequence[str]) -> Vectors:
        raise AssertionError(f"a store never embeds: {texts}")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "chroma", Thirds())
    yield store
    store.close()


def vectors(*rows: tuple[float, float, float]) -> Vectors:
    made = np.array(rows, np.float32)
    scaled: Vectors = made / np.linalg.norm(made, axis=1, keepdims=True)
    return scaled


def filled(store: Store) -> Store:
    """Two documents of two passages and of one, and one passage that nothing points at."""
    first, second = Source("a.txt", "A"), Source("b.txt", "B", published=date(2025, 5, 1))
    rows = [
        ("1a", Passage(first, 0, 4, "One ")),
        ("1a", Passage(first, 4, 8, "two.")),
        ("2b", Passage(second, 0, 6, "Three.")),
        ("3c", Passage(second, 0, 4, "Lost")),
    ]
    store.add(rows, vectors((1, 0, 0), (1, 1, 0), (0, 1, 0), (0, 1, 0.1)))
    store.put([Record(first, "1a", passages=2), Record(second, "2b", passages=1)])
    return store


def test_settings_are_kept_as_they_are(store: Store) -> None:
    assert store.settings == StoreSettings()
    settings = StoreSettings("r1", True, {"desk": "/home/é"}, ExcludedNames({"desk/a", "desk/b"}))
    store.configure(settings)
    assert store.settings == settings


def test_what_is_stored_is_read_again_by_another(store: Store, tmp_path: Path) -> None:
    filled(store).close()
    again = Store(tmp_path / "chroma", Thirds())
    assert [record.source.name for record in again.records.values()] == ["a.txt", "b.txt"]
    assert again.records["b.txt"].source.published == date(2025, 5, 1)
    assert again.text("1a") == "One two."
    assert again.text("none") == ""
    assert again.count() == 4
    again.close()


def test_only_passages_in_use_are_seen(store: Store) -> None:
    filled(store)
    assert {identity for identity, *_ in store.passages()} == {"1a:0", "1a:4", "2b:0"}
    assert [passage.text for _, passage, _ in store.passages(["2b", "3c"])] == ["Three."]
    assert list(store.passages([])) == []
    assert set(store.by_id(["1a:0", "3c:0", "9z:0"])) == {"1a:0"}
    assert store.by_id([]) == {}
    found = store.nearest(vectors((0, 1, 0))[0], 4)
    assert [identity for identity, _ in found] == ["2b:0", "1a:4", "1a:0"]
    np.testing.assert_allclose([cosine for _, cosine in found], [1, 0.5**0.5, 0], atol=1e-6)


def test_vectors_are_kept_with_their_passages(store: Store) -> None:
    passage, vector = filled(store).by_id(["1a:4"])["1a:4"]
    assert (passage.source.name, passage.start, passage.end, passage.text) == (
        "a.txt",
        4,
        8,
        "two.",
    )
    np.testing.assert_allclose(vector, vectors((1, 1, 0))[0], atol=1e-6)


def test_a_search_keeps_to_the_contents_named(store: Store) -> None:
    filled(store)
    vector = vectors((0, 1, 0))[0]
    assert [identity for identity, _ in store.nearest(vector, 4, ["1a"])] == ["1a:4", "1a:0"]
    assert store.nearest(vector, 4, []) == []
    assert [identity for identity, _ in store.nearest(vector, 1, ["1a", "2b"])] == ["2b:0"]


def test_a_search_may_name_many_contents(store: Store) -> None:
    filled(store)
    many = [f"{number:032x}" for number in range(40_000)]
    assert [one for one, _ in store.nearest(vectors((0, 1, 0))[0], 9, [*many, "2b"])] == ["2b:0"]


def test_an_empty_store_finds_nothing(store: Store) -> None:
    assert store.nearest(vectors((0, 1, 0))[0], 4) == []
    assert (store.count(), store.records, store.live) == (0, {}, {})


def test_names_that_share_a_text_are_one_content(store: Store) -> None:
    filled(store)
    store.put([Record(Source("0.txt", "Zero"), "1a"), Record(Source("bad.txt", ""), "", error="x")])
    assert {key: source.name for key, source in store.live.items()} == {
        "1a": "0.txt",
        "2b": "b.txt",
    }
    store.drop(["0.txt"])
    assert store.live["1a"].name == "a.txt"
    store.sweep(["1a"])
    assert store.text("1a") == "One two."


def test_what_is_dropped_is_swept(store: Store) -> None:
    filled(store)
    store.drop(["a.txt"])
    assert store.count() == 4
    store.sweep(["1a", "2b"])
    assert store.count() == 2
    assert store.text("1a") == ""
    store.sweep()
    assert [identity for identity, *_ in store.passages()] == ["2b:0"]
    assert store.count() == 1


def test_many_rows_are_written_and_read(store: Store) -> None:
    sources = [Source(f"{number:04}.txt", "") for number in range(2500)]
    store.add(
        [(f"{at:04}", Passage(source, 0, 5, f"{at:05}")) for at, source in enumerate(sources)],
        vectors(*((1, at, 0) for at in range(2500))),
    )
    store.put([Record(source, f"{at:04}") for at, source in enumerate(sources)])
    assert sorted(passage.text for _, passage, _ in store.passages()) == [
        f"{at:05}" for at in range(2500)
    ]
    store.drop([source.name for source in sources[:2400]])
    store.sweep()
    assert (store.count(), len(store.records)) == (100, 100)


def test_a_settled_store_is_opened_without_its_log(store: Store, tmp_path: Path) -> None:
    filled(store).write_indexes()
    store.close()
    sizes = {path.name: path.stat().st_size for path in tmp_path.rglob("*.pickle")}
    assert sizes
    again = Store(tmp_path / "chroma", Thirds())
    assert [one for one, _ in again.nearest(vectors((0, 1, 0))[0], 1)] == ["2b:0"]
    again.add([("1a", Passage(Source("", ""), 8, 9, "!"))], vectors((0, 0, 1)))
    assert [one for one, _ in again.nearest(vectors((0, 0, 1))[0], 1)] == ["1a:8"]
    again.close()


def test_another_embedder_is_refused_with_the_name_of_the_first(
    store: Store, tmp_path: Path
) -> None:
    message = (
        r"was indexed with the embedder thirds \(3 dimensions\), not words: set"
        r" ASSISTANT_EMBEDDER=thirds; or, to index anew, name another folder with ASSISTANT_DATA"
    )
    with pytest.raises(StoreError, match=message):
        Store(tmp_path / "chroma", Words())
    again = Store(tmp_path / "chroma", Thirds())
    message = r"\(3 dimensions\), not thirds \(2 dimensions\)"
    with pytest.raises(StoreError, match=message):
        again.nearest(np.ones(2, np.float32), 1)
    with pytest.raises(StoreError, match=message):
        again.add([("1a", Passage(Source("", ""), 0, 1, "!"))], np.ones((1, 2), np.float32))
    again.close()


@pytest.mark.parametrize(
    "collections",
    [
        {"passages": {"layout": 0}, "documents": {"layout": 0}},
        {"passages": None, "documents": None},
        {"documents": {"made": "elsewhere"}},
    ],
)
def test_another_layout_is_reported(tmp_path: Path, collections: dict[str, Any]) -> None:
    client: Any = chromadb.PersistentClient(
        str(tmp_path / "chroma"), Settings(anonymized_telemetry=False)
    )
    for name, metadata in collections.items():
        client.create_collection(name, metadata=metadata, embedding_function=None)
    client.close()
    with pytest.raises(StoreError, match="chroma holds a library of an older layout: move it away"):
        Store(tmp_path / "chroma", Thirds())


def test_a_library_of_a_newer_version_is_reported(tmp_path: Path) -> None:
    client: Any = chromadb.PersistentClient(
        str(tmp_path / "chroma"), Settings(anonymized_telemetry=False)
    )
    for name in ("passages", "documents"):
        metadata = {"layout": LAYOUT + 1}
        client.create_collection(name, metadata=metadata, embedding_function=None)
    client.close()
    with pytest.raises(StoreError, match="that a newer version wrote: update this one"):
        Store(tmp_path / "chroma", Thirds())


@pytest.mark.parametrize("address", ["somewhere", "ftp://host", "http://", ""])
def test_what_is_no_address_is_reported(address: str) -> None:
    with pytest.raises(StoreError, match=f"'{address}' is no Chroma server: give its URL, or clou"):
        Store(ChromaAddress(address), Thirds())


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "https://127.0.0.1:1/"])
def test_a_server_that_is_not_there_is_reported_in_one_line(address: str) -> None:
    with pytest.raises(StoreError, match=f"library at {address} can't be opened") as caught:
        Store(ChromaAddress(address), Thirds())
    assert "\n" not in str(caught.value)


def test_the_cloud_without_a_key_is_reported_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHROMA_API_KEY", raising=False)
    with pytest.raises(StoreError, match="the library at cloud can't be opened") as caught:
        Store(ChromaAddress("cloud"), Thirds())
    assert "\n" not in str(caught.value)


def test_a_damaged_database_is_reported_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "chroma").mkdir()
    (tmp_path / "chroma" / "chroma.sqlite3").write_bytes(b"no database" * 1000)
    with pytest.raises(StoreError, match=f"at {tmp_path}/chroma can't be opened") as caught:
        Store(tmp_path / "chroma", Thirds())
    assert "\n" not in str(caught.value)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Chroma server on loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    folder = tmp_path_factory.mktemp("server")
    program = str(Path(sys.executable).with_name("chroma"))
    with subprocess.Popen(
        [program, "run", "--path", str(folder), "--port", port],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        for _ in range(200):
            try:
                urlopen(f"http://127.0.0.1:{port}/api/v2/heartbeat").close()
                break
            except URLError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
        process.kill()


SERVED = """
import sys
from pathlib import Path
from index.store import ChromaAddress
from tests.shelf import Loader, Words, Library
folder, server = Path(sys.argv[1]), sys.argv[2]
desk, loader = folder / "desk", Loader()
(desk / "a.txt").write_text("Ferries run on Monday.")
ours = Library(folder / "ours", Words(), ChromaAddress(server))
assert ours.index([desk], loader).added == ["desk/a.txt"]
theirs = Library(folder / "theirs", Words(), ChromaAddress(server))
for library in (ours, theirs):
    (hit,) = library.search("ferries", 3)
    assert hit.passage.source.name == "desk/a.txt" and hit.lexical > 0 and hit.similarity > 0
(desk / "a.txt").write_text("Trains run on Sunday, we hear.")
assert theirs.index([], loader).updated == ["desk/a.txt"]
for library in (ours, theirs):
    assert [hit.passage.text for hit in library.search("trains", 3)] == [library.text("desk/a.txt")]
    assert not any(hit.lexical for hit in library.search("ferries", 3))
    assert library.passages() == 1
print("whole")
"""


def test_a_server_keeps_a_library_for_several_data_folders(server: str, tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    # In a process of its own: Chroma leaves sockets open.
    command = [sys.executable, "-c", SERVED, str(tmp_path), server]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.stdout == "whole\n", done.stderr
    assert not list((tmp_path / "ours").rglob("*.sqlite3"))
