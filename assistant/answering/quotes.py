"""The engine that needs no model: it answers in the sources' own sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.ranking import Reranker
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
        """The best quotes of the best passages, best first; see `Engine.write`."""
        del history
        return (ranked.quote for ranked in self.reranker.best(query, hits))
