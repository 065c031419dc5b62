"""The steps from a question to a verified answer, from reading it to concluding.

Each step takes the state that the one before it left and gives the next. It yields updates while
it works, so that a page can show them; whoever wants the answer alone lets them pass.
"""

import math
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, cast

from assistant.answering import answering_weights as weights
from assistant.answering.absent_file import absent_file
from assistant.answering.answerability import answerability
from assistant.answering.by_kind import answered_by_kind
from assistant.answering.citations import sentences_of
from assistant.answering.conclusion import answered, declined, noted
from assistant.answering.condensing import condensed
from assistant.answering.conflict import disagreement
from assistant.answering.doubted import in_place, near, worded
from assistant.answering.engines import Engine, ModelEngine, rewrite
from assistant.answering.languages import language_line
from assistant.answering.linked_clauses import library_links
from assistant.answering.meant import meant
from assistant.answering.ranking import Reranker
from assistant.answering.reading_choice import chosen as chosen_reading
from assistant.answering.scoped_search import (
    ScopedHits,
    SearchByName,
    search_files,
    search_in_scope,
    with_sections,
)
from assistant.answering.state import Request, State, Steps, through
from assistant.answering.writer import Writer
from assistant.answering.yes_or_no import with_yes_or_no
from assistant.messages import joined, say
from assistant.question.asked_parts import asked_parts
from assistant.question.misspelling import respelt
from assistant.question.query import LibraryFacts, Query, QueryFilters, read_query
from assistant.question.readings import readings
from assistant.types import Receipt, Turn, Update, Usage
from index.library import Library

if TYPE_CHECKING:
    from assistant.llm.client import ModelClient


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The steps over one library, with the engine that words the answers.

    `reranker` ranks the passages' sentences. `fallback` writes where the engine's model can't.
    `threshold` is the confidence below which a question is declined; `passages` how many are
    retrieved. `caller` is the language model where there is one: it makes follow-ups stand alone
    and, with `judging`, judges what the rules leave open.
    """

    library: Library
    reranker: Reranker
    engine: Engine
    fallback: Engine
    threshold: float
    passages: int
    caller: "ModelClient | None" = None
    judging: bool = False

    def run(self, request: Request) -> Generator[Update]:
        """The updates of an answer that is being made; the last carries the whole."""
        state = self.begin(request)
        for step in self.steps:
            state = yield from step(state)
        yield Update("done", answer=state.answer)

    @property
    def steps(self) -> tuple[Callable[[State], Steps], ...]:
        """The steps in their order."""
        found = (self.follow, self.by_kind, self.retrieve, self.gate)
        return (*found, self.compare, self.write, self.conclude)

    def begin(self, request: Request) -> State:
        """The state before the first step: the question read as it stands."""
        filters = (request.since, request.until, request.pattern)
        documents, passages = self.library.counted(*filters)
        receipt = Receipt(
            question=request.question,
            documents=documents,
            passages=passages,
            since=request.since,
            until=request.until,
            pattern=request.pattern,
        )
        return State(request, self._query(request), receipt, model=self.engine.name)

    def follow(self, state: State) -> Steps:
        """Make a follow-up stand alone, and read that."""
        yield Update("search")
        request, caller = state.request, self.caller
        used: list[Usage] = []

        def by_model(question: str, history: Sequence[Turn]) -> str:
            return rewrite(cast("ModelClient", caller), question, history, used.append)

        may_mean = readings(request.question, request.history, by_model if caller else None)
        text = chosen_reading(may_mean, partial(self._weighed, state))
        text, words = respelt(text, self.library.spelling)
        if words:
            searched = joined(f"“{word}”" for word in words)
            state = noted(state, say("notice.searched", words=searched))
        if text != state.query.text:
            state = replace(state, query=self._query(request, text))
        receipt = replace(state.receipt, question=text)
        return replace(state, receipt=receipt, usage=sum(used, state.usage))

    def by_kind(self, state: State) -> Steps:
        """Answer what is no plain question by its kind, and several questions one by one."""
        yield Update("search")
        state = answered_by_kind(state, self.library, self.reranker, self.engine)
        if self.caller or state.answer is not None or not asked_parts(state.receipt.question):
            return state
        from assistant.answering.parts_answered import answered_in_parts

        return answered_in_parts(state, partial(self._weighed, state), self.reranker.reader)

    def _weighed(self, state: State, text: str) -> State:
        """The state after the gate for a text that is read in place of the question."""
        query = self._query(state.request, text)
        return through((self.retrieve, self.gate), replace(state, query=query))

    def retrieve(self, state: State) -> Steps:
        """Find the passages; those of an answer by kind are the model's too."""
        if state.answer is not None:
            return state
        if state.offered is not None and state.offered.passages:
            return state
        started, query = perf_counter(), state.query
        yield Update("search")
        limit = 2 * self.passages if query.scope.open else self.passages
        found = self._found(query, max(limit, weights.TWIN_DEPTH))
        openings = self.library.openings({hit.passage.source.name for hit in found.hits})
        chosen = meant(query, found.hits, openings)
        query, hits = chosen.query, list(chosen.alone or chosen.hits)[:limit]
        hits = self.reranker.passages(query, hits) if query.scope.open else hits
        hits = with_sections(self._search_named(query), query, hits)[: self.passages]
        held = {each.passage.source.name for each in hits}
        state = replace(
            state,
            query=query,
            hits=tuple(hits),
            twins=frozenset(pair for pair in chosen.twins if pair <= held),
            lack=chosen.lack or absent_file(query, hits),
            receipt=replace(state.receipt, reports=found.only),
            timings=replace(state.timings, retrieve_ms=_since(started)),
        )
        return noted(state, found.note or "")

    def gate(self, state: State) -> Steps:
        """Decline what the library does not seem to hold; a model is asked where any is near."""
        if state.answer is not None or state.offered is not None:
            return state
        started = perf_counter()
        yield Update("search")
        ranked = self.reranker.best(state.query, state.hits)
        found = answerability(state.query, state.hits, ranked)
        state = noted(state, language_line(state.query, state.hits, self.reranker.embedder))
        timings = replace(state.timings, retrieve_ms=state.timings.retrieve_ms + _since(started))
        state = replace(state, ranked=tuple(ranked), answerability=found, timings=timings)
        if ranked and not state.lack:
            asks = isinstance(self.engine, ModelEngine) and near(state.query, state.hits)
            if asks or found.confidence >= self.threshold:
                return state
        if not state.receipt.documents:
            return self._declined(state, state.query.filters.nothing)
        return self._declined(state, state.lack or found.lack or say("reason.unclear"))

    def compare(self, state: State) -> Steps:
        """Look whether the sources give different answers."""
        if state.answer is not None or state.offered is not None:
            return state
        yield Update("search")
        ranked = self.reranker.all(state.query, state.hits)
        return replace(state, reported=disagreement(state.query, ranked, state.twins))

    def write(self, state: State) -> Steps:
        """Have the engine write, and verify every sentence as soon as it is whole."""
        started = perf_counter()
        # A model notes first what matters in each part of a document that it is to sum up.
        state = yield from condensed(state, self.engine, self.reranker.reader)
        if state.answer is not None:
            return state
        yield Update("write")
        judge = self.caller if self.judging else None
        links = partial(library_links, self.library)
        engine, reader = worded(self.engine, state, self.threshold), self.reranker.reader
        # An answer by kind stands ready where the model's is not borne out; no quotes then.
        quotable = self.threshold if state.offered is None else math.inf
        writer = Writer(engine, self.fallback, reader, links, quotable, judge)
        state = yield from writer.write(state)
        took = _since(started) - state.timings.verify_ms
        return replace(state, timings=replace(state.timings, generate_ms=took))

    def conclude(self, state: State) -> Steps:
        """Put the answer together; where it is quotes, say what they seem to lack."""
        if state.answer is not None:
            return state
        yield Update("write")
        if state.offered and not any(one.judgement.entailed for one in state.judged):
            return replace(state, answer=in_place(state.offered, state.notice))
        if not state.judged:
            quoted = state.model == self.fallback.name
            return self._declined(state, say("reason.said_all" if quoted else "reason.model"))
        if not any(one.judgement.entailed for one in state.judged):
            return self._declined(state, say("reason.not_borne_out"))
        if state.model == self.fallback.name:
            state = with_yes_or_no(state, self.reranker.reader)
            state = noted(state, state.answerability.doubt(self.threshold))
        return replace(state, answer=answered(state, *sentences_of(state.kept)))

    def _found(self, query: Query, limit: int) -> ScopedHits:
        """The hits: of the files that the query names, or as its scope has it."""
        if query.files:
            return ScopedHits(search_files(self._search_named(query), query, limit))
        search = partial(self.library.search, pattern=query.filters.pattern)
        return search_in_scope(search, query, limit)

    def _search_named(self, query: Query) -> SearchByName:
        since, until = query.filters.since, query.filters.until
        return partial(self.library.search, since=since, until=until)

    def _query(self, request: Request, text: str | None = None) -> Query:
        """The question, or what it was rewritten to, read by what the library knows."""
        sources = self.library.sources()
        facts = LibraryFacts(
            rarity=self.library.rarity,
            outlets={source.outlet for source in sources if source.outlet},
            newest=max((each.published for each in sources if each.published), default=None),
            documents=[each.name for each in self.library.filtered(pattern=request.pattern)],
        )
        filters = QueryFilters(request.since, request.until, request.pattern)
        return read_query(request.question, facts, text, filters)

    def _declined(self, state: State, reason: str) -> State:
        nearest = self.reranker.best(state.query, state.hits)
        return replace(state, answer=declined(state, [each.quote for each in nearest], reason))


def _since(started: float) -> float:
    return (perf_counter() - started) * 1000
