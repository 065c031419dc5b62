"""What one browser tab is at: its conversation, its filters, its last check, its open answer."""

import glob
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Any

from assistant.errors import UsageError
from assistant.history.answer_markdown import day
from assistant.serve.page.html import EMPTY, Html
from assistant.serve.page.library_table import View
from assistant.serve.page.partial_answer import Draft
from assistant.types import Check


@dataclass(frozen=True, slots=True)
class Filters:
    """The documents that a question is put to: published in a span, named by a pattern."""

    since: date | None = None
    until: date | None = None
    within: str | None = None

    @classmethod
    def of(cls, since: str, until: str, within: str, names: Sequence[str]) -> "Filters":
        """Filters as somebody set them; a document's own name means that document.

        Raises UsageError for a date that is none, or a span that ends before it begins.
        """
        within = within.strip()
        pattern = glob.escape(within) if within in names else within
        made = cls(_date(since), _date(until), pattern or None)
        if made.since and made.until and made.since > made.until:
            raise UsageError(
                f"From {day(made.since)} until {day(made.until)} there is no day: swap the two."
            )
        return made

    def arguments(self) -> dict[str, Any]:
        """The filters as `Assistant.answer` takes them."""
        return {"since": self.since, "until": self.until, "within": self.within}


_ENDING = Lock()
"""Of an answer that is finished and stopped at once, one comes first."""


@dataclass(slots=True)
class Session:
    """One tab's state.

    `log` holds the turns above, as they are shown and with their ids where they are kept; `last`
    the one below them, which asks `question` and is kept as `turn`. `draft` is the answer that is
    being made.
    """

    conversation: int | None = None
    log: list[tuple[int | None, Html]] = field(default_factory=list)
    last: Html = EMPTY
    turn: int | None = None
    question: str = ""
    draft: Draft | None = None
    filters: Filters = field(default_factory=Filters)
    check: Check | None = None
    view: View = field(default_factory=View)

    @property
    def above(self) -> list[int]:
        """The kept turns above the last."""
        return [turn for turn, _ in self.log if turn is not None]

    def taken(self, draft: Draft | None = None) -> Draft | None:
        """The answer that is being made, for one who ends it: nobody else gets it any more.

        None where it is not `draft`, if that is given.
        """
        with _ENDING:
            if draft is not None and self.draft is not draft:
                return None
            ended, self.draft = self.draft, None
            return ended

    def leave(self) -> None:
        """Leaves the conversation."""
        self.conversation, self.turn, self.draft = None, None, None
        self.log, self.last, self.question = [], EMPTY, ""


def _date(value: str) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"{value} is not a date: write it as YYYY-MM-DD.") from error
