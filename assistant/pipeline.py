"""The steps from a question to a verified answer: follow up, retrieve, gate, generate, verify.

Each step takes the state that the one before it left and gives the next. It yields updates while
it works, so that a page can show them; whoever wants the answer alone lets them pass.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from time import perf_counter
from typing import cast

from assistant.asked import Asked
from assistant.calls import Caller
from assistant.compose import claims, folded, sentences_of, texts_of, visible
from assistant.confidence import confidence
from assistant.conflict import disagreement
from assistant.followup import standalone
from assistant.generate import Engine, rewrite
from assistant.judging import judged
from assistant.quotes import QuotesEngine, overlap
from assistant.reply import answered, declined, noted
from assistant.search import find
from assistant.state import Request, State, Steps
from assistant.types import (
    REFUSAL,
    ModelError,
    ModelSetupError,
    Notice,
    Quote,
    Receipt,
    Turn,
    Update,
    Usage,
)
from assistant.verify import Claim, Judgement, verify
from assistant.when import Scope, read
from index.library import Library


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
        return (self.follow, self.retrieve, self.gate, self.generate, self.compare, self.verify)

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
        request = state.request
        found = find(
            partial(self.library.search, pattern=request.pattern),
            state.receipt.question,
            self._scope(state.receipt.question),
            self.passages,
            since=request.since,
            until=request.until,
        )
        timings = replace(state.timings, retrieve_ms=_since(started))
        return replace(state, hits=tuple(found.hits), notice=found.note, timings=timings)

    def gate(self, state: State) -> Steps:
        """Decline, before any model is asked, what the library does not seem to hold."""
        started = perf_counter()
        yield Update("search")
        ranked = self.fallback.rank(state.receipt.question, state.hits)
        asked = Asked(state.receipt.question, self.library.rarity)
        sure = confidence(asked, state.hits, ranked[0].score if ranked else 0.0)
        timings = replace(state.timings, retrieve_ms=state.timings.retrieve_ms + _since(started))
        state = replace(state, confidence=sure, timings=timings)
        if sure >= self.threshold:
            return state
        return self._declined(state, "nothing found speaks clearly enough of what is asked")

    def generate(self, state: State) -> Steps:
        """Have the engine write; where its model fails, the fallback does."""
        if state.answer is not None:
            return state
        started = perf_counter()
        yield Update("write")
        try:
            state = yield from self._written(state, self.engine)
        except ModelSetupError:
            raise
        except ModelError as error:
            notice = f"{error} This answer is the sources’ own sentences instead."
            state = noted(replace(state, model=self.fallback.name, claims=()), notice)
            state = yield from self._written(state, self.fallback)
        timings = replace(state.timings, generate_ms=_since(started))
        return replace(state, timings=timings)

    def compare(self, state: State) -> Steps:
        """Look whether the sources give different answers; in their own words, quote each side."""
        if state.answer is not None:
            return state
        yield Update("write")
        question = state.receipt.question
        ranked = self.fallback.rank_all(question, state.hits)
        tellings = disagreement(question, ranked, self.library.rarity)
        claims = state.claims
        if state.model == self.fallback.name:
            sides = [telling.quotes[0] for telling in tellings]
            others = [claim for claim in claims if isinstance(claim, Quote)]
            others = [quote for quote in others if not any(overlap(quote, side) for side in sides)]
            claims = (*sides, *others)[: max(len(claims), len(sides))]
        return replace(state, tellings=tellings, claims=claims)

    def verify(self, state: State) -> Steps:
        """Weigh every sentence against its sources, and put the answer together."""
        if state.answer is not None:
            return state
        started = perf_counter()
        yield Update("write")
        used: list[Usage] = []
        judgements = self._judged(state, used.append)
        state = replace(state, usage=sum(used, state.usage))
        kept = [
            (text, judgement)
            for claim, judgement in zip(state.claims, judgements, strict=True)
            if not state.request.strict or judgement.verdict in ("supported", "partly")
            for text in texts_of(claim)
        ]
        timings = replace(state.timings, verify_ms=_since(started))
        state = replace(state, timings=timings)
        if not any(judgement.verdict in ("supported", "partly") for _, judgement in kept):
            return self._declined(state, "no sentence of the reply is borne out by the documents")
        sentences, citations = sentences_of(
            [text for text, _ in kept], [judgement for _, judgement in kept]
        )
        for sentence in sentences:
            yield Update("write", sentence=sentence)
        return replace(state, answer=answered(state, sentences, citations))

    def _scope(self, question: str) -> Scope:
        """What the question says of time and outlet, read by what the library knows of them."""
        sources = self.library.sources()
        outlets = {source.outlet for source in sources if source.outlet}
        newest = max((source.published for source in sources if source.published), default=None)
        return read(question, outlets, newest, datetime.now().astimezone().date())

    def _written(self, state: State, engine: Engine) -> Steps:
        """Let an engine write, passing its words on; the state with what it claims."""
        said, shown = "", 0
        quotes: list[Quote] = []
        for piece in engine.write(state.receipt.question, state.hits, state.request.history):
            match piece:
                case str():
                    said += piece
                    words = visible(said)
                    yield Update("write", delta=words[shown:])
                    shown = max(shown, len(words))
                case Quote():
                    quotes.append(piece)
                    yield Update("write", delta=f"{folded(piece.text)} ")
                case Notice():
                    state = noted(state, piece.text)
                case Usage():
                    state = replace(state, usage=state.usage + piece)
        told = [claim for claim in claims(said, len(state.hits)) if not _refuses(claim.text)]
        if said and not told:
            return self._declined(state, "the language model found no answer in the passages")
        return replace(state, claims=(*quotes, *told))

    def _judged(self, state: State, spend: Callable[[Usage], None]) -> list[Judgement]:
        """A judgement of every claim; a quote, being the source's own words, is borne out."""
        said = [claim for claim in state.claims if isinstance(claim, Claim)]
        passages = [hit.passage for hit in state.hits]
        weighed = verify(said, passages, self.library.embedder) if said else []
        if self.judging and self.caller is not None:
            weighed = [
                judged(claim, judgement, passages, self.caller, spend)
                for claim, judgement in zip(said, weighed, strict=True)
            ]
        found = iter(weighed)
        return [
            next(found) if isinstance(claim, Claim) else Judgement("supported", "", (claim,))
            for claim in state.claims
        ]

    def _declined(self, state: State, reason: str) -> State:
        nearest = self.fallback.rank(state.receipt.question, state.hits)
        return replace(state, answer=declined(state, [each.quote for each in nearest], reason))


def _refuses(text: str) -> bool:
    return REFUSAL.rstrip(".").lower() in text.lower()


def _since(started: float) -> float:
    return (perf_counter() - started) * 1000
