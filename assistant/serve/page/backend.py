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
from typing import TYPE_CHECKING, TypeVar

from assistant.app import Assistant
from assistant.errors import AssistantError, MissingKeyError, UsageError, translated
from assistant.history.conversations import Conversations
from assistant.history.erasure import CONVERSATIONS, UPLOADS
from assistant.history.quote_state import in_library
from assistant.serve.desks import Desks
from assistant.serve.own_conversations import own_conversations
from assistant.serve.settings_right import may_change_settings
from assistant.serve.users import User
from assistant.settings import QUOTES
from assistant.types import Check
from index.store.records import Record
from index.types import Document

if TYPE_CHECKING:
    from assistant.answering.document_table import DocumentTable

_T = TypeVar("_T")

TEXT_CHARACTERS = 50_000_000
"""Characters of documents that are kept for search in their text."""

AT_ONCE = 5_000
"""Passages new in a shared server that a question waits for until they are found by words."""

CHECKS = 100
"""Checked drafts, and tables, that can still be saved."""


class Backend:
    """One assistant for all who use the page, and the conversations in its data folder.

    Where that folder can only be read, conversations last as long as this object. Making one is
    quick: `warm` opens the library and the engine in a thread, and whoever needs them before that
    is done waits at the assistant itself.
    """

    def __init__(
        self, assistant: Assistant, desks: Desks | None = None, *, shared: bool = False
    ) -> None:
        """`shared` means that others than who runs the process may use the page."""
        self.desks, self._shared = desks or Desks(assistant), shared
        self.wanted = assistant.settings.engine
        self.lacking: MissingKeyError | None = None
        folder = assistant.settings.data
        # A data folder that is not there yet will be made, and can then be written.
        self._read_only = folder.is_dir() and not os.access(folder, os.W_OK)
        file = folder / CONVERSATIONS
        self._kept = Conversations(self._copied(file) if self._read_only else file)
        self._uploads: Path = folder / UPLOADS
        self.fault = ""
        self._ready = threading.Event()
        self.checks: dict[str, Check] = {}
        self.tables: dict[str, DocumentTable] = {}
        self._warming: threading.Thread | None = None
        self._reading, self._held = threading.Lock(), 0
        self._texts: dict[str, str] = {}
        self._answering = 0

    @property
    def assistant(self) -> Assistant:
        """The assistant of who asks."""
        return self.desks.current()

    @assistant.setter
    def assistant(self, assistant: Assistant) -> None:
        """Puts another in the place of the whole, for who may change settings."""
        self.desks.whole = assistant

    @property
    def whole(self) -> Assistant:
        """The assistant whose settings everybody's answers follow."""
        return self.desks.whole

    @property
    def may_change_settings(self) -> bool:
        """Whether who asks may change what concerns everybody."""
        return may_change_settings(self._shared, self.desks)

    @property
    def conversations(self) -> Conversations:
        """The conversations of who asks."""
        return self.conversations_of(self.desks.user)

    @conversations.setter
    def conversations(self, conversations: Conversations) -> None:
        self._kept = conversations

    def conversations_of(self, user: User) -> Conversations:
        """A user's conversations; those of the page, where all share them."""
        return own_conversations(self._kept, user) if self.desks.shared else self._kept

    @property
    def sharer(self) -> str:
        """The name under which who asks shares answers; empty where everybody sees all."""
        return self.desks.user.name if self.desks.shared else ""

    @property
    def uploads(self) -> Path:
        """The folder of uploads, for who may add some. Raises UsageError for others."""
        self.desks.check("editor")
        return self._uploads

    def upload_place(self, name: str) -> Path:
        """Where an uploaded file is kept. Raises UsageError where that is for others only."""
        if not self.desks.user.may_read(f"{UPLOADS}/{name}"):
            raise UsageError(f"A file called {name} is not yours to add: give it another name.")
        return self.uploads / name

    @property
    def ready(self) -> bool:
        """Whether the library and the engine are open."""
        return self._ready.is_set()

    def warm(self, tell: Callable[[str], None]) -> threading.Thread:
        """Opens in a thread what the first question would wait for.

        `tell` is called with one line where it can't be opened, or not be written.
        """
        thread = threading.Thread(target=self._open_all, args=(tell,), name="warm", daemon=True)
        self._warming = thread
        thread.start()
        return thread

    def wait(self) -> None:
        """Waits until what `warm` opens is open, or has failed to."""
        if self._warming is not None:
            self._warming.join()

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
                f"The data folder {self.desks.whole.settings.data} can't be written:"
                " conversations last until the page is ended"
            )
        try:
            with translated():
                self._open_engine(tell)
                self.whole.library.current.at_once = AT_ONCE
                # The embedder loads its model at the first text.
                self.whole.library.embedder.embed(["warm"])
                self.whole.pipeline.reranker.reader.warm()
        except AssistantError as error:
            self.fault = str(error)
            tell(self.fault)
        # After an error too: a question then fails at once, with that error in its place.
        self._ready.set()

    def _open_engine(self, tell: Callable[[str], None]) -> None:
        """Opens the library and the engine; quotations answer while the model's key is missing."""
        try:
            _ = self.whole.pipeline
        except MissingKeyError as error:
            self.lacking = error
            self.whole.change(model=QUOTES)
            tell(f"{error} Quotations answer until it is given in the page, under Settings.")

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

    def behind(self) -> int:
        """How many passages of a shared server are not found here by their words yet."""
        with translated():
            return self.assistant.library.current.behind_now()

    def keep_check(self, check: Check) -> str:
        """Keeps a checked draft for its downloads, the last few of them; a name nobody guesses."""
        return self._keep(self.checks, check)

    def keep_table(self, table: "DocumentTable") -> str:
        """The same of a table over documents."""
        return self._keep(self.tables, table)

    def _keep(self, kept: dict[str, _T], one: _T) -> str:
        name = secrets.token_urlsafe(12)
        with self._reading:
            kept[name] = one
            while len(kept) > CHECKS:
                del kept[next(iter(kept))]
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

    def questions_about(self, name: str, count: int) -> list[str]:
        """Questions that one document answers. Raises AssistantError."""
        from assistant.answering.examples import examples

        assistant = self.assistant
        with translated():
            reader = assistant.pipeline.reranker.reader
            sure = assistant.settings.confidence
            return examples(assistant.library, reader, count, sure, within=name)

    def document(self, name: str) -> Document | None:
        """A document as the library holds it now; None where it is gone."""
        with translated():
            return in_library(self.assistant.library)(name)
