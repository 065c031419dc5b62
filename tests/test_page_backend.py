"""The library opens in the background, and the page shows it."""

from pathlib import Path

from assistant.app import Assistant
from assistant.serve.page.backend import Backend
from assistant.serve.page.session import Session
from tests.page_fixtures import (
    asked,
    backend,
    page_assistant,
    page_folder,
)

__all__ = ["backend", "page_assistant", "page_folder"]


def test_the_stage_says_when_the_library_is_still_being_opened(backend: Backend) -> None:
    assert "Opening the library" in asked(backend, Session())[0]["turn"]
    lines: list[str] = []
    backend.warm(lines.append).join()
    assert backend.ready
    assert "Searching the library" in asked(backend, Session())[0]["turn"]
    assert not lines


def test_what_keeps_the_library_closed_is_reported(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    lines: list[str] = []
    broken = Backend(Assistant(data=tmp_path / "data", model="quotes"))
    broken.warm(lines.append).join()
    assert "data" in lines[0]
    session = Session()
    *_, last = asked(broken, session)
    assert "failure" in last["turn"]
    assert "Ask again" in last["turn"]
