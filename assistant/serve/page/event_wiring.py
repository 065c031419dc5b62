"""Connects Gradio's events with the steps that answer them, each for its user and in its role."""

from collections.abc import Callable, Generator, Iterator
from functools import partial
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.messages import speaking
from assistant.serve.desks import Desks
from assistant.serve.page import layout
from assistant.serve.page.html import EMPTY, element
from assistant.serve.page.reader_blocks import event_language
from assistant.serve.page.session import Changes, Session
from assistant.serve.page.whose_events import by_its_user, in_its_role

SEARCHES = ("search", "recall")
"""Events of every letter that is typed, of which the last counts."""


class EventWiring:
    """Connects events of a page's parts. A step gives the changes of the page, at once or one after
    the other.
    """

    def __init__(self, desks: Desks, parts: layout.Parts) -> None:
        self._desks, self._parts = desks, parts

    def on(
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

    def on_after(
        self, done: Any, step: Callable[..., Any], session: gr.components.Component
    ) -> None:
        """Connects the end of an event, which is done by then: the same can happen once more."""
        self.on(partial(done.then, trigger_mode="multiple"), step, session, clears=False)

    def on_bus(self, event: str, step: Callable[[Any, Session], Any]) -> Any:
        """Connects an event of the script: the step takes what the browser sent."""

        step = in_its_role(self._desks, event, step)

        # Gradio passes the event by the annotation of its type.
        def run(session: Session, at: gr.EventData) -> Iterator[Any]:
            yield {self._parts["message"]: EMPTY}
            yield from self._updates(step, at, session)

        listen = getattr(self._parts["bus"], event)
        if event in SEARCHES:
            listen = partial(listen, trigger_mode="always_last")
        if event == "filter":  # each tick is one: all count, in their order
            listen = partial(listen, trigger_mode="multiple", concurrency_limit=1)
        return self._listen(listen, run, [self._parts["session"]], None)

    def _updates(self, step: Callable[..., Any], *values: Any) -> Iterator[Any]:
        code = event_language(self._desks.whole.settings.language)
        for changes in speaking(code, _changes(step, *values)):
            changed = {self._parts[name]: value for name, value in changes.items()}
            yield changed or gr.skip()  # an empty dict Gradio takes for a lack of values

    def _listen(
        self,
        listen: Callable[..., Any],
        run: Callable[..., Iterator[Any]],
        inputs: list[gr.components.Component],
        cancels: list[Any] | None,
    ) -> Any:
        return listen(
            by_its_user(run),
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
