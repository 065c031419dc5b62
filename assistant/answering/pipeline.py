"""The steps from a question to a verified answer, from following up to concluding.

Each step takes the state that the one before it left and gives the next. It yields updates while
it works, so that a page can show them; whoever wants the answer alone lets them pass.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from time import perf_counter
from typing import cast

from assistant.answering.answerability import doubt, lacking
from assistant.answering.citations import sentences_of
from assistant.answering.conclusion import answered, declined, noted
from assistant.answering.confidence import confidence
from assistant.answering.conflict import disagreement
from assistant.answering.engines import Engine, rewrite
from assistant.answering.quotes import QuotesEngine
from assistant.answering.scoped_search import find
from assistant.answering.state import Request, State, Steps
from assistant.answering.writer import Writer
from assistant.llm.client import Caller
from assistant.question.followup import standalone
from assistant.question.query import Asked
from assistant.question.scope import Scope, read
from assistant.types import Receipt, Turn, Update, Usage
from index.library import Library

_UNSURE = 0.05
"""The confidence above the threshold up to which quotes are marked as perhaps no answer."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The steps over one library, with the engine that words the answers.

    `fallback` answers where the engine's model can't. `threshold` is the confidence below which a
    question is declined; `passages` how many are retrieved. `caller` is the language model where
    there is one: it makes follow-ups stand alone and, with `judging`, weighs what the rules leave
    open.
    """

    library: Library
    engine: Engine
    fallback: QuotesEngine
    threshold: float
    passages: int
    caller: Caller | None = None
    judging: bool = False

    def run(self, request: Request) -> Iterator[Update]:
        """The updates of an answer that is being made; the last carries the whole."""
        state = self.begin(request)
        for step in self.steps:
            state = yield from step(state)
        yield Update("done", answer=state.answer)

    @property
    def steps(self) -> tuple[Callable[[State], Steps], ...]:
        """The steps in their order."""
        return (self.follow, self.retrieve, self.gate, self.compare, self.write, self.conclude)

    def begin(self, request: Request) -> State:
        """The state before the first step."""
        receipt = Receipt(
            question=request.question,
            documents=len(self.library.sources()),
            passages=self.library.passages(),
            since=request.since,
            until=request.until,
            pattern=request.pattern,
        )
        return State(request, receipt, model=self.engine.name)

    def follow(self, state: State) -> Steps:
        """Make a follow-up stand alone."""
        yield Update("search")
        used: list[Usage] = []
        asked, caller = state.request, self.caller

        def by_model(question: str, history: Sequence[Turn]) -> str:
            return rewrite(cast("Caller", caller), question, history, used.append)

        question = standalone(asked.question, asked.history, by_model if caller else None)
        state = replace(state, receipt=replace(state.receipt, question=question))
        return replace(state, usage=sum(used, state.usage))

    def retrieve(self, state: State) -> Steps:
        """Find the passages."""
        started = perf_counter()
        yield Update("search")
        request, question = state.request, state.receipt.question
        scope = self._scope(question)
        found = find(
            partial(self.library.search, pattern=request.pattern),
            question,
            scope,
            2 * self.passages if scope.open else self.passages,
            since=request.since,
            until=request.until,
        )
        hits = self.fallback.reranked(question, found.hits) if scope.open else found.hits
        timings = replace(state.timings, retrieve_ms=_since(started))
        receipt = replace(state.receipt, reports=found.only)
        state = replace(state, receipt=receipt, notice=found.note, timings=timings)
        return replace(state, hits=tuple(hits[: self.passages]))

    def gate(self, state: State) -> Steps:
        """Decline, before any model is asked, what the library does not seem to hold."""
        started = perf_counter()
        yield Update("search")
        ranked = self.fallback.rank(state.receipt.question, state.hits)
        asked = Asked(state.receipt.question, self.library.rarity)
        lack = lacking(state.request.question, [each.quote for each in ranked])
        best = ranked[0].score if ranked else 0.0
        sure = confidence(asked, state.hits, best, lacks=bool(lack))
        timings = replace(state.timings, retrieve_ms=state.timings.retrieve_ms + _since(started))
        state = replace(state, lack=lack, confidence=sure, timings=timings)
        if ranked and sure >= self.threshold:
            return state
        return self._declined(state, lack or "nothing found speaks clearly enough of what is asked")

    def compare(self, state: State) -> Steps:
        """Look whether the sources give different answers."""
        if state.answer is not None:
            return state
        yield Update("search")
        question = state.receipt.question
        ranked = self.fallback.rank_all(question, state.hits)
        return replace(state, tellings=disagreement(question, ranked, self.library.rarity))

    def write(self, state: State) -> Steps:
        """Have the engine write, and weigh every sentence as soon as it is whole."""
        if state.answer is not None:
            return state
        started = perf_counter()
        yield Update("write")
        judge = self.caller if self.judging else None
        writer = Writer(self.engine, self.fallback, self.library.embedder, judge)
        state = yield from writer.write(state)
        writing = _since(started) - state.timings.verify_ms
        return replace(state, timings=replace(state.timings, generate_ms=writing))

    def conclude(self, state: State) -> Steps:
        """Put the answer together; where it is quotes, say what they seem to lack."""
        if state.answer is not None:
            return state
        yield Update("write")
        if not state.weighed:
            return self._declined(state, "the language model found no answer in the passages")
        if not any(judgement.entailed for _, judgement in state.weighed):
            return self._declined(state, "no sentence of the reply is borne out by the documents")
        if state.model == self.fallback.name:
            unsure = state.confidence < self.threshold + _UNSURE
            state = noted(state, doubt(state.lack, unsure=unsure))
        return replace(state, answer=answered(state, *sentences_of(state.kept)))

    def _scope(self, question: str) -> Scope:
        """What the question says of time and outlet, read by what the library knows of them."""
        sources = self.library.sources()
        outlets = {source.outlet for source in sources if source.outlet}
        newest = max((source.published for source in sources if source.published), default=None)
        return read(question, outlets, newest, datetime.now().astimezone().date())

    def _declined(self, state: State, reason: str) -> State:
        nearest = self.fallback.rank(state.receipt.question, state.hits)
        return replace(state, answer=declined(state, [each.quote for each in nearest], reason))


def _since(started: float) -> float:
    return (perf_counter() - started) * 1000
