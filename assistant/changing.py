"""An assistant's settings, changed while it answers."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING, Any

from assistant.errors import translated
from assistant.seeded_library import embedder_of
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.answering.pipeline import Pipeline
    from assistant.answering.retriever import LibraryRetriever
    from index.library import Library

_MADE_OF_SETTINGS = ("pipeline", "chain", "retriever")


class Changeable(ABC):
    """What `Assistant` is made of, as far as its settings change it."""

    settings: Settings
    _guard: RLock

    @property
    @abstractmethod
    def library(self) -> "Library":
        """The library, opened at first use."""

    @cached_property
    def pipeline(self) -> "Pipeline":
        """The steps over the library, with the engine that the settings name."""
        with self._guard, translated():
            return self._made_pipeline(self.settings)

    @cached_property
    def retriever(self) -> "LibraryRetriever":
        """Its search as a LangChain retriever: Documents with exact places, scores and dates."""
        from assistant.answering.retriever import LibraryRetriever

        return LibraryRetriever(library=self.library, passages=self.settings.passages)

    @abstractmethod
    def _made_pipeline(self, settings: Settings) -> "Pipeline":
        """The same with other settings."""

    def change(self, **settings: Any) -> None:
        """Changes settings from now on; what is under way ends with the old ones.

        The embedder is `embed_anew`'s, and the data folder stays. Raises SettingsError for a value
        that can't be used, and then all is as it was.
        """
        changed = replace(self.settings, **settings)
        with translated():
            pipeline = self._made_pipeline(changed)
        self._take(changed, pipeline)

    def embed_anew(
        self,
        embedder: str,
        progress: Callable[[int, int], object] = lambda _done, _total: None,
    ) -> None:
        """Indexes the library anew with another embedder; `progress` gets passages done, and all.

        The old index answers until the new one is whole. Raises LibraryError, and then all is as
        it was.
        """
        with translated():
            self.library.embed_anew(embedder_of(self.settings, embedder), progress)
        self.change(embedder=embedder)

    def _take(self, settings: Settings, pipeline: "Pipeline") -> None:
        with self._guard:
            self.settings = settings
            for name in _MADE_OF_SETTINGS:
                self.__dict__.pop(name, None)
            self.__dict__["pipeline"] = pipeline
