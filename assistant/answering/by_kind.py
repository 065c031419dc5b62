"""What is no plain question, answered by its kind; a plain question is left to the usual steps."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answering.absent_file import absent_file
from assistant.answering.engines import Engine, ModelEngine
from assistant.answering.kind_answers import with_line, with_list
from assistant.answering.named_scope import within_named
from assistant.answering.ranking import Reranker
from assistant.answering.state import State
from assistant.messages import say
from assistant.question.query import LibraryFacts, Query, QueryFilters, read_query
from assistant.question.request_kind import RequestKind, request_kind
from assistant.question.sides import may_have_sides
from assistant.settings import QUOTES
from index.library import Library
from index.types import Document, Hit, Source

if TYPE_CHECKING:
    from assistant.answering.named_documents import NamedDocuments

_EVERYTHING = re.compile(
    r"(?:everything|all|it all|(?:all )?(?:of )?(?:the|my|our|your|this|these|those|it) ?"
    r"(?:documents?|files?|articles?|papers?|library|collection|folder|archive|news|here|all)?)",
    re.IGNORECASE,
)
"""What is an overview of all that the library holds: of its documents."""
_BY_RECORDS = ("documents", "talk")
_UNSAID = ("question", "yes or no", "what it says", "of items", "list")
"""Requests that may be a comparison too."""


def answered_by_kind(state: State, library: Library, reranker: Reranker, engine: Engine) -> State:
    """The state with its answer where its kind of request has one of its own.

    With a language model that answers all but small talk and what records hold; to sum up a
    document, all passages are its.
    """
    asked, by_model = request_kind(state.receipt.question), engine.name != QUOTES
    state = replace(state, kind=asked.kind)
    if absent_file(state.query):
        return state
    if by_model and asked.form == "cannot":
        return replace(state, kind="question")
    sources = sources_within(library, state.query.filters)
    state = replace(state, query=within_named(library, sources, state.query))
    desk = _Desk(library, reranker, sources, state.query)
    found = _compared_unsaid(state, desk, asked)
    if found.answer is None and asked.form not in ("question", "yes or no", "what it says"):
        found = _answered(state, desk, asked)
    if not by_model or asked.kind in _BY_RECORDS:
        return found
    found = replace(found, answer=None, offered=found.answer)
    names = {hit.passage.source.name for hit in found.hits}
    if not isinstance(engine, ModelEngine) or found.kind != "overview" or len(names) != 1:
        return found
    return replace(found, hits=_whole(library, found.hits[0].passage.source), whole=True)


def _whole(library: Library, source: Source) -> tuple[Hit, ...]:
    """All passages of a document."""
    from index.sync.split import split

    document = Document(source, library.text(source.name), library.blocks(source.name))
    return tuple(Hit(passage, 1.0, 0.0, 0.0) for passage in split(document))


class _Desk:
    """The library at hand, and how a part of the request is read as a query."""

    def __init__(
        self, library: Library, reranker: Reranker, sources: Sequence[Source], query: Query
    ) -> None:
        self.library, self.reranker, self.sources, self.query = library, reranker, sources, query

    def read(self, text: str) -> Query:
        """A query for a part of the request, under the request's own filters."""
        facts = LibraryFacts(
            rarity=self.library.rarity,
            outlets={source.outlet for source in self.sources if source.outlet},
            newest=max((each.published for each in self.sources if each.published), default=None),
            documents=[source.name for source in self.sources],
        )
        return read_query(text, facts, filters=self.query.filters)


def _compared_unsaid(state: State, desk: _Desk, asked: RequestKind) -> State:
    """A comparison that no word says, where the library tells its sides: "the rent in A and B"."""
    question = state.receipt.question
    if asked.form not in _UNSAID or not may_have_sides(question):
        return state
    from assistant.answering.comparing import unsaid_comparison

    found = unsaid_comparison(desk.library, desk.reranker, desk.sources, question, desk.read)
    return with_list(state, "compare", "", found) if found else state


def _answered(state: State, desk: _Desk, asked: RequestKind) -> State:
    match asked.form:
        case "hello" | "thanks" | "bye" | "help" | "cannot":
            from assistant.answering.small_talk import small_talk

            return with_line(state, "talk", small_talk(asked, desk.sources))
        case "documents" | "named" | "published" | "copies" | "count" | "newest":
            from assistant.answering.about_documents import about_documents

            # The words around a time or an outlet tell that documents are of it.
            query = replace(desk.read(asked.subject), scope=desk.query.scope)
            return about_documents(state, desk.library, desk.sources, asked, query)
        case "overview" | "of a text" | "of a document":
            return _overview(state, desk, asked)
        case "topic":
            from assistant.answering.named_documents import NamedDocuments

            return _topic(state, desk, asked.subject, NamedDocuments())
        case "compare":
            return _compared(state, desk, asked)
        case _:
            return _listed(state, desk, asked)


def _overview(state: State, desk: _Desk, asked: RequestKind) -> State:
    """Of the document that is named; else of what all documents say of it."""
    from assistant.answering.about_documents import about_documents
    from assistant.answering.named_documents import named_documents

    query = desk.read(asked.subject) if asked.subject else desk.query
    of_text = asked.form != "overview"
    named = named_documents(desk.library, desk.sources, query, asked.subject, of_text=of_text)
    if named.plainly:
        return _of_document(state, desk, named)
    if _EVERYTHING.fullmatch(asked.subject):
        all_of = RequestKind("documents")
        found = about_documents(state, desk.library, desk.sources, all_of, query)
        return replace(found, answer=found.answer and replace(found.answer, kind="overview"))
    return state if asked.form == "of a document" else _topic(state, desk, asked.subject, named)


def _of_document(state: State, desk: _Desk, named: "NamedDocuments") -> State:
    from assistant.answering.overview import overview

    first, *others = named.sources
    found = overview(desk.library, first)
    if found is None:
        return state
    if others:
        also = ", ".join(f"“{source.title}”" for source in others[:3])
        state = replace(state, notice=say("notice.also", titles=also))
    return with_list(state, "overview", found.head, found.quotes)


def _topic(state: State, desk: _Desk, subject: str, named: "NamedDocuments") -> State:
    """What each document says of a topic; of one in a single document, that document's overview."""
    from assistant.answering.topic import topic

    found = topic(desk.library, desk.read(subject), subject)
    if found is not None and (len(found.sources) > 1 or not named.sources):
        return with_list(state, "overview", found.head, found.quotes)
    return _of_document(state, desk, named) if named.sources else state


def _compared(state: State, desk: _Desk, asked: RequestKind) -> State:
    from assistant.answering.comparing import comparison

    found = comparison(desk.library, desk.reranker, desk.sources, asked, desk.read)
    return with_list(state, "compare", "", found) if found else state


def _listed(state: State, desk: _Desk, asked: RequestKind) -> State:
    from assistant.answering.listing import listed

    # "List the fees" says no more than what it is about; "which fees apply?" is a question.
    query = desk.read(asked.subject) if asked.form == "list" else desk.query
    query = replace(query, files=query.files or desk.query.files)
    found = listed(desk.library, desk.reranker, query, sure=asked.form == "list")
    if found is None and asked.form == "list":
        return _of_kind(state, desk, asked, query)
    return with_list(state, "list", found.head, found.items) if found else state


def _of_kind(state: State, desk: _Desk, asked: RequestKind, query: Query) -> State:
    """The documents of the kind that a list is asked of: "list the letters"."""
    from assistant.answering.about_documents import about_documents

    wanted = request_kind(f"which documents are {asked.subject}")
    if " " in asked.subject or wanted.form != "documents":
        return state
    wanted = replace(wanted, form="published", subject="", paper=asked.subject)
    return about_documents(state, desk.library, desk.sources, wanted, query)


def sources_within(library: Library, filters: QueryFilters) -> list[Source]:
    """The documents that pass the asker's own filters."""
    return library.filtered(filters.since, filters.until, filters.pattern)
