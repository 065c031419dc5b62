"""Questions about the documents themselves: which there are, how many, which speak of something."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.answering.document_parts import quoted, representative, whole_document
from assistant.answering.kind_answers import titled, with_line, with_list
from assistant.answering.lexical_fit import coverage
from assistant.answering.named_documents import named_documents
from assistant.answering.quote_candidates import quote_at
from assistant.answering.state import State
from assistant.answering.topic import speaking
from assistant.messages import counted, say
from assistant.question.query import Query
from assistant.question.request_kind import RequestKind
from assistant.types import Quote
from index.library import Library
from index.statements import statements
from index.text.stems import stems
from index.text.time_words import MONTH_NAMES
from index.types import Hit, Source

SHOWN = 20
"""Documents that are named one by one. A guess."""
MENTIONS = 400
"""Passages among which those that mention something are looked for. A guess."""
_OLDEST = ("oldest", "earliest", "first")
_TIMES = (*MONTH_NAMES, "today", "yesterday", "week", "month", "year")


def about_documents(
    state: State, library: Library, sources: Sequence[Source], asked: RequestKind, query: Query
) -> State:
    """The state answered from the library's records; `query` is what the documents are asked for.

    Each document comes with the sentence that mentions what is asked, or its first.
    """
    # What is asked for by date or outlet alone is mentioned nowhere.
    named = _is_named(query) and bool(asked.subject)
    within = _dated(sources, query, plain=named) if asked.subject else sources
    meant = (
        named_documents(library, within, query, asked.subject) if asked.form == "named" else None
    )
    hits: dict[str, Hit] = {}
    if meant and meant.plainly:
        named, found = False, list(meant.sources)
    elif named:
        for hit in speaking(library, query, MENTIONS):
            hits.setdefault(hit.passage.source.name, hit)
        names = {source.name for source in within}
        found = [hit.passage.source for name, hit in hits.items() if name in names]
    else:
        found = list(within)
    if not found:
        key = "about.none_mentions" if named else "about.none_is"
        subject = asked.subject or say("about.that_kind")
        all_of = counted(len(sources), "document")
        return with_line(state, "documents", say(key, documents=all_of, subject=subject))
    if asked.form == "newest":
        about = "about.that_mention" if named else "about.for" if asked.subject else ""
        return _at_the_edge(state, library, found, asked, about)
    found.sort(key=lambda source: (source.published or date.min, source.title), reverse=True)
    shown = found[:SHOWN]
    head = _head(len(found), len(shown), len(sources), asked.subject, named=named)
    quotes = [
        _mention(hits[each.name], query, shown)
        if each.name in hits
        else _line(library, each, shown)
        for each in shown
    ]
    return with_list(state, "documents", head, [quote for quote in quotes if quote])


def _head(found: int, shown: int, sources: int, subject: str, *, named: bool) -> str:
    """How many documents there are, of how many, and how many of them are shown."""
    more = say("about.newest_here", count=shown) if shown < found else ""
    if not subject:
        return f"{say('about.in_library', documents=counted(found, 'document'))}{more}:"
    count = say("about.of", count=f"{found:,}", documents=counted(sources, "document"))
    key = ("about.mentions" if found == 1 else "about.mention") if named else "about.found"
    return say(key, count=count, subject=subject, more=more)


def _at_the_edge(
    state: State, library: Library, found: list[Source], asked: RequestKind, about: str
) -> State:
    """The newest or the oldest document of some; `about` is the message that says of which."""
    dated = [source for source in found if source.published]
    if not dated:
        return with_line(state, "documents", say("about.no_date"))
    choose = min if asked.edge in _OLDEST else max
    edge = choose(dated, key=lambda source: source.published or date.min)
    of = counted(len(found), "document")
    of = say(about, documents=of, subject=asked.subject) if about else of
    quote = _line(library, edge, found)
    head = say("about.oldest" if asked.edge in _OLDEST else "about.newest", documents=of)
    if quote is None:
        return with_line(state, "documents", f"{head} {titled(edge, found)}.")
    return with_list(state, "documents", head, [quote])


def _mention(hit: Hit, query: Query, others: Sequence[Source]) -> Quote:
    """A document's name, linked to the sentence that says most of what is asked for."""
    best = max(
        statements(hit.passage), key=lambda each: coverage(query.weights, set(stems(each.text)))
    )
    quote = quote_at(hit.passage, best.start, best.end)
    return replace(quote, said=(titled(hit.passage.source, others),))


def _line(library: Library, source: Source, others: Sequence[Source]) -> Quote | None:
    """A document's name, linked to its first sentence; None where it has none."""
    document = whole_document(library, source)
    opening = [block for block in document.blocks if block.kind not in ("heading", "furniture")][:8]
    said = representative(document, opening)
    quote = quoted(document, said[0]) if said else None
    return replace(quote, said=(titled(source, others),)) if quote else None


def _dated(sources: Sequence[Source], query: Query, *, plain: bool) -> list[Source]:
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
