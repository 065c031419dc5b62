"""Which documents a request asks for: by kind, language, day, who wrote them, and what they say."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.answering.document_kinds import is_of_kind
from assistant.answering.identity import marks
from assistant.answering.named_documents import named_documents
from assistant.answering.topic import speaking
from assistant.question.query import Query
from assistant.question.request_kind import RequestKind
from assistant.question.tongues import Tongue, named_tongue
from index.library import Library
from index.text.language import language
from index.text.stems import stem, stems
from index.text.time_words import MONTH_NAMES
from index.types import Hit, Source

MENTIONS = 400
"""Passages among which those that mention something are looked for. A guess."""
OPENED = 2000
"""Documents whose openings are read: of a larger library, those that mention what is asked."""
HEAD = 300
"""Characters of a document in which it says who wrote it. A guess."""
_LOOSE = frozenset(
    stem(word)
    for word in (
        *("document", "doc", "file", "article", "story", "item", "text", "page", "source", "post"),
        *("record", "publication", "piece", "news", "newspaper", "paper", "library", "column"),
    )
)
"""Words that any document is called by."""
_WIDE = frozenset(map(stem, ("report", "note", "message", "editorial")))
"""Words for a kind of document by which news and the like are called too."""
_TIMES = (*MONTH_NAMES, "today", "yesterday", "week", "month", "year")
_BY = re.compile(r"\b(?:from|by|publish|wr[io]te|written|release|issue|print|sent|send)", re.I)
_NEGATED = re.compile(r"\b(?:not|other)\b")
_WITHIN = re.compile(r"(?:of|with|to|for|between)")


@dataclass(frozen=True, slots=True)
class AskedDocuments:
    """The documents that are asked for; `hits` hold what mentions the subject in each.

    `mentioned` is whether they are asked for by what they say, and not by their records.
    """

    sources: Sequence[Source]
    hits: Mapping[str, Hit] = field(default_factory=dict)
    mentioned: bool = False


def asked_documents(
    library: Library, sources: Sequence[Source], asked: RequestKind, query: Query
) -> AskedDocuments:
    """The documents among `sources` that `asked` asks for; `query` is its subject, read."""
    sought = asked.form == "published" and not asked.link and bool(asked.subject)
    if asked.form == "named" or sought or _WITHIN.fullmatch(asked.link):
        name = f"{asked.paper} {asked.link} {asked.subject}" if asked.paper else asked.subject
        named = named_documents(library, sources, query, name)
        if named.plainly or sought:
            return AskedDocuments(named.sources if named.plainly else ())
    among = _called(library, sources, asked, query)
    if not asked.subject or not among:
        return AskedDocuments(among)
    tongue = named_tongue(asked.subject, negated=_NEGATED.search(asked.link) is not None)
    if tongue and re.search(r"\bin$|other than$", asked.link):
        return AskedDocuments(_in_tongue(library, among, tongue))
    named_by = _is_named(query)
    among = _dated(among, query, plain=named_by)
    own: Sequence[Source] = () if named_by else among
    if named_by and _BY.search(asked.link):
        own = _written_by(library, among, query, asked.subject)
    # What is asked for by date or outlet alone is mentioned nowhere.
    if own or not named_by:
        return AskedDocuments(own)
    hits: dict[str, Hit] = {}
    for hit in speaking(library, query, MENTIONS):
        hits.setdefault(hit.passage.source.name, hit)
    found = _held(hits, among)
    if not found and _kind(asked) in _WIDE:
        found = _held(hits, _dated(sources, query, plain=named_by))
    return AskedDocuments(found, hits, mentioned=True)


def _held(hits: Mapping[str, Hit], among: Sequence[Source]) -> list[Source]:
    """The documents of the hits, those among some, best first."""
    names = {source.name for source in among}
    return [hit.passage.source for name, hit in hits.items() if name in names]


def _kind(asked: RequestKind) -> str:
    """The stem of the word for the documents that are asked for; empty where any will do."""
    words = [stem(word) for word in re.findall(r"[^\W_]+", asked.paper)]
    return "" if _LOOSE.issuperset(words) else words[-1]


def _called(
    library: Library, sources: Sequence[Source], asked: RequestKind, query: Query
) -> Sequence[Source]:
    """The documents that are called by the words that the request has for them."""
    kind = _kind(asked)
    if kind and " " in asked.paper:
        # "sales report": of whatever kind that is, or else of the kind alone.
        named = named_documents(library, sources, replace(query, files=()), asked.paper)
        if named.sources:
            return named.sources
    if not kind or kind in _LOOSE:  # "court papers", where no document is called so
        return sources
    openings = library.openings(source.name for source in sources[:OPENED])
    found = [each for each in sources if is_of_kind(each, kind, openings.get(each.name, ""))]
    return found if found or kind not in _WIDE else sources


def _in_tongue(library: Library, among: Sequence[Source], tongue: Tongue) -> list[Source]:
    """The documents that are in a language, by their beginnings."""
    openings = library.openings(source.name for source in among[:OPENED])
    return [each for each in among if tongue.is_of(language(openings.get(each.name, "")))]


def _written_by(
    library: Library, among: Sequence[Source], query: Query, subject: str
) -> list[Source]:
    """The documents of an outlet that is named by some of its words; or whose heads name it."""
    times = {mark for word in _TIMES for mark in marks(word)}
    named = {mark for mark in marks(subject) if mark not in times and not mark.isdigit()}
    by_outlet = [each for each in among if named <= set(marks(each.outlet or ""))]
    if by_outlet or not named:
        return by_outlet
    if len(among) > OPENED:
        held = {hit.passage.source.name for hit in speaking(library, query, MENTIONS)}
        among = [each for each in among if each.name in held]
    openings = library.openings(each.name for each in among)
    return [each for each in among if named <= set(marks(openings.get(each.name, "")[:HEAD]))]


def _dated(sources: Sequence[Source], query: Query, *, plain: bool) -> Sequence[Source]:
    """The documents that are of the outlets and times that a query names, if it names any.

    With `plain`, of those that it names as reports': a year may be that of what they tell.
    """
    reports = [report for report in query.scope.reports if report.plain or not plain]
    return [
        source
        for source in sources
        if not reports or any(report.matches(source) for report in reports)
    ]


def _is_named(query: Query) -> bool:
    """Whether a query names more than an outlet or a time."""
    spent: set[str] = set()
    for report in query.scope.reports:
        times = _TIMES if report.dated else ()
        spent.update(stems(" ".join((*report.outlets, *times))))
    return bool({word for word in query.weights if word not in spent and not word.isdigit()})
