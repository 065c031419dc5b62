"""Aggregates as a table for a terminal: a row a metric, a column a group."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assistant.errors import one_line
from assistant.evaluate.aggregates import SHARES, STEPS, Aggregates

VERDICTS = ("supported", "partly", "unsupported", "contradicted")

_Row = tuple[str, Callable[[Aggregates], str]]


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f}%"


def _decimal(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _row(label: str, *path: str, form: Callable[[Any], str] = _percent) -> _Row:
    def cell(aggregates: Aggregates) -> str:
        value: Any = aggregates
        for key in path:
            value = value.get(key) if isinstance(value, Mapping) else None
        return form(value)

    return label, cell


def _count(value: int | None) -> str:
    return f"{value:,}" if value else "–"


def _milliseconds(value: Mapping[str, float | None] | None) -> str:
    if not value or value["median"] is None:
        return "–"
    return f"{value['median']:.1f} / {value['p95']:.1f}"


ROWS: tuple[_Row, ...] = (
    _row("questions", "questions", form=_count),
    _row("answerable", "answerable", form=_count),
    _row("recall of documents at 5", "recall_5"),
    _row("recall of documents at 10", "recall_10"),
    _row("MRR", "mrr", form=_decimal),
    _row("nDCG@10", "ndcg_10", form=_decimal),
    _row("documents in 5 passages", "documents_in_5_passages"),
    _row("documents in 10 passages", "documents_in_10_passages"),
    _row("answer in 4 passages", "answer_in_4_passages"),
    _row("answer in 5 passages", "answer_in_5_passages"),
    _row("answer in 10 passages", "answer_in_10_passages"),
    _row("answer in first quote", "answer_in_first_quote"),
    _row("answer in 3 quotes", "answer_in_3_quotes"),
    _row("… or in the first nearest", "answer_shown_first"),
    _row("… or in 3 nearest", "answer_shown_in_3"),
    _row("answerable answered", "answered"),
    _row("unanswerable declined", "declined"),
    _row("… or marked as not answering", "declined_or_marked"),
    _row("marked as not answering", "marked"),
    _row("AUROC of confidence", "auroc", form=_decimal),
    *(
        _row(f"declined, {share:.0%} answered", "declined_while_answering", f"{share:.0%}")
        for share in SHARES
    ),
    *(
        _row(f"answered, {share:.0%} declined", "answered_while_declining", f"{share:.0%}")
        for share in SHARES
    ),
    _row("quotes", "quotes", form=_count),
    _row("exact quotes", "exact_quotes"),
    *(_row(f"sentences {verdict}", "verdicts", verdict, form=_count) for verdict in VERDICTS),
    _row("both sides cited", "both_sides"),
    _row("disagreement said", "disagreement_said"),
    _row("prompt tokens", "prompt_tokens", form=_count),
    _row("completion tokens", "completion_tokens", form=_count),
    *(
        _row(f"{step} ms, median / 95th", "milliseconds", step, form=_milliseconds)
        for step in STEPS
    ),
)


def metrics_table(groups: Mapping[str, Aggregates]) -> str:
    """The metrics of `groups` as aligned text, without the rows that have no value."""
    rows = [(label, *(cell(aggregates) for aggregates in groups.values())) for label, cell in ROWS]
    return align([("", *groups), *(row for row in rows if set(row[1:]) != {"–"})])


def align(rows: Sequence[Sequence[str]]) -> str:
    """Rows as lines: the first column flush left, the others flush right."""
    rows = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for first, *rest in rows:
        cells = [f"{cell:>{width}}" for cell, width in zip(rest, widths[1:], strict=True)]
        lines.append("  ".join([f"{first:<{widths[0]}}", *cells]).rstrip())
    return "\n".join(lines)
