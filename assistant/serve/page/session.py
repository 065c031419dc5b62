"""The state of one browser tab: its conversation, filters, last check, and streaming answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Any

from assistant.answering.document_table import DocumentTable
from assistant.errors import UsageError
from assistant.messages import day
from assistant.serve.page.html import EMPTY, Html
from assistant.serve.page.library_table import TableView
from assistant.serve.page.partial_answer import PartialAnswer
from assistant.types import Check
from index.search.filters import exact_pattern
from index.sync.report import SyncReport

Changes = dict[str, Any]
"""What an event changes of the page: new values by the names of the parts."""


@dataclass(frozen=True, slots=True)
class Filters:
    """The documents that a question is put to: published between two days, named by a pattern.

    The pattern may be several, one a line: of the documents and folders that are ticked.
    """

    since: date | None = None
    until: date | None = None
    within: str | None = None

    @classmethod
    def of(
        cls,
        since: str,
        until: str,
        within: str,
        names: Sequence[str],
        chosen: Sequence[str] = (),
    ) -> "Filters":
        """Filters from a form's fields; a document's own name means that document.

        What is ticked is `chosen`: each a pattern.

        Raises UsageError for a date that is none, or an `until` before `since`.
        """
        within = within.strip()
        typed = exact_pattern([within]) if within in names else within
        pattern = "\n".join(one for one in (*chosen, typed) if one)
        filters = cls(as_day(since), as_day(until), pattern or None)
        if filters.since and filters.until and filters.since > filters.until:
            raise UsageError(
                f"From {day(filters.since)} until {day(filters.until)} there is no day:"
                " swap the two."
            )
        return filters

    def arguments(self) -> dict[str, Any]:
        """The filters as `Assistant.answer` takes them."""
        return {"since": self.since, "until": self.until, "within": self.within}


# Of an answer that is finished and stopped at once, one comes first. It is one lock for all tabs,
# held for an instant, as Gradio copies a session's first state and locks can't be copied.
_ENDING = Lock()


@dataclass(slots=True)
class Session:
    """One tab's state.

    `log` holds the turns above, as they are shown and with their ids where they are kept; `last`
    the one below them, which asks `question` and is kept as `turn`. `partial` is the answer that
    is streaming in. `recalled` are the words that conversations are searched for, `report` is what
    the last indexing changed, `reading` is the document that is open. `table` is the last table
    over documents, and `filling` stands for its being read: another, or None, ends that.
    `user` is whose tab it is, where there are several; `shared` the answer of another that is open,
    by its user and token.
    """

    conversation: int | None = None
    log: list[tuple[int | None, Html]] = field(default_factory=list)
    last: Html = EMPTY
    turn: int | None = None
    question: str = ""
    partial: PartialAnswer | None = None
    filters: Filters = field(default_factory=Filters)
    check: Check | None = None
    table: DocumentTable | None = None
    filling: object | None = None
    recalled: str = ""
    report: SyncReport | None = None
    reading: str = ""
    view: TableView = field(default_factory=TableView)
    user: str | None = None
    shared: tuple[str, str] | None = None

    @property
    def above(self) -> list[int]:
        """The kept turns above the last."""
        return [turn for turn, _ in self.log if turn is not None]

    def end(self, partial: PartialAnswer | None = None) -> PartialAnswer | None:
        """Takes the streaming answer out, for the one caller who ends it: others get None.

        None too where it is not `partial`, if that is given.
        """
        with _ENDING:
            if partial is not None and self.partial is not partial:
                return None
            ended, self.partial = self.partial, None
            return ended

    def leave(self) -> None:
        """Leaves the conversation."""
        self.conversation, self.turn, self.partial = None, None, None
        self.log, self.last, self.question, self.shared = [], EMPTY, "", None


def as_day(value: str) -> date | None:
    """The day in a form's field; None where it is empty. Raises UsageError for what is none."""
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"{value} is not a date: write it as YYYY-MM-DD.") from error
