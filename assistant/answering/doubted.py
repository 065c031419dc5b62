"""A language model asked where quotes would decline: from passages that are near at all."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering import answering_weights as weights
from assistant.answering.engines import Engine, ModelEngine
from assistant.answering.lexical_fit import coverage
from assistant.answering.state import State
from assistant.messages import say
from assistant.question.query import Query
from assistant.settings import QUOTES
from assistant.types import Answer
from index.embed import embedded_text
from index.text.stems import stems
from index.types import Hit


def near(query: Query, hits: Sequence[Hit]) -> bool:
    """Whether one of the best passages is near the question by its meaning or its words.

    Those of a question in another language can be neither.
    """
    if not hits or query.language != "en":
        return bool(hits)
    best = hits[: weights.READ_PASSAGES]
    alike = max(hit.similarity for hit in best)
    covered = max(coverage(query.weights, set(stems(embedded_text(hit.passage)))) for hit in best)
    return alike >= weights.NEAR_MEANING or covered >= weights.NEAR_WORDS


def worded(engine: Engine, state: State, threshold: float) -> Engine:
    """The engine; a model is told where it is to sum up, or the passages may not answer."""
    if not isinstance(engine, ModelEngine):
        return engine
    if state.offered is not None and state.kind == "overview":
        return replace(engine, sums_up=state.receipt.question, notes=state.notes)
    unsure = state.offered is None and state.answerability.confidence < threshold
    return replace(engine, unsure=unsure)


def in_place(offered: Answer, notice: str | None) -> Answer:
    """The answer by kind in place of a reply that the documents do not bear out."""
    said = " ".join(filter(None, (offered.notice, notice, say("notice.in_place"))))
    return replace(offered, model=QUOTES, notice=said)
