"""Outcomes → metrics over all questions of a set, and over each kind or type of them."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from assistant.evaluate import metrics
from assistant.evaluate.outcome import Outcome

SHARES = (0.90, 0.95, 0.97)
"""The rates at which the sweep over confidence thresholds is reported."""

STEPS = ("retrieve", "generate", "verify", "total")

Aggregates = dict[str, Any]
"""Metrics by the names that the JSON of a run gives them."""


def aggregate_by_group(outcomes: Sequence[Outcome]) -> dict[str, Aggregates]:
    """The metrics of all outcomes under "all", then of each group in the order of its name.

    A group's unanswerable questions are separated from all answerable ones of the set.
    """
    names = sorted({outcome.group for outcome in outcomes} - {""})
    known = [outcome.confidence for outcome in outcomes if outcome.answerable]
    groups = {"all": list(outcomes)}
    groups |= {name: [each for each in outcomes if each.group == name] for name in names}
    return {name: _aggregate(members, known) for name, members in groups.items()}


def _aggregate(outcomes: Sequence[Outcome], known: Sequence[float]) -> Aggregates:
    answerable = [outcome for outcome in outcomes if outcome.answerable]
    unanswerable = [outcome for outcome in outcomes if not outcome.answerable]
    return {
        "questions": len(outcomes),
        "answerable": len(answerable),
        **_retrieval(outcomes),
        **_answers([outcome for outcome in answerable if outcome.has_answers]),
        **_declined(outcomes, answerable, unanswerable),
        **_confidence(known, [outcome.confidence for outcome in unanswerable]),
        **_quotes(outcomes),
        "both_sides": metrics.mean(outcome.both_sides for outcome in outcomes),
        "disagreement_said": metrics.mean(outcome.disagreement for outcome in outcomes),
        "prompt_tokens": sum(outcome.prompt_tokens for outcome in outcomes),
        "completion_tokens": sum(outcome.completion_tokens for outcome in outcomes),
        "milliseconds": {step: _latency(outcomes, step) for step in STEPS},
    }


def _declined(
    outcomes: Sequence[Outcome], answerable: Sequence[Outcome], unanswerable: Sequence[Outcome]
) -> Aggregates:
    return {
        "answered": _share(answerable, lambda outcome: not outcome.declined),
        "declined": _share(unanswerable, lambda outcome: outcome.declined),
        "marked": _share(outcomes, lambda outcome: outcome.marked),
        "declined_or_marked": _share(
            unanswerable, lambda outcome: outcome.declined or outcome.marked
        ),
    }


def _share(outcomes: Sequence[Outcome], holds: Callable[[Outcome], bool]) -> float | None:
    return metrics.mean(holds(outcome) for outcome in outcomes)


def _retrieval(outcomes: Sequence[Outcome]) -> Aggregates:
    return {
        "recall_5": metrics.mean(outcome.recall_5 for outcome in outcomes),
        "recall_10": metrics.mean(outcome.recall_10 for outcome in outcomes),
        "mrr": metrics.mean(outcome.reciprocal_rank for outcome in outcomes),
        "ndcg_10": metrics.mean(outcome.ndcg_10 for outcome in outcomes),
        "documents_in_5_passages": metrics.mean(outcome.documents_in_5 for outcome in outcomes),
        "documents_in_10_passages": metrics.mean(outcome.documents_in_10 for outcome in outcomes),
    }


def _answers(outcomes: Sequence[Outcome]) -> Aggregates:
    def within(limit: int, field: str) -> float | None:
        ranks = [getattr(outcome, field) for outcome in outcomes]
        return metrics.mean(rank is not None and rank <= limit for rank in ranks)

    return {
        **{f"answer_in_{k}_passages": within(k, "passage_rank") for k in (4, 5, 10)},
        "answer_in_first_quote": within(1, "quote_rank"),
        "answer_in_3_quotes": within(3, "quote_rank"),
        "answer_shown_first": within(1, "shown_rank"),
        "answer_shown_in_3": within(3, "shown_rank"),
    }


def _confidence(known: Sequence[float], unknown: Sequence[float]) -> Aggregates:
    declining = {
        f"{share:.0%}": metrics.declined_while_answering(known, unknown, share) for share in SHARES
    }
    answering = {
        f"{share:.0%}": metrics.answered_while_declining(known, unknown, share) for share in SHARES
    }
    return {
        "auroc": metrics.auroc(known, unknown),
        "declined_while_answering": declining,
        "answered_while_declining": answering,
    }


def _quotes(outcomes: Sequence[Outcome]) -> Aggregates:
    cited = sum(outcome.cited for outcome in outcomes)
    verdicts: Counter[str] = Counter()
    for outcome in outcomes:
        verdicts.update(outcome.verdicts)
    exact = sum(outcome.exact for outcome in outcomes)
    return {
        "quotes": cited,
        "exact_quotes": exact / cited if cited else None,
        "verdicts": dict(sorted(verdicts.items())),
    }


def _latency(outcomes: Sequence[Outcome], step: str) -> dict[str, float | None]:
    times = [outcome.milliseconds[step] for outcome in outcomes]
    return {"median": metrics.percentile(times, 50), "p95": metrics.percentile(times, 95)}
