"""The page's endpoints for programs: ask, check, documents, through `gradio_client`."""

from collections.abc import Callable
from time import perf_counter
from typing import Any

import gradio as gr
from gradio.events import api

from assistant.errors import AssistantError, translated
from assistant.serve.answer_log import log_answer
from assistant.serve.page.backend import Backend
from assistant.serve.page.event_request import event_request_id
from assistant.serve.page.whose_events import call_by_its_user

Json = dict[str, Any]


def add_endpoints(backend: Backend) -> None:
    """Adds the endpoints to the Blocks that is being built."""
    # Gradio describes each to programs by its signature and docstring.
    for name, endpoint in endpoints(backend).items():
        api(call_by_its_user(endpoint), api_name=name, concurrency_limit=4)


def endpoints(backend: Backend) -> dict[str, Callable[..., Json]]:
    """The endpoints by their names."""
    made = _Endpoints(backend)
    return {each.__name__: each for each in (made.ask, made.check, made.documents)}


class _Endpoints:
    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def ask(
        self,
        question: str,
        history: list[dict[str, str]] | None = None,
        since: str | None = None,
        until: str | None = None,
        within: str | None = None,
    ) -> Json:
        """Answer a question from the library; the JSON of `assistant ask --json`.

        `history` holds earlier turns as {"role", "content"}; `since` and `until` are dates
        (YYYY-MM-DD) and `within` is a pattern of document names.
        """

        def ask() -> Json:
            started = perf_counter()
            with self._backend.answering():
                answer = self._backend.assistant.answer(
                    question, history=history or (), since=since, until=until, within=within
                )
            log_answer(answer, perf_counter() - started, event_request_id())
            return answer.to_dict()

        return _called(ask)

    def check(self, text: str) -> Json:
        """Weigh each sentence of a draft against the library; the JSON of `assistant check`."""
        return _called(lambda: self._backend.assistant.check(text).to_dict())

    def documents(self) -> Json:
        """What is in the library; the JSON of `assistant library --json`."""
        from index.library.catalog import listing

        return _called(lambda: {"documents": listing(self._backend.assistant.library)})


def _called(call: Callable[[], Json]) -> Json:
    """A call's result; its error as the one line that a program is given."""
    try:
        with translated():
            return call()
    except AssistantError as error:
        raise gr.Error(str(error), print_exception=False) from error
