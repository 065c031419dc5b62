"""The page's parts in the reader's language, and the language of an event of the page."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import gradio as gr
from gradio.context import LocalContext

from assistant.messages import filled, language, mark, say
from assistant.serve.read_in import reader_language


class TranslatedBlocks(gr.Blocks):
    """Blocks laid out with marks, whose config has the messages that are spoken, and texts of the
    reader's `own`.
    """

    own: Callable[[], Mapping[str, str]] = dict

    @property
    def config(self) -> Any:
        """What the browser makes the page of."""
        return filled(self._marked, language(), self.own())

    @config.setter
    def config(self, value: Any) -> None:
        self._marked = value


def event_language(setting: str) -> str:
    """The language of an event: that of the browser it came from."""
    request = LocalContext.request.get(None)
    return reader_language(setting, request.headers if request else {})


def script_messages() -> str:
    """What the page's script and style say, as JSON by their names for it."""
    messages = {
        "sources": say("answer.sources"),
        "conversations": say("history.title"),
        "conversation": say("talk_region"),
        "copied": say("turn.copied"),
        "copied-notes": say("turn.copied_notes"),
        "link-copied": say("turn.link_copied"),
        "no-sources": say("panel.empty"),
        "drop": say("ask.drop"),
        "drop-draft": say("check.drop"),
        "seconds": mark("time.seconds"),
        "page": say("place.page_mark"),
    }
    return json.dumps(messages, ensure_ascii=False)
