"""What the page works with: one assistant, opened in the background, and what is kept beside it."""

import os
import shutil
import tempfile
import threading
import weakref
from collections.abc import Callable
from pathlib import Path

from assistant.app import Assistant
from assistant.errors import AssistantError, translated
from assistant.history.conversations import Conversations
from assistant.history.quote_state import in_library
from index.store.records import Record
from index.types import Document

_CONVERSATIONS = "conversations.sqlite"


class Desk:
    """One assistant for all who use the page, and the conversations in its data folder.

    Where that folder can only be read, conversations last as long as this object. Making one is
    quick: `warm` opens the library and the engine in a thread, and whoever needs them before that
    is done waits at the assistant itself.
    """

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        folder = assistant.settings.data
        self._read_only = folder.is_dir() and not os.access(folder, os.W_OK)
        place = folder / _CONVERSATIONS
        self.conversations = Conversations(self._aside(place) if self._read_only else place)
        self.uploads: Path = folder / "uploads"
        self._ready = threading.Event()

    @property
    def ready(self) -> bool:
        """Whether the library and the engine are open."""
        return self._ready.is_set()

    def warm(self, tell: Callable[[str], None]) -> threading.Thread:
        """Opens what the first question would wait for; tells where that can't be done."""

        def open_all() -> None:
            if self._read_only:
                tell(
                    f"The data folder {self.assistant.settings.data} can't be written:"
                    " conversations last until the page is ended"
                )
            try:
                with translated():
                    _ = self.assistant.pipeline
                    self.assistant.library.embedder.embed(["warm"])
            except AssistantError as error:
                tell(str(error))
            self._ready.set()

        thread = threading.Thread(target=open_all, name="warm", daemon=True)
        thread.start()
        return thread

    def _aside(self, place: Path) -> Path:
        """A copy of a file, in a folder of this process's own."""
        folder = Path(tempfile.mkdtemp(prefix="assistant-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        if place.exists():
            shutil.copyfile(place, folder / place.name)
        return folder / place.name

    def records(self) -> list[Record]:
        """Every document's record, those that could not be read included."""
        with translated():
            return self.assistant.library.records

    def document(self, name: str) -> Document | None:
        """A document as the library holds it now; None where it is gone."""
        with translated():
            return in_library(self.assistant.library)(name)
