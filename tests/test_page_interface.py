"""The page's events: each changes the parts it should, and what makes no sense is refused."""

import asyncio
from collections.abc import Callable
from datetime import date
from typing import Any

import gradio as gr
import pytest

from assistant.errors import AssistantError, LibraryError
from assistant.serve.page.backend import Backend
from assistant.serve.page.interface import asset, build
from assistant.serve.page.session import Filters, Session
from tests.page_fixtures import (
    QUESTION,
    backend,
    own_backend,
    page_assistant,
    page_folder,
)

__all__ = ["backend", "own_backend", "page_assistant", "page_folder"]


Event = Callable[..., dict[str, Any]]


def listeners(backend: Backend) -> dict[tuple[str, str], Callable[..., Any]]:
    """The page's listeners by the part and its event."""

    async def built() -> gr.Blocks:
        return build(backend)

    blocks = asyncio.run(built())
    return {
        (str(blocks.blocks[target].elem_id), event): listener.fn
        for listener in blocks.fns.values()
        for target, event in listener.targets
        if listener.fn and target in blocks.blocks
    }


@pytest.fixture
def event(backend: Backend) -> Event:
    return events(backend)


def events(backend: Backend) -> Event:
    """Fires an event of the page; what the page shows at its end, by the parts' names."""
    heard = listeners(backend)

    def fire(name: str, *given: Any, part: str = "bus") -> dict[str, Any]:
        shown: dict[str, Any] = {}
        for changes in heard[part, name](*given):
            if changes != gr.skip():
                shown |= {str(part.elem_id): value for part, value in changes.items()}
        return shown

    return fire


def sent(**data: object) -> gr.EventData:
    return gr.EventData(None, data)


def test_a_whole_visit(event: Event, backend: Backend) -> None:
    session = Session()
    asked = event("submit", QUESTION, session, part="question")
    assert "212" in asked["turn"]
    assert asked["message"] == ""
    assert "212" in event("again", session, sent())["turn"]
    key = f"t{session.turn}"
    assert 'id="quote"' in event("source", session, sent(of=key, index="0"))["reader"]
    assert "Riverton" in event("show", session, sent(document="desk/river.txt"))["reader"]
    judged = event("thumb", session, sent(turn=str(session.turn), thumb="up"))
    assert "note" in judged["turn"]
    noted = event("note", session, sent(turn=str(session.turn), thumb="up", note="well"))
    assert 'value="well"' in noted["turn"]
    talk = str(session.conversation)
    renamed = event("rename", session, sent(conversation=talk, title="Floods"))
    assert "Floods" in renamed["conversations"]
    assert event("fresh", session, sent())["turn"] == ""
    assert "212" in event("reopen", session, sent(conversation=talk))["turn"]
    assert "Floods" not in event("delete", session, sent(conversation=talk))["conversations"]
    assert "4.2" in event("example", session, sent(question="What did the bridge cost?"))["turn"]
    assert "turn" not in event("click", session, part="stop")
    assert backend.conversations.all()


def test_filters_sorting_searching_and_checking(own_backend: Backend) -> None:
    session, event = Session(), events(own_backend)
    within = {"since": "2025-06-01", "until": "", "within": "desk/river.txt"}
    assert "from 1 June 2025" in event("filter", session, sent(**within))["filters"]
    assert session.filters.within == "=desk/river.txt"
    wrong = event("filter", session, sent(since="soon", until="", within=""))
    assert "soon is not a date" in wrong["message"]
    assert 'role="alert"' in wrong["message"]
    assert "ascending" in event("sort", session, sent(by="size"))["table"]
    assert "bridge" in event("search", session, sent(words="bridge"))["table"]
    kept = event("collect", session, sent(name="Rivers"))
    assert session.filters == Filters(date(2025, 6, 1), None, "collection:Rivers")
    assert "Rivers" in kept["kept"]
    assert "the collection Rivers" in kept["filters"]
    chosen = event("filter", session, sent(since="", until="", within="", chosen=["=desk/"]))
    assert "Searching 3 of 3" in chosen["filters"]
    event("search", session, sent(words=""))
    assert "desk/bridge.txt" not in event("view", session, sent(name="Rivers"))["table"]
    assert "no collection named" in event("view", session, sent(name="None"))["message"]
    assert "desk/bridge.txt" in event("view", session, sent(name=""))["table"]
    assert "desk/river.txt" in event("remove", session, sent(document="desk/river.txt"))["told"]
    checked = event("click", "The bridge cost 4.2 million euros.", session, part="check-it")
    assert "sentence" in checked["checked"]
    assert "Nothing has changed" in event("click", session, part="refresh")["told"]


def test_opening_the_page_fills_it(backend: Backend) -> None:
    async def built() -> gr.Blocks:
        return build(backend)

    blocks = asyncio.run(built())
    filled: set[str] = set()
    for function in blocks.fns.values():
        if ("load" in {what for _, what in function.targets}) and function.fn:
            for changes in function.fn(Session()):
                filled |= {str(part.elem_id) for part, value in changes.items() if value}
    assert filled == {"conversations", "table", "examples", "names"}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("source", {"of": "t1", "index": "one"}),
        ("source", {}),
        ("reopen", {"conversation": "x"}),
        ("sort", {"by": "colour"}),
    ],
)
def test_what_the_browser_should_not_send_is_refused(
    event: Event, name: str, data: dict[str, str]
) -> None:
    with pytest.raises(gr.Error, match="makes no sense"):
        event(name, Session(), sent(**data))


def test_what_is_no_longer_there_is_reported(event: Event) -> None:
    for name, data in (
        ("reopen", {"conversation": "99"}),
        ("delete", {"conversation": "99"}),
        ("thumb", {"turn": "99", "thumb": "up"}),
        ("show", {"document": "desk/none", "start": "5"}),
        ("remove", {"document": "desk/none"}),
    ):
        message = event(name, Session(), sent(**data))["message"]
        assert ("failure" in message) == (name != "reopen"), name


def test_a_library_that_broke_is_reported(backend: Backend, event: Event) -> None:
    class Broken:
        settings = backend.assistant.settings

        @property
        def library(self) -> Any:
            raise LibraryError("the library is gone")

    backend.assistant = Broken()  # type: ignore[assignment]
    assert "the library is gone" in event("sort", Session(), sent(by="size"))["message"]
    with pytest.raises(AssistantError):
        backend.records()


def test_the_script_fires_just_the_events_that_the_page_answers(backend: Backend) -> None:
    listed = asset("script.js").partition("const EVENTS = [")[2].partition("]")[0]
    fired = set(listed.replace('"', "").replace(",", " ").split())
    assert fired == {event for part, event in listeners(backend) if part == "bus"}
