"""The page: Gradio's Blocks, its parts by name, and which event changes which."""

from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.serve.page import frame
from assistant.serve.page.check_tab import CheckTab
from assistant.serve.page.desk import Desk
from assistant.serve.page.html import EMPTY, element
from assistant.serve.page.library_tab import LibraryTab
from assistant.serve.page.panel import Panel
from assistant.serve.page.programs import add_endpoints
from assistant.serve.page.session import Filters, Session
from assistant.serve.page.talk import Talk

Parts = dict[str, Any]

TITLE = "The reading room"


@cache
def asset(name: str) -> str:
    """A file that comes with the page."""
    return files("assistant.serve.page").joinpath(name).read_text("utf-8")


def theme() -> gr.themes.Base:
    """Gradio's plainest theme, in fonts that every machine has."""
    return gr.themes.Base(
        primary_hue="cyan",
        neutral_hue="stone",
        font=["system-ui", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
    )


def build(desk: Desk) -> gr.Blocks:
    """The whole page over one desk."""
    blocks = gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True)
    with blocks:
        parts: Parts = {"session": gr.State(Session())}
        frame.lay_out(parts, asset("script.js"))
        _Wiring(desk, parts).connect(blocks)
        add_endpoints(desk)
    blocks.queue(default_concurrency_limit=8)
    return blocks


class _Wiring:
    """Connects the page's events with the steps that answer them."""

    def __init__(self, desk: Desk, parts: Parts) -> None:
        self._desk, self._parts = desk, parts
        self._talk, self._panel = Talk(desk), Panel(desk)
        self._library, self._check = LibraryTab(desk), CheckTab(desk)

    def connect(self, blocks: gr.Blocks) -> None:
        """Connects them all."""
        session = self._parts["session"]
        self._connect_asking(session)
        for event, step in (
            ("source", lambda at, now: self._panel.source(at.of, int(at.index), now)),
            ("show", lambda at, _now: self._panel.show(at.document, int(_of(at, "start") or 0))),
            ("fresh", lambda _at, now: self._talk.fresh(now)),
            ("reopen", lambda at, now: self._talk.reopen(int(at.conversation), now)),
            ("rename", lambda at, now: self._talk.rename(int(at.conversation), at.title, now)),
            ("delete", lambda at, now: self._talk.delete(int(at.conversation), now)),
            ("thumb", lambda at, now: self._talk.judge(int(at.turn), at.thumb, None, now)),
            ("note", lambda at, now: self._talk.judge(int(at.turn), at.thumb, at.note, now)),
            ("filter", self._filter),
            ("sort", lambda at, now: self._library.sort(at.by, now)),
            ("remove", lambda at, now: self._library.remove(at.document, now)),
        ):
            self._on_bus(event, step)
        parts = self._parts
        self._on(parts["search"].input, self._library.search, parts["search"], session)
        self._on(parts["files"].upload, self._library.add, parts["files"], session)
        self._on(parts["refresh"].click, self._library.refresh, session)
        self._on(parts["check"].click, self._check.check, parts["draft"], session)
        self._on(blocks.load, lambda now: {"history": self._talk.listed(now)}, session)
        self._on(blocks.load, self._opened, session)

    def _connect_asking(self, session: gr.components.Component) -> None:
        parts = self._parts
        asking = [
            self._on(parts["question"].submit, self._talk.ask, parts["question"], session),
            self._on(parts["send"].click, self._talk.ask, parts["question"], session),
            self._on_bus("example", lambda at, now: self._talk.ask(at.question, now)),
            self._on_bus("again", lambda _at, now: self._talk.again(now)),
        ]
        self._on(parts["stop"].click, self._talk.stop, session, cancels=asking)

    def _opened(self, session: Session) -> Parts:
        """What waits for the library: examples, the documents to filter by, the table."""
        return self._library.listed(session) | {
            "examples": frame.examples(self._desk.assistant.examples()),
            "names": frame.names(self._names()),
        }

    def _names(self) -> list[str]:
        return [record.source.name for record in self._desk.records() if record.key]

    def _filter(self, at: Any, session: Session) -> Parts:
        session.filters = Filters.of(at.since, at.until, at.within, self._names())
        return {"filters": frame.applied(session.filters)}

    def _on(
        self,
        listen: Callable[..., Any],
        step: Callable[..., Any],
        *inputs: gr.components.Component,
        cancels: list[Any] | None = None,
    ) -> Any:
        """Connects an event: a step gives new values by their parts' names, at once or in turn."""

        def run(*given: Any) -> Iterator[Any]:
            yield from self._changes(step, *given)

        return self._listen(listen, run, list(inputs), cancels)

    def _on_bus(self, event: str, step: Callable[[Any, Session], Any]) -> Any:
        """Connects an event of the page's script, whose steps take what the browser sent."""

        def run(session: Session, event: gr.EventData) -> Iterator[Any]:
            yield from self._changes(step, event, session)

        listen = getattr(self._parts["bus"], event)
        return self._listen(listen, run, [self._parts["session"]], None)

    def _changes(self, step: Callable[..., Any], *given: Any) -> Iterator[Any]:
        for changes in _told(step, *given):
            yield {self._parts[name]: value for name, value in changes.items()}

    def _listen(
        self,
        listen: Callable[..., Any],
        run: Callable[..., Iterator[Any]],
        inputs: list[gr.components.Component],
        cancels: list[Any] | None,
    ) -> Any:
        return listen(
            run,
            inputs=inputs,
            outputs=[part for name, part in self._parts.items() if name != "session"],
            show_progress="hidden",
            api_visibility="private",
            cancels=cancels,
        )


def _told(step: Callable[..., Any], *given: Any) -> Iterator[Parts]:
    """What a step changes, or what went wrong with it, in one line on the page."""
    yield {"message": EMPTY}
    try:
        made = step(*given)
        yield from [made] if isinstance(made, dict) else made
    except AssistantError as error:
        yield {"message": element("p", str(error), class_="failure", role="alert")}
    except (AttributeError, StopIteration, ValueError) as error:
        raise gr.Error("The page sent something that makes no sense: reload it.") from error


def _of(event: Any, name: str) -> Any:
    return getattr(event, name, None)
