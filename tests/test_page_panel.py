"""Documents opened in the panel: at a citation, at a nearest quote, from the table."""

import pytest

from assistant.errors import LibraryError, UsageError
from assistant.serve.page.backend import Backend
from assistant.serve.page.panel import Panel
from assistant.serve.page.session import Session
from tests.page_answers import Shown
from tests.page_fixtures import (
    asked,
    backend,
    page_assistant,
    page_folder,
)
from tests.page_server import FILES

__all__ = ["backend", "page_assistant", "page_folder"]


@pytest.mark.parametrize("key", ["t", "t999", "x1", "c0", "tn", "", "t-1"])
def test_a_source_that_is_not_there_is_reported(backend: Backend, key: str) -> None:
    with pytest.raises(UsageError):
        Panel(backend).source(key, 0, Session())


def test_nearest_quotes_and_documents_open_too(backend: Backend) -> None:
    session, panel = Session(), Panel(backend)
    asked(backend, session, "Which planet has the most moons?")
    assert 'id="quote"' in panel.source(f"t{session.turn}n", 0, session)["reader"]
    one, other = (panel.show("desk/river.txt", 0, Session())["reader"] for _ in range(2))
    assert FILES["river.txt"] in Shown(one).text
    assert one != other
    with pytest.raises(LibraryError, match="desk/none is no longer in the library"):
        panel.show("desk/none", 0, Session())
