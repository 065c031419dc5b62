"""Does the library hold an answer? Confidence before any model is called, and what quotes lack."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering import answering_weights as weights
from assistant.answering.lexical_fit import coverage
from assistant.answering.ranked_quote import RankedQuote
from assistant.messages import say
from assistant.question.query import Query
from assistant.question.request_kind import request_kind
from assistant.types import Quote
from assistant.verify import objections
from index.embed import embedded_text
from index.text.stems import stems
from index.types import Hit

DOUBT = "These quotes may not answer the question"
"""How the line begins that marks a reply as one that may not answer."""


@dataclass(frozen=True, slots=True)
class Answerability:
    """`confidence` in [0, 1] that the library holds an answer, 0.5 being even; `lack` is why the
    best quotes may not answer, in a clause, empty where nothing says so.
    """

    confidence: float = 0.0
    lack: str = ""

    def doubt(self, threshold: float) -> str:
        """A line for the reader of quotes that may not answer, empty where nothing says so."""
        unsure = self.confidence < threshold + weights.UNSURE
        reason = self.lack or (say("reason.common") if unsure else "")
        return f"{say('notice.doubt')}: {reason}." if reason else ""


def answerability(
    query: Query, hits: Sequence[Hit], ranked: Sequence[RankedQuote]
) -> Answerability:
    """How likely it is that hits, and their best quotes, answer a query."""
    if is_foreign(query, ranked):
        return Answerability(foreign_confidence(query, ranked))
    lack = lacking(query, [each.quote for each in ranked])
    return Answerability(confidence(query, hits, ranked, lacks=bool(lack)), lack)


def confidence(
    query: Query, hits: Sequence[Hit], ranked: Sequence[RankedQuote], *, lacks: bool = False
) -> float:
    """The calibrated probability that the hits answer, by `signals`; 0 where there are no hits.

    Reports that a question names answer it together, and no one quote does, and who names a file
    knows what is in it: there the words decide as well.
    """
    if not hits:
        return 0.0
    read, lacking = signals(ranked, lacks=lacks)
    evidence = weights.READ * read - weights.EVEN_EVIDENCE
    if query.files or not query.scope.open or request_kind(query.asked).form == "what it says":
        covered = max(
            coverage(query.weights, set(stems(embedded_text(hit.passage))))
            for hit in hits[: weights.READ_PASSAGES]
        )
        by_words = weights.REPORTS_COVERED * (covered - weights.REPORTS_EVEN)
        evidence = max(evidence, by_words) if query.scope.open else by_words
    return 1 / (1 + math.exp(weights.LACK * lacking - evidence))


def is_foreign(query: Query, ranked: Sequence[RankedQuote]) -> bool:
    """Whether the reader does not read the question, or the best quote was found by meaning."""
    return query.is_foreign or any(each.meant for each in ranked[:1])


def foreign_confidence(query: Query, ranked: Sequence[RankedQuote]) -> float:
    """The probability that quotes answer where the reader can't say: by words, or by meaning."""
    if not ranked:
        return 0.0
    covered = max(
        coverage(query.weights, set(stems(f"{each.quote.passage.source.title} {each.quote.text}")))
        for each in ranked
    )
    by_words = 1 / (1 + math.exp(weights.FOREIGN_COVERED * (weights.FOREIGN_EVEN - covered)))
    return max(by_words, *(each.meant for each in ranked))


def signals(ranked: Sequence[RankedQuote], *, lacks: bool) -> tuple[float, float]:
    """What confidence is made of, each in [0, 1].

    The reader's probability that one of the best quotes answers; whether these lack or deny
    something that the question names. How many of the question's words are found says nothing
    beside that: of unanswerable ones no fewer are.
    """
    return max((each.probability for each in ranked), default=0.0), float(lacks)


def lacking(query: Query, quotes: Sequence[Quote]) -> str:
    """Why quotes may not answer a question, in a clause; empty where nothing says so."""
    return next(objections(query.asked, quotes, query.required, query.known), "") if quotes else ""
