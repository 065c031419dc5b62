"""What the steps hand on: a request, and what is known of its answer so far."""

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import date

from assistant.conflict import Telling
from assistant.types import Answer, Quote, Receipt, Timings, Turn, Update, Usage
from assistant.verify import Claim
from index.types import Hit

Steps = Generator[Update, None, "State"]
"""One step at work: it yields updates, and gives the state for the next."""


@dataclass(frozen=True, slots=True)
class Request:
    """A question with what belongs to it: the turns before, the filters, and how to answer.

    `strict` leaves unsupported and contradicted sentences out. `pattern` is a glob over names.
    """

    question: str
    history: tuple[Turn, ...] = ()
    since: date | None = None
    until: date | None = None
    pattern: str | None = None
    strict: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """What is known so far. Once `answer` is set the steps that are left do nothing."""

    request: Request
    receipt: Receipt
    hits: tuple[Hit, ...] = ()
    confidence: float = 0.0
    model: str = ""
    notice: str | None = None
    claims: tuple[Claim | Quote, ...] = ()
    tellings: tuple[Telling, ...] = ()
    usage: Usage = field(default_factory=Usage)
    timings: Timings = field(default_factory=Timings)
    answer: Answer | None = None
