"""Verdicts weighed again by the language model, where `ASSISTANT_VERIFY=model`."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answering.engines import judge
from assistant.errors import ModelError
from assistant.llm.client import ModelClient
from assistant.types import Claim, Quote, Usage
from assistant.verify import Judgement, agree, denies
from index.text.mentions import mentions
from index.types import Passage

_SHOWN = 3
"""Passages that the model is shown of a claim for which the rules found no quote."""


def judged(
    claim: Claim,
    judgement: Judgement,
    passages: Sequence[Passage],
    caller: ModelClient,
    spend: Callable[[Usage], None],
) -> Judgement:
    """The model's judgement of a claim that is no quote, where nothing contradicts it.

    The model may lower a verdict, and raise one where no veto stands: a number or date that no
    quote holds stays a failure, whatever it says, and so does a denial on one side alone. Where the
    model can't judge, the verdict stands.
    """
    if judgement.verdict == "contradicted" or _is_quote(claim, judgement):
        return judgement
    shown = [passages[number] for number in claim.cited] or list(passages[:_SHOWN])
    quotes = judgement.quotes or tuple(
        Quote(passage, passage.start, passage.end, passage.text) for passage in shown
    )
    if not _facts_hold(claim, quotes) or _denied(claim, quotes, judgement.quotes):
        return judgement
    try:
        verdict, reason = judge(caller, claim.text, quotes, spend)
    except ModelError:
        return judgement
    kept = quotes if verdict != "unsupported" else ()
    return replace(
        judgement,
        verdict=verdict,
        reason="" if verdict == "supported" else reason,
        quotes=kept,
    )


def _is_quote(claim: Claim, judgement: Judgement) -> bool:
    """Whether a claim is a quote of it, word for word."""
    said = " ".join(claim.text.split()).rstrip(".")
    return any(said in " ".join(quote.text.split()) for quote in judgement.quotes)


def _facts_hold(claim: Claim, quotes: Sequence[Quote]) -> bool:
    """Whether each number and date of a claim stands in a quote of it."""
    held = [
        fact for quote in quotes for fact in mentions(quote.text, quote.passage.source.published)
    ]
    return all(
        any(agree(fact, other) for other in held)
        for fact in mentions(claim.text)
        if fact.kind in ("number", "date")
    )


def _denied(claim: Claim, shown: Sequence[Quote], near: Sequence[Quote]) -> bool:
    """Whether a claim denies what no quote does, or each that comes near it denies the claim."""
    if denies(claim.text):
        return not any(denies(quote.text) for quote in shown)
    return bool(near) and all(denies(quote.text, claim.text) for quote in near)
