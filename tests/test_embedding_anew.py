"""A library indexed anew with another embedder: whole, exact, and answering all the while."""

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant import Assistant
from index.embed import load_embedder
from index.library import Library
from index.store import ChromaAddress
from index.types import IndexingError, Vectors
from tests.chroma_server import chroma_server
from tests.page_server import library

QUESTION = "How much did the Aldan river rise?"


class Halved:
    """The packaged model's first 96 dimensions, under a name of its own."""

    name, dimension = "halved", 96

    def __init__(self, fails_after: int = 10**9) -> None:
        self._model, self._left = load_embedder(), fails_after

    def embed(self, texts: Sequence[str]) -> Vectors:
        self._left -= len(texts)
        if self._left < 0:
            raise IndexingError("the embedder is tired")
        vectors: Vectors = self._model.embed(texts)[:, : self.dimension]
        scaled: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return scaled


@pytest.fixture
def filled(tmp_path: Path) -> Assistant:
    made = library(tmp_path)
    (tmp_path / "desk" / "scan.pdf").write_bytes(b"%PDF-1.4 damaged")
    made.index()
    made.remove("desk/bridge.txt")
    return made


def held(one: Library) -> object:
    texts = {source.name: one.text(source.name) for source in one.sources()}
    return one.records, texts, one.roots(), one.passages()


def test_all_is_there_as_it_was_and_found_by_the_new_vectors(filled: Assistant) -> None:
    one, told = filled.library, list[tuple[int, int]]()
    before = held(one)
    one.embed_anew(Halved(), lambda done, total: told.append((done, total)))
    assert held(one) == before
    assert told[0] == (0, one.passages())
    assert told[-1] == (one.passages(), one.passages())
    assert one.embedder.name == "halved"
    assert one.search(QUESTION, 1)[0].passage.source.name == "desk/river.txt"
    one.close()
    again = Library(one.folder, Halved())
    assert held(again) == before
    again.close()
    with pytest.raises(IndexingError, match="indexed with the embedder halved"):
        Library(one.folder, load_embedder())


def test_what_was_removed_stays_out_at_the_next_sync(filled: Assistant) -> None:
    filled.library.embed_anew(Halved(), lambda _done, _total: None)
    report = filled.index()
    assert (report.added, report.updated, report.removed) == ([], [], [])
    assert "desk/bridge.txt" not in {one.name for one in filled.library.sources()}
    filled.library.close()


def test_an_embedder_that_fails_half_way_leaves_all_as_it_was(filled: Assistant) -> None:
    one = filled.library
    before = held(one)
    for tired in (Halved(0), Halved(2)):
        with pytest.raises(IndexingError, match="is tired"):
            one.embed_anew(tired, lambda _done, _total: None)
        assert held(one) == before
        assert one.embedder.name == "minilm"
    assert one.search(QUESTION, 1)
    assert [path.name for path in (one.folder / "library").iterdir() if path.name == "draft"] == []
    one.close()


def test_questions_are_answered_while_it_is_done(filled: Assistant) -> None:
    one, done, faults = filled.library, threading.Event(), list[BaseException]()

    def ask() -> None:
        while not done.is_set():
            try:
                assert one.search(QUESTION, 1)[0].passage.source.name == "desk/river.txt"
            except BaseException as error:
                faults.append(error)
                return

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        for embedder in (Halved(), load_embedder(), Halved()):
            one.embed_anew(embedder, lambda _done, _total: None)
    finally:
        done.set()
        asking.join()
    assert faults == []
    one.close()


def test_vectors_on_a_server_are_left_alone(tmp_path: Path) -> None:
    with chroma_server(tmp_path / "server") as running:
        shared = Library(tmp_path / "data", load_embedder(), ChromaAddress(running.url))
        with pytest.raises(IndexingError, match="Chroma server"):
            shared.embed_anew(Halved(), lambda _done, _total: None)
        shared.close()
