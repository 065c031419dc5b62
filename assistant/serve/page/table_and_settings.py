"""The parts of the tabs for a table over documents and for the settings, and their layout."""

from typing import Any

import gradio as gr

from assistant.messages import say
from assistant.serve.page.cell_table import table_form
from assistant.serve.page.html import EMPTY, Html
from assistant.serve.page.settings_form import look_form


def table_and_settings() -> dict[str, Any]:
    """Puts the two tabs beside those that are there; their parts by name."""
    with gr.Tab(say("tab.table"), id="table", elem_id="grid-tab"), gr.Column(elem_id="gridding"):
        _html("grid-form", table_form())
        grid = _html("grid")
    with (
        gr.Tab(say("tab.settings"), id="settings", elem_id="settings-tab") as tab,
        gr.Column(elem_id="setting-up"),
    ):
        told, settings = _html("settings-told"), _html("settings")
        _html("look", look_form())
    return {"grid": grid, "settings_tab": tab, "settings_told": told, "settings": settings}


def _html(name: str, value: Html = EMPTY) -> gr.HTML:
    return gr.HTML(value, elem_id=name, apply_default_css=False)
