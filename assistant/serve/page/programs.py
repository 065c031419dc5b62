"""The page's endpoints for programs: ask, check, documents, through `gradio_client`."""

from collections.abc import Callable
from typing import Any

import gradio as gr
from gradio.events import api

from assistant.errors import AssistantError, translated
from assistant.serve.page.desk import Desk


def add_endpoints(desk: Desk) -> None:
    """Adds the endpoints to the Blocks that is being built."""

    def ask(
        question: str,
        history: list[dict[str, str]] | None = None,
        since: str | None = None,
        until: str | None = None,
        within: str | None = None,
    ) -> dict[str, Any]:
        """Answer a question from the library; the JSON of `assistant ask --json`.

        `history` holds earlier turns as {"role", "content"}; `since` and `until` are dates
        (YYYY-MM-DD) and `within` is a pattern of document names.
        """
        return _told(
            lambda: desk.assistant.answer(
                question, history=history or (), since=since, until=until, within=within
            ).to_dict()
        )

    def check(text: str) -> dict[str, Any]:
        """Weigh each sentence of a draft against the library; the JSON of `assistant check`."""
        return _told(lambda: desk.assistant.check(text).to_dict())

    def documents() -> dict[str, Any]:
        """What is in the library; the JSON of `assistant library --json`."""
        from index.library.catalog import listing

        return _told(lambda: {"documents": listing(desk.assistant.library)})

    for endpoint in (ask, check, documents):
        api(endpoint, api_name=endpoint.__name__, concurrency_limit=4)


def _told(call: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """A call's result; its error as the one line that a program is told."""
    try:
        with translated():
            return call()
    except AssistantError as error:
        raise gr.Error(str(error), print_exception=False) from error
