"""The engine that needs no model: it answers in the sources' own sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.explanation import in_one_place
from assistant.answering.ranking import Reranker, distinct
from assistant.answering.said_before import fresh, further
from assistant.question.answer_type import asks_for_explanation
from assistant.question.more import asks_for_more
from assistant.question.query import Query
from assistant.settings import QUOTES
from assistant.types import Quote, Turn
from index.types import Hit


@dataclass(frozen=True, slots=True)
class QuotesEngine:
    """Answers with the sentences that fit the question best, each its own citation."""

    reranker: Reranker
    name: str = QUOTES

    def write(self, query: Query, hits: Sequence[Hit], history: Sequence[Turn]) -> Iterator[Quote]:
        """The best quotes, best first; a follow-up's without what was said. See `Engine.write`."""
        if history and asks_for_more(query.asked):
            more = further(history, self.reranker.all(query, hits))
            return (ranked.quote for ranked in distinct(more))
        best = self.reranker.best(query, hits)
        follows = bool(history) and query.text != query.asked
        quotes = fresh(query.asked, history, best) if follows else [each.quote for each in best]
        return iter(in_one_place(quotes) if asks_for_explanation(query.text) else quotes)
