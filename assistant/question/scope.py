"""What a question says of time and outlet: which reports it names, and whether it wants the latest.

"Between the Herald report published on May 3, 2025, and the Post's article of May 21, …"
→ ReportMention(("Herald",), 2025-05-03, 2025-05-03, …), ReportMention(("Post",), …)
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from assistant.question.outlets import Named, named
from assistant.question.periods import Period, periods
from index.types import Source

_WORD = re.compile(r"\w+")
_SPLIT = re.compile(
    r"[,;](?=\s)|\s(?:while|but|whereas)\s"
    r"|\sand\s(?=(?:is|was|were|are|has|have|had|did|does|the|an?|who|which|that|then|also|again"
    r"|with|later|another)\s)",
    re.IGNORECASE,
)
_CLAUSE_WORDS = 9
"""A shorter clause belongs to the one before it."""
# What is dated is a report: "the article of May 3", "reported last week", "published on …".
_REPORTED = re.compile(
    r"\b(?:reports?|reported|articles?|stor(?:y|ies)|news|coverage|pieces?|posts?|interviews?"
    r"|dispatch(?:es)?|editorials?|published|dated|wrote)(?:\W+\w+){0,2}\W+$",
    re.IGNORECASE,
)
_MOST = 8
"""How many outlets and how many times of one question are heeded: each costs a search."""
_NEAR = 80
"""How many characters before a time tell what it dates."""
_LATEST = re.compile(r"\b(?:latest|newest|most\s+recent(?:ly)?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReportMention:
    """A report that a question names, by its outlet, by when it came out, or by both.

    `outlets` holds the library's names for the outlet, several where the question's word fits
    several; empty where it names none. `since` and `until` are the first and last day, None where
    open. `clause` is the part of the question that names it. It is `plain` where the question
    names a report ("published on May 3"), not a time at which things happened ("in 2021").
    """

    outlets: tuple[str, ...]
    since: date | None
    until: date | None
    clause: str
    plain: bool

    @property
    def dated(self) -> bool:
        """Whether the question says when it came out."""
        return self.since is not None or self.until is not None

    @property
    def named(self) -> bool:
        """Whether the question plainly names it by when it came out."""
        return self.plain and self.dated

    def matches(self, source: Source) -> bool:
        """Whether a document is such a report, as far as its outlet and date are known to be."""
        return (
            (not self.outlets or source.outlet in self.outlets)
            and (self.since is None or (source.published or date.min) >= self.since)
            and (self.until is None or (source.published or date.max) <= self.until)
        )

    def __str__(self) -> str:
        """The report in words: "a report by The Herald of 2025-05-21"."""
        outlet = f" by {' or '.join(self.outlets)}" if self.outlets else ""
        since = f" since {self.since}" if self.since else ""
        until = f" until {self.until}" if self.until else ""
        time = f" of {self.since}" if self.since == self.until and self.since else since + until
        return f"a report{outlet}{time}"


@dataclass(frozen=True, slots=True)
class Scope:
    """The reports that a question names, in its order, and whether it asks for the latest."""

    reports: tuple[ReportMention, ...] = ()
    latest: bool = False

    @property
    def open(self) -> bool:
        """Whether any report may answer: none is plainly named, nor the latest asked for."""
        return not self.latest and not any(report.plain for report in self.reports)


def read_scope(question: str, outlets: Collection[str], newest: date | None, today: date) -> Scope:
    """What `question` says of time and outlet.

    `outlets` are those of the library, which alone are recognised: in any letter case, with or
    without "The" and what follows a dash or bar; `newest` is the date of its newest document,
    which gives a date without a year its year. An outlet and a date are one report where the date
    follows the outlet; a date with no outlet before it goes with the one after.
    """
    mentions = list(islice(named(question, outlets), _MOST))
    times = periods(question, today, newest)[:_MOST]
    clauses = _clauses(question, times)
    reports: list[tuple[int, ReportMention]] = []
    dated: set[int] = set()
    for time in times:
        outlet = _outlet_of(time, mentions, alone=len(times) == 1)
        clause = _clause_at(clauses, time.start)
        reported = _REPORTED.search(question, max(0, time.start - _NEAR), time.start) is not None
        plain = reported or (time.day and outlet is not None)
        names = outlet.outlets if outlet and plain else ()
        dated.update([outlet.start] if names and outlet else [])
        report = ReportMention(names, time.since, time.until, clause, plain)
        reports.append((time.start, report))
    for outlet in mentions:
        if outlet.start not in dated:
            clause = _clause_at(clauses, outlet.start)
            reports.append((outlet.start, ReportMention(outlet.outlets, None, None, clause, True)))
    ordered = [report for _, report in sorted(reports, key=lambda pair: pair[0])]
    ordered = _of_all(ordered, clauses[-1][2], question)
    return Scope(tuple(dict.fromkeys(ordered)), _LATEST.search(question) is not None)


def _of_all(reports: list[ReportMention], last: str, question: str) -> list[ReportMention]:
    """The reports; those listed at the end (", as A, B and C reported") stand for all of it."""
    listed = [report for report in reports if report.clause == last]
    if len(listed) < 2:
        return reports
    return [replace(report, clause=question) if report in listed else report for report in reports]


def _outlet_of(time: Period, mentions: Sequence[Named], alone: bool) -> Named | None:
    """The outlet that a time goes with: the last before it, or the first after a time `alone`."""
    before = [outlet for outlet in mentions if outlet.start < time.start]
    if before:
        return before[-1]
    return mentions[0] if mentions and alone else None


_Clause = tuple[int, int, str]
"""Where a clause starts and ends, and its text."""


def _clause_at(clauses: Sequence[_Clause], place: int) -> str:
    return next(text for start, end, text in reversed(clauses) if start <= place)


def _clauses(question: str, times: Sequence[Period]) -> list[_Clause]:
    """The clauses of a question; a comma inside a date parts none, and short ones are joined."""
    cuts = [
        match.span()
        for match in _SPLIT.finditer(question)
        if not any(time.start <= match.start() < time.end for time in times)
    ]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(question)]
    found: list[_Clause] = []
    for start, end in zip(starts, ends, strict=True):
        short = len(_WORD.findall(question, start, end)) < _CLAUSE_WORDS
        joined = found and (short or len(_WORD.findall(found[-1][2])) < _CLAUSE_WORDS)
        first = found.pop()[0] if joined else start
        found.append((first, end, question[first:end].strip(" ,;")))
    return found
