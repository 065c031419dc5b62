"""Search that prefers the reports that a question names, and keeps to its files and sections."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from glob import escape
from typing import Protocol

from assistant.answering import answering_weights as weights
from assistant.answering.identity import identity, marks
from assistant.answering.named_blocks import section_blocks
from assistant.messages import joined, say
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


class SearchByName(Protocol):
    """Searches the documents of a library whose names fit a pattern: the best passages first."""

    def __call__(self, question: str, limit: int, *, pattern: str | None) -> list[Hit]:
        """At most `limit` hits in documents whose names fit the glob `pattern`."""
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


def search_files(search: SearchByName, query: Query, limit: int) -> list[Hit]:
    """The `limit` best hits for a query in the files that it names."""
    hits = [hit for name in query.files for hit in search_document(search, query.text, name, limit)]
    return sorted(hits, key=lambda hit: -hit.score)[:limit]


def with_sections(search: SearchByName, query: Query, hits: Sequence[Hit]) -> list[Hit]:
    """The hits, those first that hold a section that the query names by its number.

    Where none does, the documents of the best hits are looked through for it. Documents whose
    names the question says more of come before others that have such a section too.
    """
    if not query.sections or not hits:
        return list(hits)
    named = _holding(query, hits)
    if not named:
        names = list(dict.fromkeys(hit.passage.source.name for hit in hits))
        for name in names[: weights.SECTION_DOCUMENTS]:
            found = search_document(search, query.text, name, weights.SECTION_PASSAGES)
            named += _holding(query, found)
    said = set(marks(query.text))
    most = max((len(identity(hit.passage.source) & said) for hit in named), default=0)
    best = [hit for hit in named if len(identity(hit.passage.source) & said) == most]
    places = {_place(hit) for hit in best}
    return [*best, *(hit for hit in hits if _place(hit) not in places)]


def search_document(search: SearchByName, question: str, name: str, limit: int) -> list[Hit]:
    """The `limit` best hits for a question in one document."""
    hits = search(question, limit, pattern=escape(name))
    return [hit for hit in hits if hit.passage.source.name == name]


def _holding(query: Query, hits: Sequence[Hit]) -> list[Hit]:
    """The hits that hold the sections that a query names, those with the very number first."""
    named = [each.hit for each in section_blocks(query.sections, hits)]
    return list({_place(hit): hit for hit in named}.values())


def _place(hit: Hit) -> tuple[str, int]:
    return hit.passage.source.name, hit.passage.start


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
            key = _place(hit)
            scores[key] = scores.get(key, 0.0) + weight / (weights.FUSION + rank)
            kept.setdefault(key, hit)
    best = sorted(scores, key=lambda key: -scores[key])
    return [replace(kept[key], score=scores[key]) for key in best]


def _note(missing: Sequence[ReportMention]) -> str | None:
    if not missing:
        return None
    names = joined(dict.fromkeys(str(report) for report in missing))
    return say("notice.not_held", names=names)
