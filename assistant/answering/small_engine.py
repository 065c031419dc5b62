"""The engine that is a small language model: few, short passages, those that the reader prefers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answering.citations import folded
from assistant.answering.engines import Engine, ModelEngine
from assistant.answering.ranking import Reranker
from assistant.question.query import Query
from assistant.settings import Settings
from assistant.types import Notice, Quote, Turn, Usage
from index.types import Hit

if TYPE_CHECKING:
    from assistant.llm.client import ModelClient
    from assistant.llm.reasoning import Reasoning

NOTES = 4
"""Passages that a small model is shown."""

AROUND = 160
"""Characters of its passage before and behind a quote that are shown with it."""


@dataclass(frozen=True, slots=True)
class SmallModelEngine:
    """Answers in the words of a language model whose window and patience are small."""

    model: "ModelClient"
    reranker: Reranker

    @property
    def name(self) -> str:
        """The model's name."""
        return self.model.name

    def write(
        self, query: Query, hits: Sequence[Hit], history: Sequence[Turn]
    ) -> "Iterator[str | Reasoning | Notice | Usage]":
        """The model's reply in pieces; see `Engine.write`."""
        from assistant.llm.messages import note_messages

        del history  # the query stands alone
        passages = [hit.passage for hit in hits]
        notes: dict[int, str] = {}
        for ranked in self.reranker.best(query, hits)[:NOTES]:
            number = passages.index(ranked.quote.passage) + 1
            notes.setdefault(number, _excerpt(ranked.quote))
        return self.model.stream(note_messages(query.text, sorted(notes.items())))


def model_engine(settings: Settings, reranker: Reranker) -> "tuple[Engine, ModelClient]":
    """The engine of the model that the settings name, and its client. Raises SettingsError."""
    from assistant.llm.models import load_client

    client = load_client(settings)
    is_small = settings.engine.startswith("gguf:")
    return (SmallModelEngine(client, reranker) if is_small else ModelEngine(client)), client


def _excerpt(quote: Quote) -> str:
    """A quote with its document's title, and with what stands around it, on one line."""
    passage = quote.passage
    start, end = quote.start - passage.start, quote.end - passage.start
    before = passage.text[max(0, start - AROUND) : start]
    after = passage.text[end : end + AROUND]
    # No word is cut in two.
    before = before if start <= AROUND else before.partition(" ")[2]
    after = after if end + AROUND >= len(passage.text) else after.rpartition(" ")[0]
    words = " ".join(quote.said) if quote.said else quote.text
    return folded(f"{passage.source.title}: {before}{words}{after}")
