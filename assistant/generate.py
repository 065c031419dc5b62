"""The engines' interface."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from assistant.types import Notice, Turn, Usage
from index.types import Hit


class Engine(Protocol):
    """Words an answer to a question from the passages that were found for it."""

    @property
    def name(self) -> str:
        """The engine as `--model` names it, and as `Answer.model` reports it."""
        ...

    def write(
        self, question: str, hits: Sequence[Hit], history: Sequence[Turn]
    ) -> Iterator[str | Notice | Usage]:
        """The reply's text in pieces, its markers `[n]` counting `hits` from 1.

        After the text come at most one `Notice` and at most one `Usage`. Raises `ModelError`
        where no whole reply could be had; what was yielded before it is then worth nothing.
        """
        ...
