"""The tab for a table over documents: filled cell by cell, stopped, and saved as Excel."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from time import monotonic
from typing import Any

from assistant.answering.document_table import DocumentTable
from assistant.errors import UsageError
from assistant.messages import say
from assistant.serve.page.backend import Backend
from assistant.serve.page.cell_table import cell_table
from assistant.serve.page.session import Changes, Filters, Session

QUESTIONS = 100
"""Columns of one table, at most."""

EVERY, SHARE = 0.2, 10
"""Seconds between two updates of the page, and how many times as long as one took to make."""


class TableTab:
    """The tab for a table over documents, over one backend."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def steps(self) -> dict[str, Callable[[Any, Session], Any]]:
        """The steps of the script's events."""
        return {
            "fill": lambda at, now: self.fill(at.questions, at.within, now),
            "halt": lambda _at, now: self.halt(now),
        }

    def fill(self, questions: str, within: str, session: Session) -> Iterator[Changes]:
        """Asks each question, one a line, of each document, and shows each cell as it is read."""
        asked = list(dict.fromkeys(filter(None, map(str.strip, questions.splitlines()))))
        if not asked:
            raise UsageError("Write a question, or several, one a line.")
        if len(asked) > QUESTIONS:
            raise UsageError(f"A table has {QUESTIONS} questions at most.")
        filters = self._filters(within, session)
        self._backend.wait()
        token = session.filling = object()
        due = 0.0
        table = DocumentTable((), ())
        for table in self._backend.assistant.growing_table(asked, **filters.arguments()):
            session.table = table
            if session.filling is not token:
                break
            started = monotonic()
            if started > due:
                yield {"grid": cell_table(table)}
                due = monotonic() + max(EVERY, SHARE * (monotonic() - started))
        whole = table.read == table.cells
        name = self._backend.keep_table(table) if table.rows else ""
        yield {"grid": cell_table(table, say("table.done" if whole else "table.stopped"), name)}

    def halt(self, session: Session) -> Changes:
        """Stops after the cell that is being read; what was read stays."""
        session.filling = None
        return {}

    def _filters(self, within: str, session: Session) -> Filters:
        """The filter of the questions' tab, or a document or pattern of the table's own."""
        names = [one.source.name for one in self._backend.records() if one.key]
        own = Filters.of("", "", within, names).within
        return replace(session.filters, within=own) if own else session.filters
