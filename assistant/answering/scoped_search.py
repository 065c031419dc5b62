"""Search that heeds what a question says of time and outlet, softly."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from assistant.question.scope import Report, Scope
from index.types import Hit

_FUSION = 60
"""The constant of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009)."""
_DEPTH = 60
"""How many hits are looked through for those of a named report."""
_PLACES = 3
"""How many passages of the named reports join, shared out among them, but one of each at least:
more would crowd out what the question does not name."""
_HAPPENED = 0.25
"""What the rank among reports of a time counts where the question speaks of when things happened:
a report may come later than what it tells."""
_RECENT = 0.5
"""What the rank by date counts where the question asks for the latest."""


class Search(Protocol):
    """Searches a library: the best passages first."""

    def __call__(
        self, question: str, limit: int, *, since: date | None, until: date | None
    ) -> list[Hit]:
        """At most `limit` hits in documents published from `since` to `until`."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """Hits, best first.

    `note` is a line for the reader where a named report is not in the library; `only` the report
    that all hits are of, where the question plainly names one by its time.
    """

    hits: list[Hit]
    note: str | None = None
    only: str | None = None


def find(
    search: Search,
    question: str,
    scope: Scope,
    limit: int,
    since: date | None = None,
    until: date | None = None,
) -> Found:
    """The `limit` best hits for `question`, those of the reports it names preferred.

    Each named report is searched for by the clause that names it, among documents of its outlet
    and time, and its best passages join by reciprocal rank fusion. A question that plainly names
    one report by its time gets passages of that report alone; where none is there nothing is
    filtered, and the note says so. `since` and `until` are the reader's own filters and always
    hold. Without a scope it is the plain search.
    """
    depth = max(limit, _DEPTH) if scope.reports or scope.latest else limit
    hits = search(question, depth, since=since, until=until)
    rankings: list[tuple[float, Sequence[Hit]]] = [(1.0, hits)]
    missing: list[Report] = []
    for report in scope.reports:
        own = _of(search, report, depth, since, until)
        if not report.plain:
            rankings.append((_HAPPENED, own))
        elif own:
            rankings.append((1.0, own[: max(1, _PLACES // len(scope.reports))]))
        elif report.dated:
            missing.append(report)
    if scope.latest:
        rankings.append((_RECENT, _newest_first(hits[:limit])))
    if len(rankings) > 1:
        hits = _fused(rankings)
    if len(scope.reports) == 1 and not missing and scope.reports[0].named:
        (report,) = scope.reports
        own = [hit for hit in hits if report.matches(hit.passage.source)]
        return Found(own[:limit], only=str(report))
    return Found(hits[:limit], _note(missing))


def _of(
    search: Search, report: Report, depth: int, since: date | None, until: date | None
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
            scores[key] = scores.get(key, 0.0) + weight / (_FUSION + rank)
            kept.setdefault(key, hit)
    best = sorted(scores, key=lambda key: -scores[key])
    return [replace(kept[key], score=scores[key]) for key in best]


def _note(missing: Sequence[Report]) -> str | None:
    if not missing:
        return None
    names = " and ".join(dict.fromkeys(str(report) for report in missing))
    return f"The library does not hold {names}; other documents were searched."
