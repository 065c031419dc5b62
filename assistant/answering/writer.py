"""An engine at work: its words as they come, and each sentence verified as soon as it is whole."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING

from assistant.answer_layout import PLAIN
from assistant.answering import answering_weights as weights
from assistant.answering.citations import JudgedSentence, sentences_of, texts_of
from assistant.answering.conclusion import noted
from assistant.answering.conflict import ReportedAnswer
from assistant.answering.engines import Engine
from assistant.answering.identity import document_label
from assistant.answering.lexical_fit import coverage
from assistant.answering.ranking import overlap
from assistant.answering.small_engine import SmallModelEngine
from assistant.answering.state import State, Steps
from assistant.errors import ModelError, ModelSetupError
from assistant.llm.bare_words import bare
from assistant.messages import say
from assistant.reader import Reader
from assistant.sureness import SURE
from assistant.types import REFUSAL, Claim, Notice, Quote, Update, Usage
from assistant.verify import Judgement, denied_elsewhere, verify_claims
from index.text.stems import stems

if TYPE_CHECKING:
    from assistant.llm.client import ModelClient


@dataclass(frozen=True, slots=True)
class Writer:
    """Has an engine write, and the fallback where its model fails or says nothing that holds.

    `links` finds the clauses that a quote names; they follow the quotes. `threshold` is the
    confidence from which on quotes answer. `judge` weighs what the rules leave open, where a
    language model is to.
    """

    engine: Engine
    fallback: Engine
    reader: Reader
    links: Callable[[Quote], Sequence[Quote]]
    threshold: float
    judge: "ModelClient | None" = None

    def write(self, state: State) -> Steps:
        """The state with the reply's sentences, verified; a refusal is none of them."""
        if self.engine is self.fallback:
            return (yield from self._quoted(state))
        try:
            state = yield from self._replied(state)
        except ModelSetupError:
            raise
        except ModelError as error:
            return (yield from self._instead(state, str(error)))
        state = self._with_denials(state)
        verdicts = {one.judgement.verdict for one in state.judged}
        is_small = isinstance(self.engine, SmallModelEngine)
        borne_out = verdicts & ({"supported"} if is_small else {"supported", "partly"})
        # A model that can read says "they do not answer" of most that only looks like an answer.
        refused = not state.judged and not is_small
        if borne_out or (refused and not self._is_plain(state)) or not self._may_quote(state):
            return state
        if "partly" in verdicts:
            return (yield from self._led(state))
        why = say("notice.not_borne_out") if state.judged else say("notice.model_found_none")
        return (yield from self._instead(state, why))

    def _replied(self, state: State) -> Steps:
        """The state with what the model replies."""
        from assistant.llm.client import CUT
        from assistant.llm.reasoning import Reasoning
        from assistant.llm.replies import ReplyParser

        incoming, cut = ReplyParser(len(state.hits)), False
        written: list[str] = []
        thoughts: list[str] = []
        for piece in self.engine.write(state.query, state.hits, state.request.history):
            match piece:
                case str():
                    written.append(piece)
                    state = yield from self._taken(state, incoming.feed(piece))
                case Reasoning(recalls=True):
                    yield Update("search")
                    incoming, state = ReplyParser(len(state.hits)), replace(state, judged=())
                    thoughts += written
                    written.clear()
                case Reasoning():
                    thoughts.append(piece.text)
                case Notice():
                    cut = cut or piece == CUT
                    state = noted(state, say("notice.cut") if piece == CUT else piece.text)
                case Usage():
                    state = replace(state, usage=state.usage + piece)
            if incoming.loops and not cut:
                cut, state = True, noted(state, say("notice.cut"))
                break
        state = replace(state, reasoning="".join(thoughts).strip())
        return (yield from self._taken(state, incoming.close(cut=cut)))

    def _with_denials(self, state: State) -> State:
        """The state with what the passages say against a sentence that others of theirs bear out.

        A reply that gives both sides, and sources that are known to disagree, have it said.
        """
        passages = [hit.passage for hit in state.hits]
        borne_out = [one for one in state.judged if one.judgement.verdict == "supported"]
        quotes = [quote for one in borne_out for quote in one.judgement.quotes]
        for one in () if state.reported else borne_out:
            claim = Claim(one.text)
            other = denied_elsewhere(claim, one.judgement, passages, self.reader)
            if other and not any(overlap(other, quote) for quote in quotes):
                said = " ".join(other.text.split())
                return noted(state, say("notice.otherwise", quote=said))
        return state

    def _instead(self, state: State, why: str) -> Steps:
        """The state with quotes in place of what the model said, and why."""
        yield Update("search")
        state = replace(state, judged=())
        if not self._may_quote(state):
            return noted(state, why)
        state = replace(state, model=self.fallback.name)
        state = noted(state, say("notice.instead", why=why))
        return (yield from self._quoted(state))

    def _led(self, state: State) -> Steps:
        """The state with the best quote before what the model said, which holds in part."""
        yield Update("search")
        said = state.judged
        state = yield from self._quoted(replace(state, judged=()), limit=1)
        state, shown = replace(state, judged=(*state.judged, *said)), len(state.kept)
        for sentence in sentences_of(state.kept)[0][shown:]:
            yield Update("write", sentence=sentence)
        return noted(state, say("notice.led"))

    def _is_plain(self, state: State) -> bool:
        """Whether quotes answer beyond doubt, or surely, the best in the question's words too."""
        if state.answerability.confidence >= weights.AGAINST_REFUSAL:
            return True
        written = self.fallback.write(state.query, state.hits, state.request.history)
        first = next((piece for piece in written if isinstance(piece, Quote)), None)
        if first is None or state.answerability.confidence < SURE:
            return False
        held = set(stems(f"{first.passage.source.title} {first.text}"))
        return coverage(state.query.weights, held) >= weights.WORDS_AGAINST_REFUSAL

    def _quoted(self, state: State, limit: int | None = None) -> Steps:
        """The state with what the fallback quotes, each side of a disagreement first."""
        written = self.fallback.write(state.query, state.hits, state.request.history)
        quotes = [piece for piece in written if isinstance(piece, Quote)]
        quotes = list(_sides_first(quotes, state.reported))
        for quote in (*quotes, *self._linked(quotes))[:limit]:
            said = _under_name(quote, state)
            state = yield from self._taken(state, [" ".join(texts_of(said)), said])
        return state

    def _may_quote(self, state: State) -> bool:
        """Whether the quotes' own gate lets them answer."""
        return state.answerability.confidence >= self.threshold and not state.lack

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
                case Claim() if not _refuses(item):
                    said = bare(item, [hit.passage.text for hit in state.hits])
                    if any(map(str.isalnum, said.text)):
                        state = yield from self._verified(state, said)
                case Quote():
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
            judged=(*state.judged, *_sentences(said, judgement)),
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
        if self.judge is None:
            return judgement
        from assistant.answering.model_judge import judged

        return judged(said, judgement, passages, self.judge, spend)


def _sentences(said: Claim | Quote, judgement: Judgement) -> list[JudgedSentence]:
    layout = said.layout if isinstance(said, Claim) else PLAIN
    return [JudgedSentence(text, judgement, layout) for text in texts_of(said)]


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
