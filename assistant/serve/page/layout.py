"""The page's parts and their layout."""

from collections.abc import Sequence
from typing import Any, Literal

import gradio as gr

from assistant.arguments import MAX_QUESTION_CHARACTERS
from assistant.messages import mark, say
from assistant.serve.page.filter_form import applied_filters, filter_form, labelled_field
from assistant.serve.page.html import EMPTY, Html, element, join
from assistant.serve.page.own_part import OWN
from assistant.serve.page.reader_blocks import script_messages
from assistant.serve.page.session import Filters
from assistant.serve.page.shelf_lists import selection_bar
from assistant.serve.page.table_and_settings import table_and_settings
from assistant.serve.page.welcome import address_form, welcome

NAMES = 1_000
"""Documents offered by name to filter by; any pattern can be typed."""

Parts = dict[str, Any]
"""Gradio's components by the names that an event's changes use."""


def lay_out(parts: Parts, script: str) -> None:
    """Puts the page's parts into the Blocks that is being built, and their names into `parts`.

    `script` runs in the browser once the page is there.
    """
    with gr.Row(elem_id="room"):
        with gr.Column(elem_id="desk"):
            gr.HTML(_masthead(), elem_id="masthead", apply_default_css=False)
            parts["message"] = _html("message")
            with gr.Tabs(elem_id="tabs", overflow_behavior="wrap"):
                with gr.Tab(say("tab.ask"), id="ask", elem_id="asking-tab"), gr.Row(elem_id="ask"):
                    _ask(parts)
                with gr.Tab(say("tab.check"), id="check", elem_id="checking-tab"):
                    _check(parts)
                with gr.Tab(say("tab.library"), id="library", elem_id="library-tab"):
                    _library(parts)
                parts.update(table_and_settings())
        with gr.Column(elem_id="panel"):
            gr.HTML(_close(), elem_id="close", apply_default_css=False)
            parts["sources"] = _html("sources")
            parts["reader"] = _html("reader")
            parts["inquiry"] = _html("inquiry")
    # The script's events come to the server by this part.
    parts["bus"] = gr.HTML(
        element(
            "div",
            id="heard",
            class_="heard",
            aria_live="polite",
            role="status",
            data_language=say("language"),
            data_direction=say("direction"),
            data_messages=script_messages(),
        ),
        js_on_load=script,
        elem_id="bus",
        apply_default_css=False,
    )


def _ask(parts: Parts) -> None:
    with gr.Column(elem_id="history"):
        gr.HTML(_new(), elem_id="new", apply_default_css=False)
        field = search_field(say("history.search"), "recall", say("history.search_hint"))
        gr.HTML(field, elem_id="recall", apply_default_css=False)
        parts["history"] = _html("conversations")
    with gr.Column(elem_id="talk"):
        parts["examples"] = _html("examples", welcome())
        with gr.Column(elem_id="adding"):
            parts["dropped"] = _drop_zone("drop")
            gr.HTML(address_form(), elem_id="fetching", apply_default_css=False)
            parts["added"] = _html("added")
        parts["log"] = _html("log")
        with gr.Column(elem_id="latest"):
            parts["turn"] = _html("turn")
            parts["onward"] = _html("onward")
        with gr.Column(elem_id="composer"):
            parts["filters"] = _html("filters", applied_filters(Filters()))
            with gr.Row(elem_id="asking"):
                _question(parts)
            gr.HTML(filter_form(), elem_id="filtering", apply_default_css=False)
            parts["names"] = _html("names")


def _question(parts: Parts) -> None:
    parts["question"] = gr.Textbox(
        label=say("ask.question"),
        show_label=False,
        container=False,
        placeholder=say("ask.placeholder"),
        lines=1,
        max_lines=6,
        max_length=MAX_QUESTION_CHARACTERS,
        autofocus=True,
        elem_id="question",
    )
    parts["send"] = gr.Button(say("ask.send"), variant="primary", elem_id="send")
    parts["stop"] = gr.Button(say("ask.stop"), elem_id="stop")


def _check(parts: Parts) -> None:
    with gr.Column(elem_id="checking"):
        parts["draft"] = gr.Textbox(
            label=say("check.draft"),
            placeholder=say("check.placeholder"),
            lines=8,
            max_lines=24,
            elem_id="draft",
        )
        parts["dropped_draft"] = _drop_zone("draft-file", say("check.drop"), "single")
        parts["check"] = gr.Button(say("check.start"), variant="primary", elem_id="check-it")
        parts["checked"] = _html("checked")


def _library(parts: Parts) -> None:
    with gr.Column(elem_id="shelves"):
        parts["files"] = _drop_zone("files")
        gr.HTML(_paste_form(), elem_id="pasting", apply_default_css=False)
        with gr.Row(elem_id="library-tools"):
            field = search_field(say("library.search"), "search", say("library.search_hint"))
            gr.HTML(field, elem_id="search", apply_default_css=False)
            parts["refresh"] = gr.Button(say("library.refresh"), elem_id="refresh")
        parts["told"] = _html("told")
        parts["kept"] = _html("kept")
        parts["facts"] = _html("facts")
        gr.HTML(selection_bar(), elem_id="selection", apply_default_css=False)
        parts["table"] = _html("table")


def document_names(names: Sequence[str]) -> Html:
    """The documents' names that the filter offers."""
    options = (element("option", value=one) for one in names[:NAMES])
    return element("datalist", *options, id="documents")


def _drop_zone(
    name: str,
    label: str = "",
    count: Literal["single", "multiple"] = "multiple",
) -> gr.File:
    return gr.File(
        label=label or say("ask.drop"),
        show_label=False,
        file_count=count,
        height=72,
        elem_id=name,
    )


def _html(name: str, value: Html = EMPTY) -> gr.HTML:
    return gr.HTML(value, elem_id=name, apply_default_css=False)


def _masthead() -> Html:
    return element(
        "header",
        element("h1", say("page.title")),
        element("p", say("page.tagline")),
        mark(OWN),
    )


def _new() -> Html:
    return join(
        [
            element("button", say("history.new"), type="button", data_do="fresh"),
            element(
                "button",
                say("history.title"),
                type="button",
                data_do="history",
                class_="narrow",
                aria_expanded="false",
            ),
            element("h2", say("history.title"), class_="heard"),
        ]
    )


def _close() -> Html:
    label = say("panel.close_source")
    return element("button", say("panel.close"), type="button", data_do="close", aria_label=label)


def _paste_form() -> Html:
    words = element("textarea", name="words", rows=3, autocomplete="off")
    paste = element(
        "form",
        element("label", say("library.words"), words),
        element("button", say("library.add"), type="submit"),
        data_do="paste",
    )
    unlock = element(
        "form",
        labelled_field(say("library.password"), "password", "password"),
        element("button", say("library.unlock"), type="submit"),
        data_do="unlock",
    )
    summary = element("summary", say("library.paste"))
    return element("details", summary, paste, unlock)


def search_field(label: str, event: str, hint: str) -> Html:
    """A field whose words apply as they are typed or pasted."""
    field = element(
        "input", type="search", data_live=event, placeholder=hint, autocomplete="off", dir="auto"
    )
    return element("label", element("span", label, class_="heard"), field, class_="searching")
