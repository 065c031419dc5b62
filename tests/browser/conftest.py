"""The browser, the library and the page that the tests share."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from assistant.app import Assistant
from tests.browser.chromium import ARGUMENTS, CHROMIUM, Watched, context, opened
from tests.endpoint import Endpoint
from tests.page_fixtures import page_folder
from tests.page_server import served

__all__ = ["page_folder"]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture
def assistant(page_folder: Path, tmp_path: Path) -> Iterator[Assistant]:
    """An assistant over a copy of the library."""
    shutil.copytree(page_folder / "data", tmp_path / "data")
    made = Assistant(data=tmp_path / "data", model="quotes")
    yield made
    made.library.close()


@pytest.fixture
def watched() -> Watched:
    return Watched()


@pytest.fixture
def address(assistant: Assistant) -> Iterator[str]:
    with served(assistant) as made:
        yield made


@pytest.fixture
def page(address: str, browser: Browser, watched: Watched) -> Iterator[Page]:
    with context(browser, watched) as one:
        yield opened(one, address)
    assert watched.faults == []


@pytest.fixture
def writer(page_folder: Path, tmp_path: Path, endpoint: Endpoint) -> Iterator[Assistant]:
    """An assistant whose answers a model words."""
    shutil.copytree(page_folder / "data", tmp_path / "data")
    made = Assistant(
        data=tmp_path / "data",
        model=f"openai:{endpoint.model}",
        openai_api_key=endpoint.key,
        openai_base_url=endpoint.base_url,
    )
    yield made
    made.library.close()
