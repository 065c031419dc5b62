"""The page as Gradio's Blocks: its parts, and the step that answers each event."""

from collections.abc import Callable, Generator, Iterator
from functools import cache, partial
from importlib.resources import files
from typing import Any

import gradio as gr

from assistant.errors import AssistantError, translated
from assistant.messages import KEYS, say, speaking, spoken
from assistant.serve.page import layout
from assistant.serve.page.api_endpoints import add_endpoints
from assistant.serve.page.ask_tab import AskTab
from assistant.serve.page.backend import Backend
from assistant.serve.page.check_tab import CheckTab
from assistant.serve.page.html import EMPTY, element
from assistant.serve.page.library_tab import LibraryTab
from assistant.serve.page.panel import Panel
from assistant.serve.page.reader_blocks import TranslatedBlocks, event_language
from assistant.serve.page.session import Changes, Filters, Session

SCRIPTS = ("helpers.js", "places.js", "script.js")
"""The page's scripts, in the order that they lean on each other."""

CHANGE_THE_LIBRARY = ("remove", "erase", "paste", "unlock")
"""Events after which the first screen shows other examples."""

SEARCHES = ("search", "recall")
"""Events of every letter that is typed, of which the last counts."""


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


def build(backend: Backend) -> gr.Blocks:
    """The whole page over one backend."""
    with spoken(KEYS):  # the reader's language is known when the page is asked for
        blocks = TranslatedBlocks(title=say("page.title"), analytics_enabled=False, fill_width=True)
        parts: layout.Parts = {}
        with blocks:
            parts["session"] = gr.State(Session())
            layout.lay_out(parts, "".join(map(asset, SCRIPTS)))
    with blocks:
        _Events(backend, parts).connect(blocks)
        add_endpoints(backend)
    blocks.queue(default_concurrency_limit=8)
    return blocks


class _Events:
    """Connects the page's events with the steps that answer them.

    A step gives the changes of the page, at once or one after the other.
    """

    def __init__(self, backend: Backend, parts: layout.Parts) -> None:
        self._backend, self._parts = backend, parts
        self._ask, self._panel = AskTab(backend), Panel(backend)
        self._library, self._check = LibraryTab(backend), CheckTab(backend)

    def connect(self, blocks: gr.Blocks) -> None:
        """Connects them all."""
        parts, session = self._parts, self._parts["session"]
        self._connect_questions(session)
        for event, step in self._bus_steps().items():
            done = self._on_bus(event, step)
            if event in CHANGE_THE_LIBRARY:
                self._on_after(done, self._welcomed, session)
        for zone in (parts["files"], parts["dropped"]):
            done = self._on(zone.upload, self._library.add, zone, session)
            self._on_after(done, self._welcomed, session)
        done = self._on(parts["refresh"].click, self._library.refresh, session)
        self._on_after(done, self._welcomed, session)
        self._on(parts["check"].click, self._check.check, parts["draft"], session)
        drop = parts["dropped_draft"]
        self._on(drop.upload, self._check.read, drop, session)
        # Two: the conversations need not wait for the library to open.
        self._on(blocks.load, lambda now: {"history": self._ask.listed(now)}, session, clears=False)
        self._on(blocks.load, self._opened, session, clears=False)

    def _bus_steps(self) -> dict[str, Callable[[Any, Session], Any]]:
        """The steps of the script's events. `at` has the attributes of what was clicked."""
        ask, panel, library = self._ask, self._panel, self._library
        return {
            "source": lambda at, now: panel.source(at.of, int(at.index), now),
            "show": lambda at, _now: panel.show(at.document, int(getattr(at, "start", 0) or 0)),
            "find": lambda at, _now: panel.find(
                at.document, at.words, int(getattr(at, "index", 0) or 0)
            ),
            "visit": self._visit,
            "search": lambda at, now: library.search(at.words, now),
            "recall": lambda at, now: ask.recall(at.words, now),
            "dismiss": lambda at, now: library.dismiss(at.document, now),
            "fresh": lambda _at, now: ask.fresh(now),
            "reopen": lambda at, now: ask.reopen(int(at.conversation), now),
            "rename": lambda at, now: ask.rename(int(at.conversation), at.title, now),
            "delete": lambda at, now: ask.delete(int(at.conversation), now),
            "thumb": lambda at, now: ask.judge(int(at.turn), at.thumb, None, now),
            "note": lambda at, now: ask.judge(int(at.turn), at.thumb, at.note, now),
            "filter": self._filter,
            "sort": lambda at, now: library.sort(at.by, now),
            "remove": lambda at, now: library.remove(at.document, now),
            "erase": lambda at, now: library.erase(at.document, now),
            "paste": lambda at, now: library.paste(at.words, now),
            "unlock": lambda at, now: library.unlock(at.password, now),
        }

    def _connect_questions(self, session: gr.components.Component) -> None:
        parts = self._parts
        asking = [
            self._on(parts["question"].submit, self._ask.ask, parts["question"], session),
            self._on(parts["send"].click, self._ask.ask, parts["question"], session),
            self._on_bus("example", lambda at, now: self._ask.ask(at.question, now)),
            self._on_bus("again", lambda _at, now: self._ask.again(now)),
            self._on_bus("edit", lambda at, now: self._ask.edit(at.question, now)),
        ]
        for asked in asking:
            self._on_after(asked, self._ask.onward, session)
        self._on(parts["stop"].click, self._ask.stop, session, cancels=asking)

    def _visit(self, at: Any, session: Session) -> Changes:
        """What an address names: a conversation or an answer, and a quote or a document in it."""
        changes: Changes = {}
        if at.answer or at.conversation:
            changes |= self._ask.visit(at.answer, at.conversation, session)
        elif session.turn is not None:
            changes |= self._ask.fresh(session)
        for key, index in (("", at.quote), ("n", at.nearest)):
            if index:
                changes |= self._panel.source(f"t{int(at.answer)}{key}", int(index), session)
        if at.document:
            changes |= self._panel.show(at.document, int(at.start or 0))
        return changes

    def _opened(self, session: Session) -> Changes:
        """What waits for the library: examples, the documents to filter by, the table."""
        return self._library.listed(session) | {
            "examples": self._library.welcome(),
            "names": layout.document_names(self._names()),
        }

    def _welcomed(self, _session: Session) -> Changes:
        """The first screen over a library that has changed; its examples take a moment."""
        names = layout.document_names(self._names())
        return {"examples": self._library.welcome(), "names": names}

    def _names(self) -> list[str]:
        return [record.source.name for record in self._backend.records() if record.key]

    def _filter(self, at: Any, session: Session) -> Changes:
        session.filters = Filters.of(at.since, at.until, at.within, self._names())
        return {"filters": layout.applied_filters(session.filters, self._matching(session.filters))}

    def _matching(self, filters: Filters) -> tuple[int, int]:
        """How many documents pass the filters, of how many."""
        with translated():
            counted = self._backend.assistant.library.counted
            return counted(filters.since, filters.until, filters.within)[0], counted()[0]

    def _on(
        self,
        listen: Callable[..., Any],
        step: Callable[..., Any],
        *inputs: gr.components.Component,
        cancels: list[Any] | None = None,
        clears: bool = True,
    ) -> Any:
        """Connects an event of a part: the step takes the values of the `inputs`.

        It `clears` the message of what was done before, but where nobody has done anything.
        """

        def run(*values: Any) -> Iterator[Any]:
            if clears:
                yield {self._parts["message"]: EMPTY}
            yield from self._updates(step, *values)

        return self._listen(listen, run, list(inputs), cancels)

    def _on_after(
        self, done: Any, step: Callable[..., Any], session: gr.components.Component
    ) -> None:
        """Connects the end of an event, which is done by then: the same can happen once more."""
        self._on(partial(done.then, trigger_mode="multiple"), step, session, clears=False)

    def _on_bus(self, event: str, step: Callable[[Any, Session], Any]) -> Any:
        """Connects an event of the script: the step takes what the browser sent."""

        # Gradio passes the event by the annotation of its type.
        def run(session: Session, event: gr.EventData) -> Iterator[Any]:
            yield {self._parts["message"]: EMPTY}
            yield from self._updates(step, event, session)

        listen = getattr(self._parts["bus"], event)
        if event in SEARCHES:
            listen = partial(listen, trigger_mode="always_last")
        return self._listen(listen, run, [self._parts["session"]], None)

    def _updates(self, step: Callable[..., Any], *values: Any) -> Iterator[Any]:
        code = event_language(self._backend.assistant.settings.language)
        for changes in speaking(code, _changes(step, *values)):
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
            # Any part but the session, which each step changes in place.
            outputs=[part for name, part in self._parts.items() if name != "session"],
            show_progress="hidden",
            api_visibility="private",
            cancels=cancels,
        )


def _changes(step: Callable[..., Any], *values: Any) -> Generator[Changes]:
    """What a step changes; an error of it in one line on the page."""
    try:
        changes = step(*values)
        yield from [changes] if isinstance(changes, dict) else changes
    except AssistantError as error:
        yield {"message": element("p", str(error), class_="failure", role="alert")}
    except (AttributeError, StopIteration, ValueError) as error:
        # What the script never sends: the page is of another version, or it was not the script.
        raise gr.Error("The page sent something that makes no sense: reload it.") from error
