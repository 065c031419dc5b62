"""What programs can have done, whichever protocol they speak: ask, check, search, read, list."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from time import perf_counter
from typing import Any

from assistant.app import Assistant
from assistant.arguments import check_question
from assistant.errors import UsageError, translated
from assistant.json_form import passage_json
from assistant.serve.answer_log import log_answer
from assistant.serve.api.places import Places
from assistant.serve.api.schemas import (
    AskBody,
    CheckBody,
    DocumentsQuery,
    ReadBody,
    SearchBody,
    TableBody,
)
from assistant.serve.desks import Desks
from assistant.settings import QUOTES
from assistant.types import Answer, Update
from index.library.document_names import resolved

Json = dict[str, Any]

AT_ONCE = 4
"""Calls that compute at one time: more would only be slower."""

AT_ONCE_WITH_MODEL = 64
"""Calls that are worked on at one time where each mostly waits for a language model."""


class Calls:
    """The calls over one assistant, of which some work and some wait; others get FullQueueError.

    What can't be done raises AssistantError.
    """

    def __init__(self, assistant: Assistant, desks: Desks | None = None) -> None:
        settings = assistant.settings
        self.desks = desks or Desks(assistant)
        at_once = AT_ONCE if settings.engine == QUOTES else AT_ONCE_WITH_MODEL
        self.places = Places(at_once, settings.queue, AT_ONCE)

    @property
    def assistant(self) -> Assistant:
        """The assistant of who calls."""
        return self.desks.current()

    async def ask(self, body: AskBody) -> Answer:
        """The answer to a question."""
        async with aclosing(self.updates(body)) as updates:
            async for update in updates:
                if update.answer is not None:
                    return update.answer
        raise AssertionError("the last update holds the answer")

    async def updates(self, body: AskBody) -> AsyncGenerator[Update]:
        """The same while it is made."""
        started = perf_counter()
        given: dict[str, Any] = {
            "history": [turn.model_dump() for turn in body.history],
            "since": body.since,
            "until": body.until,
            "within": body.pattern,
            "strict": body.strict,
            "id": body.id,
        }
        stream = self.places.stream(lambda: self.assistant.stream(body.question, **given))
        async with aclosing(stream) as updates:
            async for update in updates:
                if update.answer is not None:
                    log_answer(update.answer, perf_counter() - started)
                yield update

    async def table(self, body: TableBody) -> Json:
        """Each question asked of each document."""
        filters: dict[str, Any] = {
            "since": body.since,
            "until": body.until,
            "within": body.pattern,
        }
        return await self.places.run(
            lambda: self.assistant.table(body.questions, **filters).to_dict()
        )

    async def check(self, body: CheckBody) -> Json:
        """A draft's sentences with their verdicts."""
        return await self.places.run(lambda: self.assistant.check(body.text, id=body.id).to_dict())

    async def search(self, body: SearchBody) -> Json:
        """The best passages for a query, without an answer."""

        def search() -> Json:
            query = check_question(body.query)
            self.desks.note("searched", query)
            limit = body.limit or self.assistant.settings.passages
            with translated():
                hits = self.assistant.library.search(
                    query, limit, since=body.since, until=body.until, pattern=body.pattern
                )
            return {"passages": [passage_json(hit) for hit in hits]}

        return await self.places.run(search)

    async def read(self, body: ReadBody) -> Json:
        """A stretch of a document's text, with the document's entry."""

        def read() -> Json:
            library = self.assistant.library
            with translated():
                held = {record.source.name: record for record in library.records}
                name = resolved(body.document, held)  # the end of a path will do
                text = library.text(name)
            end = len(text) if body.end is None else min(body.end, len(text))
            if body.start > end:
                raise UsageError(
                    f"{body.document} has no characters {body.start} to {end}:"
                    f" it has {len(text)} in all"
                )
            entry = next(each for each in self._listing() if name in _names(each))
            return {**entry, "start": body.start, "end": end, "text": text[body.start : end]}

        return await self.places.run(read)

    async def documents(self, query: DocumentsQuery) -> Json:
        """The library's documents that pass the filters."""

        def documents() -> Json:
            found = self._listing()
            if not (query.since or query.until or query.pattern):
                return {"documents": found}
            with translated():
                passing = self.assistant.library.filtered(query.since, query.until, query.pattern)
            names = {source.name for source in passing}
            return {"documents": [one for one in found if not names.isdisjoint(_names(one))]}

        return await self.places.run(documents)

    def _listing(self) -> list[Json]:
        from index.library.catalog import listing

        with translated():
            return listing(self.assistant.library)


def _names(entry: Json) -> list[str]:
    return [entry["document"], *entry.get("copies", ())]
