"""Whose an event of the page is: Gradio works on it later, and elsewhere than the request came."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, TypeVar

import gradio as gr
from gradio.context import LocalContext

from assistant.serve.acting import acting, acting_as
from assistant.serve.desks import Desks
from assistant.serve.page.session import Session
from assistant.serve.users import User
from assistant.serve.users_lines import Role

_T = TypeVar("_T")
Step = Callable[[Any, Session], Any]

FOREIGN = "This tab is another user's: reload the page."

FOR_READERS = frozenset(
    {
        *("source", "show", "find", "visit", "search", "recall", "fresh", "reopen", "rename"),
        *("delete", "thumb", "note", "filter", "sort", "example", "again", "edit", "inquire"),
        *("choose", "view", "fill", "halt", "publish", "unpublish"),
    }
)
"""Events of the script that change nothing of the library."""

FOR_EDITORS = frozenset(
    {
        *("dismiss", "remove", "restore", "paste", "unlock", "facts", "describe", "reread"),
        *("collect", "takeout", "uncollect"),
    }
)

FOR_OWNERS = frozenset({"erase"})
"""Events that only owners may fire; those of the settings are told apart by the settings' tab."""


def role_for(event: str) -> Role:
    """The role that an event of the script is for; one that is not listed is an owner's."""
    return "reader" if event in FOR_READERS else "editor" if event in FOR_EDITORS else "owner"


def refused_events(user: User) -> frozenset[str]:
    """The events of the script that are not for a user's role."""
    return frozenset(one for one in (*FOR_EDITORS, *FOR_OWNERS) if not user.may(role_for(one)))


def in_its_role(desks: Desks, event: str, step: Step) -> Step:
    """The step of an event of the script, for those alone whose role it is for."""

    def allowed(at: Any, session: Session) -> Any:
        desks.check(role_for(event))
        return step(at, session)

    return allowed


def by_its_user(step: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """A step of the page, piece by piece for the user whose event it is; its end too."""

    @wraps(step)
    def taken(*values: Any, **others: Any) -> Iterator[Any]:
        user = _user()
        for session in (one for one in values if isinstance(one, Session)):
            whose = user.name if user else None
            if session.user not in (None, whose):
                raise gr.Error(FOREIGN, print_exception=False)
            session.user = whose
        pieces = step(*values, **others)
        try:
            while True:
                with acting_as(user):
                    piece = next(pieces, None)
                if piece is None:
                    return
                yield piece
        finally:
            with acting_as(user):
                getattr(pieces, "close", lambda: None)()

    return taken


def call_by_its_user(call: Callable[..., _T]) -> Callable[..., _T]:
    """The same of a call that gives one thing."""

    @wraps(call)
    def called(*values: Any, **others: Any) -> _T:
        with acting_as(_user()):
            return call(*values, **others)

    return called


def _user() -> User | None:
    """The user whose request the guard let in."""
    given = LocalContext.request.get(None)
    request = getattr(given, "request", None)
    return acting() if request is None else request.scope.get("state", {}).get("acting")
