"""The assistant as each user has it: over what they may read, doing what their role allows.

Page, API and tools take their assistant from here, and from nowhere else.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from assistant.app import Assistant
from assistant.errors import RoleError, UsageError, translated
from assistant.serve.acting import acting
from assistant.serve.audit_log import AuditLog
from assistant.serve.users import User, UsersFile
from assistant.serve.users_lines import Role
from assistant.types import Answer, Check, Update

if TYPE_CHECKING:
    from assistant.answering.document_table import DocumentTable
    from assistant.answering.pipeline import Pipeline
    from index.library.view import LibraryView
    from index.sync.report import SyncReport

KEPT = 200
"""Users whose desks are kept open."""

NOBODY = "who asks is not known: log in again"


class Desks:
    """The desks of a server. `log` and their file are there where there are several users.

    `name` is that of one who alone may log in.
    """

    def __init__(
        self,
        whole: Assistant,
        log: AuditLog | None = None,
        users: UsersFile | None = None,
        name: str = "",
    ) -> None:
        self._whole, self._log, self._users, self._name = whole, log, users, name
        self._guard, self._open = Lock(), dict[User, Assistant]()

    @property
    def whole(self) -> Assistant:
        """The assistant over everything, for the server's own work."""
        return self._whole

    @whole.setter
    def whole(self, assistant: Assistant) -> None:
        self.check("owner")
        with self._guard:
            self._whole = assistant
            self._open.clear()

    @property
    def shared(self) -> bool:
        """Whether several users share the library."""
        return self._log is not None

    @property
    def logged_in(self) -> str:
        """The name of who has logged in; empty where nobody needs to."""
        user = acting() if self.shared else None
        return user.name if user else self._name

    def named(self, name: str) -> User | None:
        """One of several users, by name."""
        return self._users.named(name) if self._users else None

    def current(self) -> Assistant:
        """The assistant of who asks. Raises UsageError where that is nobody."""
        if self._log is None:
            return self._whole
        user = self.user
        with self._guard:
            desk = self._open.pop(user, None)
            if desk is None or desk.settings is not self._whole.settings:
                desk = Desk(self._whole, user, self._log, self._guards)
            self._open[user] = desk  # who asked last comes last
            while len(self._open) > KEPT:
                del self._open[next(iter(self._open))]
            return desk

    def _guards(self, collection: str) -> bool:
        return self._users is not None and self._users.guards(collection)

    @property
    def user(self) -> User:
        """Who asks; where one user has everything, that user. Raises UsageError where nobody."""
        if self._log is None:
            return User("", "owner")
        user = acting()
        if user is None:
            raise UsageError(NOBODY)
        return user

    def check(self, role: Role) -> None:
        """Raises UsageError unless who asks may do what a role may."""
        if not self.user.may(role):
            raise RoleError(f"only an {role} may do that, and your role is {self.user.role}")

    def note(self, did: str, text: str = "", **facts: object) -> None:
        """Notes what was done, where there are several users."""
        if self._log is not None:
            self._log.note(self.user.name, did, text, **facts)


class Desk(Assistant):
    """An assistant over what one user may read; what they ask and change is noted."""

    def __init__(
        self, whole: Assistant, user: User, log: AuditLog, guards: Callable[[str], bool]
    ) -> None:
        super().__init__(settings=whole.settings)
        self._whole, self._user, self._log, self._guards = whole, user, log, guards

    def answer(self, question: str, **others: Any) -> Answer:
        """The answer to a question."""
        self._note("asked", question)
        return super().answer(question, **others)

    def stream(self, question: str, **others: Any) -> Iterator[Update]:
        """The same while it is made."""
        self._note("asked", question)
        yield from super().stream(question, **others)

    def growing_table(self, questions: Sequence[str], **filters: Any) -> "Iterator[DocumentTable]":
        """Each question asked of each document."""
        self._note("asked", "\n".join(questions), questions=len(questions))
        yield from super().growing_table(questions, **filters)

    def change(self, **settings: Any) -> None:
        """Changes everybody's settings, where that is allowed."""
        self._check_owner()
        self._whole.change(**settings)

    def embed_anew(self, embedder: str, *others: Any) -> None:
        """Indexes everybody's library anew, where that is allowed."""
        self._check_owner()
        self._whole.embed_anew(embedder, *others)

    def check(self, text: str, **others: Any) -> Check:
        """Each sentence of a draft verified."""
        self._note("checked", text)
        return super().check(text, **others)

    def index(self, *paths: str | Path, **others: Any) -> "SyncReport":
        """Make the library match these paths, where that is allowed."""
        with translated():
            self._opened.check_may_change()  # before a web address is fetched
        return super().index(*paths, **others)

    @cached_property
    def _opened(self) -> "LibraryView":
        from index.library.view import LibraryView

        user = self._user
        return LibraryView(
            self._whole.library,
            user.may_read if user.hidden else None,
            may_change=user.may("editor"),
            may_erase=user.may("owner"),
            note=lambda did, names: self._note(did, documents=list(names)),
            guarded=lambda name: not user.may("owner") and self._guards(name),
        )

    @cached_property
    def _library(self) -> "LibraryView":
        return self._opened

    @cached_property
    def pipeline(self) -> "Pipeline":
        """The whole's steps and engine, over this library."""
        return replace(self._whole.pipeline, library=self.library)

    def _check_owner(self) -> None:
        if not self._user.may("owner"):
            raise RoleError(f"only an owner may do that, and your role is {self._user.role}")

    def _note(self, did: str, text: str = "", **facts: object) -> None:
        self._log.note(self._user.name, did, text, **facts)


def desks_of(
    whole: Assistant, auth: tuple[str, str] | UsersFile | None, tell: Callable[[str], None]
) -> Desks:
    """The desks of a server, with a log in the data folder where a file names several users."""
    if not isinstance(auth, UsersFile):
        return Desks(whole, name=auth[0] if auth else "")
    settings = whole.settings
    # Not before it is asked for: the library opens then.
    auth.collections = lambda: whole.library.collections.all()  # noqa: PLW0108 - later
    return Desks(whole, AuditLog(settings.data, settings.log == "texts", tell), auth)
