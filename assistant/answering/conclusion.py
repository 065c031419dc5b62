"""The state that the steps left → the answer: cited sentences, or an abstention."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assistant.answer_layout import answer_markdown_text
from assistant.answering import answering_weights as weights
from assistant.answering.citations import citation, cites
from assistant.answering.conflict import conflict
from assistant.answering.copies import one_report
from assistant.answering.ranked_quote import RankedQuote
from assistant.answering.state import State
from assistant.messages import say
from assistant.question.answer_type import asks_for_words
from assistant.types import Answer, Citation, Conflict, DirectAnswer, Quote, Sentence


def answered(
    state: State, sentences: tuple[Sentence, ...], citations: tuple[Citation, ...]
) -> Answer:
    """The answer that these verified sentences make, with both sides where sources disagree."""
    citations, disagreement = _with_sides(state, citations)
    state = noted(state, one_report(citations, state.hits))
    unsure = disagreement is not None or bool(state.answerability.lack)
    unsure = unsure or not asks_for_words(state.query.asked)
    return answer_of(
        state,
        answer=answer_markdown_text(sentences),
        direct=None if unsure else direct_answer(citations, state.ranked),
        abstained=False,
        sentences=sentences,
        citations=citations,
        conflict=disagreement,
    )


def declined(state: State, nearest: Sequence[Quote], reason: str) -> Answer:
    """The abstention: the refusal, what was searched, the nearest quotes, and why they fall short.

    `reason` is the clause that ends the receipt.
    """
    state = replace(state, receipt=replace(state.receipt, reason=reason))
    cited = [citation(f"[{n}]", quote, "unsupported") for n, quote in enumerate(nearest, 1)]
    return answer_of(state, answer=say("refusal"), abstained=True, nearest=tuple(cited))


def direct_answer(
    citations: Sequence[Citation], ranked: Sequence[RankedQuote]
) -> DirectAnswer | None:
    """The words of the first citation that the reader takes for the answer, where it is sure."""
    for first in citations[:1]:
        for reading in (each.reading for each in ranked if cites(first, each.quote)):
            if reading is None or reading.probability < weights.DIRECT:
                continue
            if first.start <= reading.start < reading.end <= first.end:
                text = first.quote[reading.start - first.start : reading.end - first.start]
                return DirectAnswer(text, first.marker, reading.start, reading.end)
    return None


def noted(state: State, notice: str) -> State:
    """The state with one more thing that the reader should know; nothing where it is empty."""
    return replace(state, notice=" ".join(filter(None, (state.notice, notice))) or None)


def answer_of(state: State, **fields: Any) -> Answer:
    """The answer that a state makes, with these fields of its own."""
    return Answer(
        question=state.request.question,
        kind=state.kind,
        confidence=state.answerability.confidence,
        model=state.model,
        receipt=state.receipt,
        passages=state.hits,
        notice=state.notice,
        usage=state.usage,
        timings=state.timings,
        id=state.request.id,
        reasoning=state.reasoning,
        **fields,
    )


def _with_sides(
    state: State, citations: tuple[Citation, ...]
) -> tuple[tuple[Citation, ...], Conflict | None]:
    """The citations with those that each side of a disagreement needs, and the disagreement."""
    if not state.reported:
        return citations, None
    cited = list(citations)
    markers = []
    for answer in state.reported:
        own = [each.marker for each in cited if any(cites(each, q) for q in answer.places)]
        if not own:
            cited.append(citation(f"[{len(cited) + 1}]", answer.quotes[0], "supported"))
            own = [cited[-1].marker]
        markers.append(tuple(own))
    return tuple(cited), conflict(state.reported, markers)
