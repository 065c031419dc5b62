"""A question that wants yes or no: the answer begins with it where the evidence decides."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.citations import JudgedSentence, folded
from assistant.answering.state import State
from assistant.question.request_kind import request_kind
from assistant.reader import Reader
from assistant.types import Quote

SURE = 0.75
"""The reader's probability from which on evidence decides. A guess."""


def with_yes_or_no(state: State, reader: Reader) -> State:
    """The state whose reply begins with Yes or No, then the sentence that shows it."""
    asked = request_kind(state.receipt.question)
    if asked.form != "yes or no" or state.reported:
        return state
    verdict = decided(reader, asked.subject, [judgement.quotes for _, judgement in state.judged])
    if verdict is None:
        return state
    number, word = verdict
    first = state.judged[number]
    rest = [each for at, each in enumerate(state.judged) if at != number]
    opened: JudgedSentence = (f"{word}. {first[0]}", first[1])
    return replace(state, judged=(opened, *rest))


def decided(
    reader: Reader, claim: str, evidence: Sequence[Sequence[Quote]]
) -> tuple[int, str] | None:
    """The first evidence that bears the claim out or contradicts it, and so "Yes" or "No"."""
    texts = [" ".join(_read(quote) for quote in quotes) for quotes in evidence]
    for number, found in enumerate(reader.verdicts(claim, texts)):
        if max(found.supported, found.contradicted) >= SURE:
            return number, "Yes" if found.supported > found.contradicted else "No"
    return None


def _read(quote: Quote) -> str:
    """A quote under its document's title, which says what it is about."""
    body = " ".join(quote.said) or folded(quote.text)
    return f"{quote.passage.source.title}. {body}"
