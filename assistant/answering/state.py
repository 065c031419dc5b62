"""What the steps hand on: a request, and what is known of its answer so far."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.answering.answerability import Answerability
from assistant.answering.citations import JudgedSentence
from assistant.answering.conflict import ReportedAnswer
from assistant.answering.ranked_quote import RankedQuote
from assistant.question.query import Query
from assistant.types import Answer, AnswerKind, Receipt, Timings, Turn, Update, Usage
from index.types import Hit

Steps = Generator[Update, None, "State"]
"""One step at work: it yields updates, and gives the state for the next."""


def through(steps: "Sequence[Callable[[State], Steps]]", state: "State") -> "State":
    """The state after these steps, their updates passed over."""
    for step in steps:
        running = step(state)
        try:
            while True:
                next(running)
        except StopIteration as end:
            state = end.value
    return state


@dataclass(frozen=True, slots=True)
class Request:
    """A question with what belongs to it: the turns before, the filters, and how to answer.

    `strict` leaves unsupported and contradicted sentences out. `pattern` is a glob over names,
    or several, one a line; `collection:NAME` stands for a collection.
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
    """What is known so far. Once `answer` is set the steps that are left do nothing.

    `ranked` are the best quotes, in which the reader found what may be the answer's words.
    `reported` holds the answers that disagreeing sources give; `twins` the pairs of documents, by
    name, that are of different things, so that each one's quotes stand under its document's name;
    `lack` says what the question names and no document is. `offered` is what answers by the kind
    of the request where the language model is asked first, from the same passages; `whole` says
    that these are all of a document, which it is to sum up. Where it is longer than the model reads
    at once, `notes` hold what matters of each of the hits that are left.
    """

    request: Request
    query: Query
    receipt: Receipt
    hits: tuple[Hit, ...] = ()
    ranked: tuple[RankedQuote, ...] = ()
    answerability: Answerability = field(default_factory=Answerability)
    model: str = ""
    notice: str | None = None
    reported: tuple[ReportedAnswer, ...] = ()
    judged: tuple[JudgedSentence, ...] = ()
    usage: Usage = field(default_factory=Usage)
    timings: Timings = field(default_factory=Timings)
    twins: frozenset[frozenset[str]] = frozenset()
    lack: str = ""
    kind: AnswerKind = "question"
    reasoning: str = ""
    offered: Answer | None = None
    whole: bool = False
    notes: tuple[str, ...] = ()
    answer: Answer | None = None

    @property
    def kept(self) -> tuple[JudgedSentence, ...]:
        """The reply's sentences so far, without those that `strict` leaves out."""
        if not self.request.strict:
            return self.judged
        return tuple(one for one in self.judged if one.judgement.entailed)
