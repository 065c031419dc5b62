"""What the page works with: one assistant, opened in the background, and what is kept beside it."""

import os
import secrets
import shutil
import tempfile
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.app import Assistant
from assistant.errors import AssistantError, translated
from assistant.history.conversations import Conversations
from assistant.history.erasure import CONVERSATIONS, UPLOADS
from assistant.history.quote_state import in_library
from assistant.types import Check
from index.store.records import Record
from index.types import Document

TEXT_CHARACTERS = 50_000_000
"""Characters of documents that are kept for search in their text."""


CHECKS = 100
"""Checked drafts that can still be saved."""


class Backend:
    """One assistant for all who use the page, and the conversations in its data folder.

    Where that folder can only be read, conversations last as long as this object. Making one is
    quick: `warm` opens the library and the engine in a thread, and whoever needs them before that
    is done waits at the assistant itself.
    """

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        folder = assistant.settings.data
        # A data folder that is not there yet will be made, and can then be written.
        self._read_only = folder.is_dir() and not os.access(folder, os.W_OK)
        file = folder / CONVERSATIONS
        self.conversations = Conversations(self._copied(file) if self._read_only else file)
        self.uploads: Path = folder / UPLOADS
        self.fault = ""
        self._ready = threading.Event()
        self.checks: dict[str, Check] = {}
        self._reading, self._held = threading.Lock(), 0
        self._texts: dict[str, str] = {}
        self._answering = 0

    @property
    def ready(self) -> bool:
        """Whether the library and the engine are open."""
        return self._ready.is_set()

    def warm(self, tell: Callable[[str], None]) -> threading.Thread:
        """Opens in a thread what the first question would wait for.

        `tell` is called with one line where it can't be opened, or not be written.
        """
        thread = threading.Thread(target=self._open_all, args=(tell,), name="warm", daemon=True)
        thread.start()
        return thread

    @property
    def busy(self) -> bool:
        """Whether a question of the page is being answered."""
        return self._answering > 0

    @contextmanager
    def answering(self) -> Iterator[None]:
        """While a question of the page is answered: a server that is to end waits for it."""
        with self._reading:
            self._answering += 1
        try:
            yield
        finally:
            with self._reading:
                self._answering -= 1

    def _open_all(self, tell: Callable[[str], None]) -> None:
        if self._read_only:
            tell(
                f"The data folder {self.assistant.settings.data} can't be written:"
                " conversations last until the page is ended"
            )
        try:
            with translated():
                _ = self.assistant.pipeline
                # The embedder loads its model at the first text.
                self.assistant.library.embedder.embed(["warm"])
                self.assistant.pipeline.reranker.reader.warm()
        except AssistantError as error:
            self.fault = str(error)
            tell(self.fault)
        # After an error too: a question then fails at once, with that error in its place.
        self._ready.set()

    def _copied(self, file: Path) -> Path:
        """A copy of a file, in a temporary folder that goes when this object does."""
        folder = Path(tempfile.mkdtemp(prefix="assistant-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        if file.exists():
            shutil.copyfile(file, folder / file.name)
        return folder / file.name

    def records(self) -> list[Record]:
        """Every document's record, those that could not be read included."""
        with translated():
            return self.assistant.library.records

    def keep_check(self, check: Check) -> str:
        """Keeps a checked draft for its downloads, the last few of them; a name nobody guesses."""
        name = secrets.token_urlsafe(12)
        with self._reading:
            self.checks[name] = check
            while len(self.checks) > CHECKS:
                del self.checks[next(iter(self.checks))]
        return name

    def text(self, record: Record) -> str:
        """The text of a document that was read; empty where there is none.

        A search reads all of them at every letter: what was read last is kept, up to a limit.
        """
        with self._reading:
            if record.key not in self._texts:
                with translated():
                    text = self.assistant.library.text(record.source.name) if record.key else ""
                if len(text) + self._held > TEXT_CHARACTERS:
                    self._texts.clear()
                    self._held = 0
                self._texts[record.key] = text
                self._held += len(text)
            return self._texts[record.key]

    def document(self, name: str) -> Document | None:
        """A document as the library holds it now; None where it is gone."""
        with translated():
            return in_library(self.assistant.library)(name)
