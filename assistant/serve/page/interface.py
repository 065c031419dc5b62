"""The page as Gradio's Blocks: its parts, and the step that answers each event."""

from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import gradio as gr

from assistant.messages import KEYS, say, spoken
from assistant.serve.page import layout
from assistant.serve.page.api_endpoints import add_endpoints
from assistant.serve.page.ask_tab import AskTab
from assistant.serve.page.backend import Backend
from assistant.serve.page.check_tab import CheckTab
from assistant.serve.page.event_wiring import EventWiring
from assistant.serve.page.library_tab import LibraryTab
from assistant.serve.page.own_part import OWN, own_part
from assistant.serve.page.panel import Panel
from assistant.serve.page.reader_blocks import TranslatedBlocks
from assistant.serve.page.selection_tab import SelectionTab
from assistant.serve.page.sent_values import documents_sent, number_sent
from assistant.serve.page.session import Changes, Session
from assistant.serve.page.settings_tab import SettingsTab
from assistant.serve.page.table_tab import TableTab
from assistant.serve.page.turn_acts import TurnActs

SCRIPTS = ("helpers.js", "places.js", "selection.js", "script.js")
"""The page's scripts, in the order that they lean on each other."""

CHANGE_THE_LIBRARY = (
    *("remove", "restore", "erase", "paste", "unlock", "describe", "reread"),
    *("use_model", "index_anew"),
)
"""Events after which the first screen shows other examples, or another word on the model."""

OPEN_A_DOCUMENT = ("source", "show", "find", "visit")
"""Events after which questions about the open document are looked for."""


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
    blocks.own = lambda: {OWN: own_part(backend.desks)}
    with blocks:
        _Events(backend, parts).connect(blocks)
        add_endpoints(backend)
    blocks.queue(default_concurrency_limit=8)
    return blocks


class _Events:
    """Connects the page's events with the steps that answer them."""

    def __init__(self, backend: Backend, parts: layout.Parts) -> None:
        self._parts, self._wiring = parts, EventWiring(backend.desks, parts)
        self._ask, self._panel = AskTab(backend), Panel(backend)
        self._acts = TurnActs(backend, self._ask)
        self._library, self._check = LibraryTab(backend), CheckTab(backend)
        self._selection = SelectionTab(backend)
        self._table, self._settings = TableTab(backend), SettingsTab(backend)

    def connect(self, blocks: gr.Blocks) -> None:
        """Connects them all."""
        parts, session = self._parts, self._parts["session"]
        self._connect_questions(session)
        for event, step in self._bus_steps().items():
            done = self._wiring.on_bus(event, step)
            if event in CHANGE_THE_LIBRARY:
                self._wiring.on_after(done, self._welcomed, session)
            if event in OPEN_A_DOCUMENT:
                self._wiring.on_after(done, self._panel.questions, session)
        for zone in (parts["files"], parts["dropped"]):
            done = self._wiring.on(zone.upload, self._library.add, zone, session)
            self._wiring.on_after(done, self._welcomed, session)
        done = self._wiring.on(parts["refresh"].click, self._library.refresh, session)
        self._wiring.on_after(done, self._welcomed, session)
        self._wiring.on(parts["check"].click, self._check.check, parts["draft"], session)
        drop = parts["dropped_draft"]
        self._wiring.on(drop.upload, self._check.read, drop, session)
        self._wiring.on(parts["settings_tab"].select, self._settings.shown, session, clears=False)
        # Three: the conversations need not wait for the library to open.
        self._wiring.on(
            blocks.load, lambda now: {"history": self._ask.listed(now)}, session, clears=False
        )
        for fill in (self._library.listed, self._welcomed):
            self._wiring.on(blocks.load, fill, session, clears=False)

    def _bus_steps(self) -> dict[str, Callable[[Any, Session], Any]]:
        """The steps of the script's events. `at` has the attributes of what was clicked."""
        ask, acts, panel = self._ask, self._acts, self._panel
        library, selection = self._library, self._selection
        return {
            "source": lambda at, now: panel.source(at.of, int(at.index), now),
            "show": lambda at, now: panel.show(at.document, number_sent(at, "start"), now),
            "find": lambda at, now: panel.find(
                at.document, at.words, number_sent(at, "index"), now
            ),
            "visit": self._visit,
            "search": lambda at, now: library.search(at.words, now),
            "recall": lambda at, now: ask.recall(at.words, now),
            "dismiss": lambda at, now: library.dismiss(at.document, now),
            "fresh": lambda _at, now: ask.fresh(now),
            "reopen": lambda at, now: ask.reopen(int(at.conversation), now),
            "rename": lambda at, now: ask.rename(int(at.conversation), at.title, now),
            "delete": lambda at, now: ask.delete(int(at.conversation), now),
            "thumb": lambda at, now: acts.judge(int(at.turn), at.thumb, None, now),
            "note": lambda at, now: acts.judge(int(at.turn), at.thumb, at.note, now),
            "publish": lambda at, now: acts.share(int(at.turn), now),
            "unpublish": lambda at, now: acts.unshare(int(at.turn), now),
            "filter": selection.filter,
            "choose": selection.choose,
            "collect": selection.collect,
            "takeout": lambda at, now: self._listed(selection.take_out(at, now), now),
            "uncollect": lambda at, now: self._listed(selection.uncollect(at.name, now), now),
            "view": lambda at, now: library.view(at.name, now),
            "facts": lambda at, _now: selection.facts(documents_sent(at)),
            "describe": lambda at, now: self._listed(selection.describe(at), now),
            "reread": lambda at, now: self._listed(selection.reread(documents_sent(at)), now),
            "sort": lambda at, now: library.sort(at.by, now),
            "remove": lambda at, now: library.remove(documents_sent(at), now),
            "restore": lambda at, now: library.restore(documents_sent(at), now),
            "erase": lambda at, now: library.erase(at.document, now),
            "paste": lambda at, now: library.paste(at.words, now),
            "unlock": lambda at, now: library.unlock(at.password, now),
            **self._table.steps(),
            **self._settings.steps(),
        }

    def _connect_questions(self, session: gr.components.Component) -> None:
        parts = self._parts
        asking = [
            self._wiring.on(parts["question"].submit, self._ask.ask, parts["question"], session),
            self._wiring.on(parts["send"].click, self._ask.ask, parts["question"], session),
            self._wiring.on_bus("example", lambda at, now: self._ask.ask(at.question, now)),
            self._wiring.on_bus("again", lambda _at, now: self._ask.again(now)),
            self._wiring.on_bus("edit", lambda at, now: self._ask.edit(at.question, now)),
            self._wiring.on_bus("inquire", self._inquired),
        ]
        for asked in asking:
            self._wiring.on_after(asked, self._ask.onward, session)
        self._wiring.on(parts["stop"].click, self._ask.stop, session, cancels=asking)

    def _visit(self, at: Any, session: Session) -> Changes:
        """What an address names: a conversation or an answer, and a quote or a document in it."""
        changes: Changes = {}
        if shared := getattr(at, "shared", ""):
            changes |= self._acts.visit(at.by, shared, session)
        elif at.answer or at.conversation:
            changes |= self._ask.visit(at.answer, at.conversation, session)
        elif session.turn is not None or session.shared:
            changes |= self._ask.fresh(session)
        for key, index in (("", at.quote), ("n", at.nearest)):
            if index:
                changes |= self._panel.source(f"t{int(at.answer)}{key}", int(index), session)
        if at.document:
            changes |= self._panel.show(at.document, int(at.start or 0), session)
        return changes

    def _inquired(self, at: Any, session: Session) -> Iterator[Changes]:
        """Asks the open document alone, which the filter shows from then on."""
        yield self._selection.choose(at, session)
        yield from self._ask.ask(at.question, session)

    def _listed(self, changes: Changes, session: Session) -> Changes:
        return self._library.listed(session) | changes

    def _welcomed(self, session: Session) -> Changes:
        """The first screen over a library that has changed; its examples take a moment."""
        return self._selection.kept(session) | {"examples": self._library.welcome()}
