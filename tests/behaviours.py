"""What the model's server of the tests can do, and what it was asked."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Reply:
    """Words, a piece at a time. Times are in seconds.

    `beside` are fields that come before the words: reasoning, a refusal. `cut` and
    `stall` count pieces: after so many, the connection is cut, or stays open and silent
    (with comments that keep it alive every `keep_alive`, if set). Without `finish` the stream ends
    in good order, yet without saying why.
    """

    text: str
    first: float = 0.0
    between: float = 0.0
    cut: int | None = None
    stall: int | None = None
    keep_alive: float | None = None
    finish: str | None = "stop"
    usage: tuple[int, int] | None = (120, 8)
    beside: dict[str, str] = field(default_factory=dict)

    @property
    def pieces(self) -> list[str]:
        """The text, divided before its spaces."""
        words = self.text.split(" ")
        return [words[0], *(f" {word}" for word in words[1:])] if self.text else []


@dataclass(frozen=True)
class Refusal:
    """An HTTP error as OpenAI words it."""

    status: int
    code: str | None = None
    message: str = "The request was refused."
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Junk:
    """Anything at all, with status 200."""

    body: str
    content_type: str = "text/event-stream"


Behaviour = Reply | Refusal | Junk


@dataclass(frozen=True)
class Request:
    """What a client sent."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def system(self) -> str:
        """The text of the system's message."""
        return self._said("system")

    @property
    def human(self) -> str:
        """The text of the user's message."""
        return self._said("user")

    def _said(self, role: str) -> str:
        return "\n".join(
            message["content"] for message in self.body["messages"] if message["role"] == role
        )
