"""The pipeline put together: its parts by what the settings name."""

from typing import TYPE_CHECKING

from assistant.answering.engines import Engine
from assistant.answering.pipeline import Pipeline
from assistant.answering.quotes import QuotesEngine
from assistant.answering.ranking import Reranker
from assistant.answering.small_engine import model_engine
from assistant.reader import Reader
from assistant.settings import QUOTES, Settings
from index.library import Library

if TYPE_CHECKING:
    from assistant.llm.client import ModelClient


def build_pipeline(library: Library, reader: Reader, settings: Settings) -> Pipeline:
    """The steps with the engine that the settings name. Raises SettingsError."""
    reranker = Reranker(library.embedder, reader)
    quotes = QuotesEngine(reranker)
    engine, client = _engine(settings, quotes)
    return Pipeline(
        library=library,
        reranker=reranker,
        engine=engine,
        fallback=quotes,
        caller=client,
        threshold=settings.confidence,
        passages=settings.passages,
        judging=client is not None and settings.verify == "model",
    )


def _engine(settings: Settings, quotes: QuotesEngine) -> "tuple[Engine, ModelClient | None]":
    if settings.engine == QUOTES:
        return quotes, None
    return model_engine(settings, quotes.reranker)
