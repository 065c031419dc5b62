"""The types that every package of the assistant shares: answers, citations, verdicts."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from assistant.answer_layout import PLAIN, Layout
from assistant.json_form import answer_json, check_json
from assistant.messages import counted, say
from index.types import Hit, Passage

Verdict = Literal["supported", "partly", "unsupported", "contradicted"]

AnswerKind = Literal["question", "overview", "compare", "list", "documents", "talk"]
"""The kinds of request that answers tell: a yes or no is a question, a topic an overview, and what
can't be done is talk."""

REFUSAL = "The documents do not answer this."
"""The one refusal phrase: the prompt asks for it, the code looks for it. The user sees it in a
language of their own, as the message `refusal`."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a conversation: who said it ("user" or "assistant"), and what."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A statement or two of a passage: `document.text[start:end] == text`, always.

    `said` are its sentences as an answer says them, where these are not its text: a labelled row.
    """

    passage: Passage
    start: int
    end: int
    text: str
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence to verify. `cited` holds indexes into the passages; empty without a marker.

    `said` is the sentence as the answer says it, where that is not its text: a row, or an item.
    """

    text: str
    cited: tuple[int, ...] = ()
    said: str = ""
    layout: Layout = PLAIN


@dataclass(frozen=True, slots=True)
class Citation:
    """A marker in the answer with its quote; `start` and `end` count characters of the document.

    `page` counts from 1, `page_label` is what is printed on it where that differs ("iv").
    `section` is where the quote stands ("3 Travel › 3.2"), `labels` are a row's column names.
    `recognised` says how sure its letters are, from 0 to 1, where they were recognised in a
    picture of the page.
    """

    marker: str
    document: str
    title: str
    published: date | None
    outlet: str | None
    page: int | None
    page_label: str | None = field(default=None, kw_only=True)
    section: str | None = field(default=None, kw_only=True)
    labels: tuple[str, ...] = field(default=(), kw_only=True)
    recognised: float | None = field(default=None, kw_only=True)
    heading: str | None
    start: int
    end: int
    quote: str
    verdict: Verdict
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class DirectAnswer:
    """A few words of the quote cited by `marker`: `document.text[start:end] == text`, always."""

    text: str
    marker: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer or a draft, with its markers in its text.

    `reason` says in one line why the verdict is not plain `supported`; empty where it is.
    `citations` are the quotes that entail it, or that contradict it.
    """

    text: str
    verdict: Verdict
    markers: tuple[str, ...] = ()
    reason: str = ""
    citations: tuple[Citation, ...] = ()
    layout: Layout = PLAIN


@dataclass(frozen=True, slots=True)
class Side:
    """One of the answers that disagreeing sources give, with the markers that cite it.

    `reports` counts independent reports: copies of one wire story count once.
    """

    answer: str
    markers: tuple[str, ...]
    reports: int = 1


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sources that give different answers; `note` says so in one line."""

    kind: Literal["number", "date", "name", "place", "statement"]
    sides: tuple[Side, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was searched: the question as it was searched, how much, under which filters.

    `reports` names the only reports that were searched, where the question gives their time.
    `reason` is why the nearest quotes do not answer; empty where there is an answer.
    """

    question: str
    documents: int
    passages: int
    since: date | None = None
    until: date | None = None
    pattern: str | None = None
    reason: str = ""
    reports: str | None = None

    def __str__(self) -> str:
        """How much was searched, under which filters, and why that is no answer, in one line."""
        text = f"{counted(self.documents, 'document')}, {counted(self.passages, 'passage')}"
        given = {"since": self.since, "until": self.until, "in": self.pattern, "only": self.reports}
        filters = [say(f"filter.{word}", value=value) for word, value in given.items() if value]
        text += f" ({', '.join(filters)})" if filters else ""
        return f"{text}; {self.reason}." if self.reason else f"{text}."


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens a language model took in and gave out; zeros for `quotes`."""

    prompt_tokens: int = 0
    completion_tokens: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
        )


@dataclass(frozen=True, slots=True)
class Notice:
    """One line that an engine shows beside its reply: that it was cut short, say."""

    text: str


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds spent in each step."""

    retrieve_ms: float = 0.0
    generate_ms: float = 0.0
    verify_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """Sentences with citations, or an abstention with the nearest quotes.

    `confidence` in [0, 1] is the calibrated chance that the library holds the answer. `notice`
    says in one line what the user should know of how the answer was made. `nearest` holds the
    closest quotes of an abstention; its markers appear in no text. `direct` is the short answer.
    `reasoning` is what a language model thought aloud before it wrote.
    """

    question: str
    answer: str
    abstained: bool
    confidence: float
    model: str
    receipt: Receipt
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    passages: tuple[Hit, ...] = ()
    nearest: tuple[Citation, ...] = ()
    conflict: Conflict | None = None
    direct: DirectAnswer | None = None
    kind: AnswerKind = "question"
    notice: str | None = None
    usage: Usage = field(default_factory=Usage)
    timings: Timings = field(default_factory=Timings)
    id: str = ""
    reasoning: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The answer as the JSON that `assistant ask --json` prints."""
        return answer_json(self)


@dataclass(frozen=True, slots=True)
class Check:
    """A draft's sentences, each with its verdict and its best quotes."""

    sentences: tuple[Sentence, ...]
    id: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The check as the JSON that `assistant check --json` prints."""
        return check_json(self)


@dataclass(frozen=True, slots=True)
class Update:
    """One step of an answer that is being made.

    While `stage` is "write", `delta` holds words to append, without markers. Once a sentence is
    complete it is verified and arrives as `sentence`, which replaces the words since the one
    before; `strict` shows no words before they are verified. "search" after "write" begins anew:
    the model failed, and what it wrote before is void. "done" carries the whole `answer`.
    """

    stage: Literal["search", "write", "done"]
    delta: str = ""
    sentence: Sentence | None = None
    answer: Answer | None = None
