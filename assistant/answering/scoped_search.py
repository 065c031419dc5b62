"""Search that prefers the reports, times and outlets that a question names."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from assistant.answering import answering_weights as weights
from assistant.question.query import Query
from assistant.question.scope import ReportMention
from index.types import Hit


class Search(Protocol):
    """Searches a library: the best passages first."""

    def __call__(
        self, question: str, limit: int, *, since: date | None, until: date | None
    ) -> list[Hit]:
        """At most `limit` hits in documents published from `since` to `until`."""
        ...


@dataclass(frozen=True, slots=True)
class ScopedHits:
    """Hits, best first.

    `note` is a line for the reader where a named report is not in the library; `only` the report
    that all hits are of, where the question plainly names one by its time.
    """

    hits: list[Hit]
    note: str | None = None
    only: str | None = None


def search_in_scope(search: Search, query: Query, limit: int) -> ScopedHits:
    """The `limit` best hits for a query, those of the reports it names preferred.

    Each named report is searched for by the clause that names it, among documents of its outlet
    and time, and its best passages join by reciprocal rank fusion. A question that plainly names
    one report by its time gets passages of that report alone; where none is there nothing is
    filtered, and the note says so. The query's own filters always hold. Without a scope it is the
    plain search.
    """
    scope, since, until = query.scope, query.filters.since, query.filters.until
    depth = max(limit, weights.REPORT_DEPTH) if scope.reports or scope.latest else limit
    hits = search(query.text, depth, since=since, until=until)
    rankings: list[tuple[float, Sequence[Hit]]] = [(1.0, hits)]
    missing: list[ReportMention] = []
    for report in scope.reports:
        own = _of(search, report, depth, since, until)
        if not report.plain:
            rankings.append((weights.EVENT_TIME, own))
        elif own:
            rankings.append((1.0, own[: max(1, weights.REPORT_PASSAGES // len(scope.reports))]))
        elif report.dated:
            missing.append(report)
    if scope.latest:
        rankings.append((weights.RECENCY, _newest_first(hits[:limit])))
    if len(rankings) > 1:
        hits = _fused(rankings)
    if len(scope.reports) == 1 and not missing and scope.reports[0].named:
        (report,) = scope.reports
        own = [hit for hit in hits if report.matches(hit.passage.source)]
        return ScopedHits(own[:limit], only=str(report))
    return ScopedHits(hits[:limit], _note(missing))


def _of(
    search: Search, report: ReportMention, depth: int, since: date | None, until: date | None
) -> list[Hit]:
    """The hits for a report's clause that are of such a report."""
    first = max(filter(None, (since, report.since)), default=None)
    last = min(filter(None, (until, report.until)), default=None)
    hits = search(report.clause, depth, since=first, until=last)
    return [hit for hit in hits if report.matches(hit.passage.source)]


def _newest_first(hits: Sequence[Hit]) -> list[Hit]:
    """The hits whose date is known, the newest first."""
    dated = [hit for hit in hits if hit.passage.source.published]
    return sorted(dated, key=lambda hit: hit.passage.source.published or date.min, reverse=True)


def _fused(rankings: Sequence[tuple[float, Sequence[Hit]]]) -> list[Hit]:
    """Weighted rankings as one; a hit keeps the signals of the ranking that had it first."""
    scores: dict[tuple[str, int], float] = {}
    kept: dict[tuple[str, int], Hit] = {}
    for weight, ranking in rankings:
        for rank, hit in enumerate(ranking, 1):
            key = (hit.passage.source.name, hit.passage.start)
            scores[key] = scores.get(key, 0.0) + weight / (weights.FUSION + rank)
            kept.setdefault(key, hit)
    best = sorted(scores, key=lambda key: -scores[key])
    return [replace(kept[key], score=scores[key]) for key in best]


def _note(missing: Sequence[ReportMention]) -> str | None:
    if not missing:
        return None
    names = " and ".join(dict.fromkeys(str(report) for report in missing))
    return f"The library does not hold {names}; other documents were searched."
