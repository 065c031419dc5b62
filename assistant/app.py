"""The assistant: one object that wires the library, the engine and the steps together."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.arguments import (
    DateArgument,
    TurnArgument,
    as_date,
    as_turn,
    check_draft,
    check_question,
)
from assistant.changing import Changeable
from assistant.errors import UsageError, translated
from assistant.messages import speaking, spoken
from assistant.offline import forbid_connections
from assistant.seeded_library import open_library, seeded, spread
from assistant.settings import Settings
from assistant.types import Answer, Check, Update

if TYPE_CHECKING:
    from assistant.answering.ask_tool import AskTool
    from assistant.answering.chain import AnswerChain
    from assistant.answering.document_table import DocumentTable
    from assistant.answering.pipeline import Pipeline
    from assistant.answering.state import Request
    from assistant.reader import Reader
    from index.library import Library
    from index.load.worker import Loader
    from index.sync.report import Progress, SyncReport
    from index.sync.scan import File


class Assistant(Changeable):
    """Answers questions from one library, with citations; every method raises AssistantError.

    Nothing is opened or loaded before it is needed. One object serves several threads.
    """

    def __init__(
        self,
        data: str | Path | None = None,
        model: str | None = None,
        *,
        settings: Settings | None = None,
        tell: Callable[[str], None] = lambda _line: None,
        **others: Any,
    ) -> None:
        """Each setting can be an argument; others come from `settings`, or else from environment
        and `.env`. `tell` is called with a line when something happens without being asked for.
        """
        given = {"data": Path(data).expanduser() if data else None, "model": model, **others}
        if settings is None:
            self.settings = Settings.load(**given)
        else:
            given = {name: value for name, value in given.items() if value is not None}
            self.settings = replace(settings, **given)
        if self.settings.offline:
            forbid_connections()
        self._tell = tell
        self._guard = threading.RLock()

    def answer(
        self,
        question: str,
        *,
        history: Sequence[TurnArgument] = (),
        since: DateArgument = None,
        until: DateArgument = None,
        within: str | None = None,
        strict: bool = False,
        id: str = "",  # noqa: A002 - the interface's name for it
    ) -> Answer:
        """The answer to a question, or an abstention.

        `history` holds the turns before, oldest first, as `Turn` or `{"role", "content"}`.
        `since` and `until` (dates, or YYYY-MM-DD) and `within` (a glob over document names) filter.
        `strict` leaves out sentences that the sources do not support. `id` is handed through.
        """
        request = self.request(question, history, since, until, within, strict, id)
        with translated():
            for update in speaking(self.settings.language, self.pipeline.run(request)):
                if update.answer is not None:
                    return update.answer
        raise AssertionError("the last update holds the answer")

    def stream(
        self,
        question: str,
        *,
        history: Sequence[TurnArgument] = (),
        since: DateArgument = None,
        until: DateArgument = None,
        within: str | None = None,
        strict: bool = False,
        id: str = "",  # noqa: A002
    ) -> Iterator[Update]:
        """The same answer while it is made; the last update holds the whole."""
        request = self.request(question, history, since, until, within, strict, id)
        with translated():
            yield from speaking(self.settings.language, self.pipeline.run(request))

    def table(
        self,
        questions: Sequence[str],
        *,
        since: DateArgument = None,
        until: DateArgument = None,
        within: str | None = None,
        progress: Callable[[int, int], object] = lambda _done, _total: None,
    ) -> "DocumentTable":
        """Each question asked of each document that passes: `progress` gets cells done, and all."""
        grown = self.growing_table(questions, since=since, until=until, within=within)
        for table in grown:
            progress(table.read, table.cells)
        return table

    def growing_table(self, questions: Sequence[str], **filters: Any) -> "Iterator[DocumentTable]":
        """The same while it is read: with no cell, then again after each; the last is whole."""
        from assistant.answering.document_table import growing_table

        requests = [self.request(each, **filters) for each in questions]
        with translated():
            yield from speaking(self.settings.language, growing_table(self.pipeline, requests))

    def check(self, text: str, *, id: str = "") -> Check:  # noqa: A002
        """Each sentence of a draft verified against the library."""
        from assistant.answering.check import check

        draft = check_draft(text)
        with translated(), spoken(self.settings.language):
            return check(self.library, self._reader, draft, self.settings.passages, id)

    def request(
        self,
        question: str,
        history: Sequence[TurnArgument] = (),
        since: DateArgument = None,
        until: DateArgument = None,
        within: str | None = None,
        strict: bool = False,
        id: str = "",  # noqa: A002
    ) -> "Request":
        """The request that these arguments make. Raises UsageError where one can't be used."""
        from assistant.answering.state import Request

        return Request(
            question=check_question(question),
            history=tuple(as_turn(turn) for turn in history),
            since=as_date(since),
            until=as_date(until),
            pattern=within or None,
            strict=strict,
            id=id,
        )

    @cached_property
    def chain(self) -> "AnswerChain":
        """The same steps as a LangChain Runnable: invoke, stream, batch, ainvoke."""
        from assistant.answering.chain import AnswerChain

        with translated():
            return AnswerChain(self.pipeline, self.request, self.settings.language)

    @cached_property
    def tool(self) -> "AskTool":
        """The whole as a LangChain tool that takes {"question"}, for agents."""
        from assistant.answering.ask_tool import AskTool

        return AskTool(ask=self.answer)

    @property
    def library(self) -> "Library":
        """The library, opened at first use; where it is empty it takes in the seed."""
        with self._guard, translated():
            return self._library

    def index(
        self,
        *paths: str | Path,
        progress: Callable[["Progress"], None] = lambda _progress: None,
        waiting: Callable[["File"], bool] = lambda _file: False,
        prune: bool = False,
        passwords: Sequence[str] = (),
        workers: str = "",
    ) -> "SyncReport":
        """Make the library match these paths and those indexed before, as `Library.index` does.

        `workers` is the address of a Dask scheduler, whose workers then load and embed.
        """
        if "" in paths:
            raise UsageError("a path to index is empty: name a file or a folder")
        with self._guard, translated():
            library = self._opened
        retry = bool(passwords)
        with translated(), spread(self.settings, workers, passwords) as loader:
            local = self.settings.local(paths)
            return library.index(local, loader, progress, waiting, prune=prune, retry=retry)

    def remove(self, name: str) -> None:
        """Take a document out of the library, and leave it out from now on."""
        with translated():
            self.library.remove(name)

    def text(self, name: str) -> str:
        """A document's text as it was indexed: what offsets count in."""
        with translated():
            return self.library.text(name)

    def examples(self, count: int = 4, after: "Answer | None" = None) -> list[str]:
        """Questions that the library can answer: any, or those to go on with `after` an answer."""
        from assistant.answering.examples import examples

        with translated():
            reader = self._reader  # it loads in the background while the library opens
            return examples(self.library, reader, count, self.settings.confidence, after)

    @cached_property
    def _opened(self) -> "Library":
        return open_library(self.settings)

    @cached_property
    def _library(self) -> "Library":
        return seeded(self._opened, self.settings.data, self.loader, self._tell)

    def loader(self, passwords: Sequence[str] = ()) -> "Loader":
        """The loader of files' documents, within the settings' limits; a context manager."""
        from index.load.worker import Loader

        return Loader(self.settings.limits(), passwords)

    def _made_pipeline(self, settings: Settings) -> "Pipeline":
        """The steps over this library, with the engine that these settings name."""
        from assistant.answering.assembly import build_pipeline

        reader = self._reader  # it loads in the background while the library opens
        return build_pipeline(self.library, reader, settings)

    @cached_property
    def _reader(self) -> "Reader":
        from assistant.reader import packaged_reader

        return packaged_reader()
