"""The engines' interface, and the engine that is a language model."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, get_args

from assistant.errors import ModelError
from assistant.question.more import asks_for_more
from assistant.question.query import Query
from assistant.types import Notice, Quote, Turn, Usage, Verdict
from index.types import Hit

if TYPE_CHECKING:
    from assistant.llm.client import ModelClient
    from assistant.llm.reasoning import Reasoning

LONGEST_QUESTION = 1000
"""Characters of a rewritten question: a longer one is no question."""

_VERDICTS: dict[str, Verdict] = {verdict: verdict for verdict in get_args(Verdict)}
_FENCED = re.compile(r"```(?:json)?\s*(\{.*\})\s*```", re.DOTALL)


class Engine(Protocol):
    """Words an answer to a query from the passages that were found for it."""

    @property
    def name(self) -> str:
        """The engine as `--model` names it, and as `Answer.model` reports it."""
        ...

    def write(
        self, query: Query, hits: Sequence[Hit], history: Sequence[Turn]
    ) -> "Iterator[str | Quote | Reasoning | Notice | Usage]":
        """The reply's text in pieces, its markers `[n]` counting `hits` from 1.

        A piece that is a `Quote` is a sentence in the source's own words, and its own citation.
        After the text come at most one `Notice` and at most one `Usage`. Raises `ModelError`
        where no whole reply could be had; what was yielded before it is then worth nothing.
        """
        ...


@dataclass(frozen=True, slots=True)
class ModelEngine:
    """Answers in a language model's words; `unsure` tells it that the passages may not answer.

    `sums_up` is the request where it is to sum up, from `notes` of the passages if there are any.
    """

    model: "ModelClient"
    unsure: bool = False
    sums_up: str = ""
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The model's name."""
        return self.model.name

    def write(
        self, query: Query, hits: Sequence[Hit], history: Sequence[Turn]
    ) -> "Iterator[str | Reasoning | Notice | Usage]":
        """The model's reply in pieces; see `Engine.write`."""
        from assistant.llm.messages import answer_messages, summary_messages

        if self.sums_up:
            return self.model.stream(summary_messages(self.sums_up, hits, self.notes))
        beyond = " Say what the conversation has not said." if asks_for_more(query.asked) else ""
        return self.model.stream(
            answer_messages(f"{query.text}{beyond}", hits, history, unsure=self.unsure)
        )


def rewrite(
    model: "ModelClient",
    question: str,
    history: Sequence[Turn],
    spend: Callable[[Usage], None] = lambda _: None,
) -> str:
    """The last question of a conversation, made to stand alone by the model.

    `spend` is called with the tokens used. Raises ModelError, also where the reply is no question.
    """
    from assistant.llm.messages import rewrite_messages

    reply, used = model.reply(rewrite_messages(question, history))
    spend(used)
    line = reply.strip().strip('"“”')
    if not line or "\n" in line or len(line) > LONGEST_QUESTION:
        raise ModelError(f"The model {model.name} did not make the question stand alone.")
    return line


def judge(
    model: "ModelClient",
    claim: str,
    quotes: Sequence[Quote],
    spend: Callable[[Usage], None] = lambda _: None,
) -> tuple[Verdict, str]:
    """The model's verdict on a claim by its quotes, and its reason in one line.

    `spend` is called with the tokens used. Raises ModelError, also where the reply is not the JSON
    object that was asked for.
    """
    from assistant.llm.messages import judge_messages

    reply, used = model.reply(judge_messages(claim, quotes))
    spend(used)
    text = reply.strip()
    if inside := _FENCED.fullmatch(text):
        text = inside[1]
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        parsed = None
    match parsed:
        case {"verdict": str(verdict), "reason": str(reason)} if verdict in _VERDICTS:
            return _VERDICTS[verdict], " ".join(reason.split())
    raise ModelError(f"The model {model.name} gave no verdict that can be read.")
