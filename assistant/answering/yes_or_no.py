"""A question that wants yes or no: the answer begins with it where the evidence decides."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.citations import folded
from assistant.answering.state import State
from assistant.messages import say
from assistant.question.more import asks_for_more
from assistant.question.request_kind import request_kind
from assistant.reader import Reader
from assistant.types import Quote

SURE = 0.8
"""The reader's probability from which on evidence decides. A guess."""
APART = 0.1
"""How much surer it must be than of evidence for the opposite. A guess."""


def with_yes_or_no(state: State, reader: Reader) -> State:
    """The state whose reply is Yes or No, then the sentence that shows it, and nothing more."""
    question = state.receipt.question
    if request_kind(question).form != "yes or no" or asks_for_more(state.request.question):
        return state
    # What a sentence says may be clear from those beside it alone, and clearer without them.
    whole = [" ".join(map(_read, each.judgement.quotes)) for each in state.judged]
    verdict = decided(reader, question, [*whole, *(each.text for each in state.judged)])
    if verdict is None:
        return state
    number, word = verdict
    first = state.judged[number % len(whole)]
    opened = first._replace(
        text=say("answer.yes" if word == "Yes" else "answer.no", sentence=first.text)
    )
    # Further sentences of the same quote go with it, where it decides with them.
    rest = [
        each
        for each in state.judged
        if number < len(whole) and each.judgement is first.judgement and each is not first
    ]
    # That sources differ in some figure is no matter where all that decides agrees.
    return replace(state, judged=(opened, *rest), reported=())


def decided(reader: Reader, question: str, evidence: Sequence[str]) -> tuple[int, str] | None:
    """The evidence that decides a question, and "Yes" or "No"; None where none does.

    The reader weighs the question as it is asked, as a claim: words put in another order by rule
    are no better English, and it is surer of them than it should be.
    """
    found = reader.verdicts(question, evidence)
    if not found:
        return None
    yes = max(range(len(found)), key=lambda at: found[at].supported)
    no = max(range(len(found)), key=lambda at: found[at].contradicted)
    for_it, against = found[yes].supported, found[no].contradicted
    if max(for_it, against) < SURE or abs(for_it - against) < APART:
        return None
    return (yes, "Yes") if for_it > against else (no, "No")


def _read(quote: Quote) -> str:
    return " ".join(quote.said) or folded(quote.text)
