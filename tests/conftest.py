"""What many tests share: a bare environment, small libraries, a model's server on loopback."""

import signal
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import settings

from assistant import Assistant, Settings
from assistant.reader import Reader, packaged_reader
from index.embed import MiniLM
from index.types import Embedder
from tests.command import run
from tests.endpoint import endpoint
from tests.shelf import Shelf, shelf_in

__all__ = ["bare_environment", "desk", "endpoint", "minilm", "newsdesk", "run", "shelf"]

# How long an example takes tells of the machine's load, not of the code.
settings.register_profile("tests", deadline=None)
settings.load_profile("tests")

# A shell has what it runs in the background ignore Ctrl-C, and so would the tests' processes.
signal.signal(signal.SIGINT, signal.default_int_handler)

FOUR = Path(__file__).parent / "seed_set" / "documents"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting or key of whoever runs the tests."""
    for setting in fields(Settings):
        monkeypatch.delenv(setting.metadata["variable"], raising=False)


@pytest.fixture(scope="session")
def minilm() -> Embedder:
    """The packaged embedder, loaded once."""
    return MiniLM()


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The reader, loaded once."""
    return packaged_reader()


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant on a library with the seed alone; for reading."""
    assistant = Assistant(data=tmp_path_factory.mktemp("seed"), model="quotes")
    yield assistant
    assistant.library.close()


@pytest.fixture(scope="session")
def newsdesk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant on a library of four articles, of which three have an outlet; for reading."""
    assistant = Assistant(data=tmp_path_factory.mktemp("four"), model="quotes")
    assistant.index(FOUR)
    yield assistant
    assistant.library.close()


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """An empty folder of documents with a library over it."""
    with shelf_in(tmp_path) as made:
        yield made
