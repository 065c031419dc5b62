"""An engine at work: its words as they come, and each sentence verified as soon as it is whole."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from assistant.answering.citations import sentences_of, texts_of
from assistant.answering.conclusion import noted
from assistant.answering.conflict import ReportedAnswer
from assistant.answering.engines import Engine
from assistant.answering.identity import document_label
from assistant.answering.model_judge import judged
from assistant.answering.ranking import overlap
from assistant.answering.state import State, Steps
from assistant.errors import ModelError, ModelSetupError
from assistant.llm.client import CUT, ModelClient
from assistant.llm.replies import ReplyParser
from assistant.reader import Reader
from assistant.types import REFUSAL, Claim, Notice, Quote, Update, Usage
from assistant.verify import Judgement, verify_claims


@dataclass(frozen=True, slots=True)
class Writer:
    """Has an engine write, and the fallback where the engine's model fails.

    `links` finds the clauses that a quote names; they follow the quotes. `judge` weighs what the
    rules leave open, where a language model is to.
    """

    engine: Engine
    fallback: Engine
    reader: Reader
    links: Callable[[Quote], Sequence[Quote]]
    judge: ModelClient | None = None

    def write(self, state: State) -> Steps:
        """The state with the reply's sentences, verified; a refusal is none of them."""
        incoming, cut = ReplyParser(len(state.hits)), False
        for piece in self._pieces(state):
            match piece:
                case str():
                    state = yield from self._taken(state, incoming.feed(piece))
                case Quote():
                    state = yield from self._taken(state, [" ".join(texts_of(piece)), piece])
                case Notice():
                    cut = cut or piece == CUT
                    state = noted(state, piece.text)
                case Usage():
                    state = replace(state, usage=state.usage + piece)
                case ModelError():
                    yield Update("search")
                    incoming = ReplyParser(len(state.hits))
                    state = replace(state, model=self.fallback.name, judged=())
                    state = noted(
                        state, f"{piece} This answer is the sources’ own sentences instead."
                    )
        return (yield from self._taken(state, incoming.close(cut=cut)))

    def _pieces(self, state: State) -> Iterator[str | Quote | Notice | Usage | ModelError]:
        """What the engine writes; where its model fails, that, and what the fallback quotes."""
        given = state.query, state.hits, state.request.history
        if self.engine is not self.fallback:
            try:
                yield from self.engine.write(*given)
            except ModelSetupError:
                raise
            except ModelError as error:
                yield error
            else:
                return
        written = self.fallback.write(*given)
        quotes = [piece for piece in written if isinstance(piece, Quote)]
        quotes = list(_sides_first(quotes, state.reported))
        yield from (_under_name(quote, state) for quote in (*quotes, *self._linked(quotes)))

    def _linked(self, quotes: Sequence[Quote]) -> Sequence[Quote]:
        """The clauses that the first quote names, without what is quoted already."""
        found = self.links(quotes[0]) if quotes else ()
        return [each for each in found if not any(overlap(each, quote) for quote in quotes)]

    def _taken(self, state: State, news: Iterable[str | Claim | Quote]) -> Steps:
        """The state once words have been passed on, and sentences verified."""
        for item in news:
            match item:
                case str():
                    if not state.request.strict:
                        yield Update("write", delta=item)
                case Quote() | Claim() if not _refuses(item):
                    state = yield from self._verified(state, item)
        return state

    def _verified(self, state: State, said: Claim | Quote) -> Steps:
        started = perf_counter()
        shown = len(state.kept)
        used: list[Usage] = []
        judgement = self._judgement(state, said, used.append)
        spent = state.timings.verify_ms + (perf_counter() - started) * 1000
        state = replace(
            state,
            judged=(*state.judged, *((text, judgement) for text in texts_of(said))),
            usage=sum(used, state.usage),
            timings=replace(state.timings, verify_ms=spent),
        )
        sentences, _ = sentences_of(state.kept)
        for sentence in sentences[shown:]:
            yield Update("write", sentence=sentence)
        return state

    def _judgement(
        self, state: State, said: Claim | Quote, spend: Callable[[Usage], None]
    ) -> Judgement:
        """The judgement of a sentence; a quote, being the sources' own words, is supported."""
        if isinstance(said, Quote):
            return Judgement("supported", "", (said,))
        passages = [hit.passage for hit in state.hits]
        (judgement,) = verify_claims([said], passages, self.reader)
        return judged(said, judgement, passages, self.judge, spend) if self.judge else judgement


def _under_name(quote: Quote, state: State) -> Quote:
    """A quote of a document that has a twin among the sources, said under its document's name."""
    source = quote.passage.source
    twins = frozenset[str]().union(*(pair for pair in state.twins if source.name in pair))
    if not twins:
        return quote
    sources = {hit.passage.source.name: hit.passage.source for hit in state.hits}
    others = [held for name, held in sources.items() if name in twins - {source.name}]
    first, *more = texts_of(quote)
    return replace(quote, said=(f"{document_label(source, others)}: {first}", *more))


def _refuses(said: Claim | Quote) -> bool:
    return isinstance(said, Claim) and REFUSAL.rstrip(".").lower() in said.text.lower()


def _sides_first(quotes: Sequence[Quote], reported: Sequence[ReportedAnswer]) -> list[Quote]:
    """The quotes with one of each side of a disagreement before the others."""
    sides = [answer.quotes[0] for answer in reported]
    others = [quote for quote in quotes if not any(overlap(quote, side) for side in sides)]
    return [*sides, *others][: max(len(quotes), len(sides))]
