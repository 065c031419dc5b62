"""Fixtures over the page's small library: on disk, behind a backend, and served on loopback."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assistant.app import Assistant
from assistant.history.conversations import Conversations
from assistant.serve.page.ask_tab import AskTab
from assistant.serve.page.backend import Backend
from assistant.serve.page.session import Changes, Session
from tests.page_server import library, served

QUESTION = "How much did the Aldan river rise?"
QUOTE = "The Aldan river rose 212 centimetres in one night."


@pytest.fixture(scope="session")
def page_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the library in `data` and its documents in `desk`; for reading."""
    folder = tmp_path_factory.mktemp("page")
    library(folder).library.close()
    return folder


@pytest.fixture(scope="module")
def page_assistant(
    page_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Assistant]:
    """An assistant over a copy of the library that a module's tests share."""
    data = tmp_path_factory.mktemp("module") / "data"
    shutil.copytree(page_folder / "data", data)
    assistant = Assistant(data=data, model="quotes")
    yield assistant
    assistant.library.close()


@pytest.fixture
def backend(page_assistant: Assistant, tmp_path: Path) -> Backend:
    """A backend over the library that all share, with conversations of its own."""
    made = Backend(page_assistant)
    made.conversations = Conversations(tmp_path / "conversations.sqlite")
    return made


@pytest.fixture
def own_backend(page_folder: Path, tmp_path: Path) -> Iterator[Backend]:
    """A backend over a copy of the library, for a test that changes it."""
    shutil.copytree(page_folder / "data", tmp_path / "data")
    assistant = Assistant(data=tmp_path / "data", model="quotes")
    yield Backend(assistant)
    assistant.library.close()


@pytest.fixture(scope="module")
def page_address(page_assistant: Assistant) -> Iterator[str]:
    """The address of the page, served on loopback."""
    with served(page_assistant) as address:
        yield address


@pytest.fixture(scope="module")
def http() -> Iterator[httpx.Client]:
    """One client for all: each costs as much as many requests."""
    with httpx.Client(timeout=60, trust_env=False) as client:
        yield client


def asked(backend: Backend, session: Session, question: str = QUESTION) -> list[Changes]:
    """Every change of the page that a question makes."""
    return list(AskTab(backend).ask(question, session))
