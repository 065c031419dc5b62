"""Questions about the documents themselves: which there are, how many, which speak of something."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.answering.asked_documents import asked_documents
from assistant.answering.copies import copied
from assistant.answering.document_kinds import OLDEST, at_the_edge
from assistant.answering.document_parts import quoted, representative, whole_document
from assistant.answering.kind_answers import titled, with_line, with_list
from assistant.answering.lexical_fit import coverage
from assistant.answering.quote_candidates import quote_at
from assistant.answering.state import State
from assistant.messages import counted, say
from assistant.question.query import Query
from assistant.question.request_kind import RequestKind
from assistant.types import Quote
from index.library import Library
from index.statements import statements
from index.text.stems import stems
from index.types import Hit, Source

SHOWN, ALL_SHOWN = 20, 25
"""Documents that are named one by one, of more than so many. A guess."""


_SAID = re.compile(r"(?:not|other|before|after|since|between|during)\b.*")
"""A link without which the subject would say something else."""


def about_documents(
    state: State, library: Library, sources: Sequence[Source], asked: RequestKind, query: Query
) -> State:
    """The state answered from the library's records; `query` is what the documents are asked for.

    Each document comes with the sentence that mentions what is asked, or its first. What somebody
    is said to have published, and did not as far as is known, is no such request.
    """
    if asked.form == "copies":
        return _copies(state, library, sources)
    asked_for = asked_documents(library, sources, asked, query)
    found, hits, named = list(asked_for.sources), asked_for.hits, asked_for.mentioned
    if asked.form == "published" and (named or not found):
        return state
    subject = asked.subject or ("" if len(found) == len(sources) else asked.paper)
    if found_by := _SAID.search(asked.link):
        subject = f"{found_by[0]} {subject}"
    if not found:
        key = "about.none_mentions" if named else "about.none_is"
        all_of = counted(len(sources), "document")
        subject = subject or say("about.that_kind")
        return with_line(state, "documents", say(key, documents=all_of, subject=subject))
    if asked.form == "newest":
        about = "about.that_mention" if named else "about.for" if subject else ""
        return _at_the_edge(state, library, found, asked, about, subject)
    found.sort(key=lambda source: (source.published or date.min, source.title), reverse=True)
    shown = found if len(found) <= ALL_SHOWN else found[:SHOWN]
    head = _head(len(found), len(shown), len(sources), subject, named=named)
    quotes = [
        _mention(hits[each.name], query, shown)
        if each.name in hits
        else _line(library, each, shown)
        for each in shown
    ]
    return with_list(state, "documents", head, [quote for quote in quotes if quote])


def _copies(state: State, library: Library, sources: Sequence[Source]) -> State:
    """The state answered with the documents whose text another one holds too, side by side."""
    groups = copied(library, sources)
    of = counted(len(sources), "document")
    if not groups:
        return with_line(state, "documents", say("about.no_copies", documents=of))
    found = [source for group in groups for source in group][:SHOWN]
    head = say("about.copies", count=len(found), documents=of)
    quotes = [_line(library, each, found) for each in found]
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
    state: State,
    library: Library,
    found: list[Source],
    asked: RequestKind,
    about: str,
    subject: str,
) -> State:
    """The newest or the oldest document of some; `about` is the message that says of which."""
    edge = at_the_edge(found, asked.edge)
    if edge is None:
        return with_line(state, "documents", say("about.no_date"))
    of = counted(len(found), "document")
    of = say(about, documents=of, subject=subject) if about else of
    quote = _line(library, edge, found)
    head = say("about.oldest" if asked.edge in OLDEST else "about.newest", documents=of)
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
