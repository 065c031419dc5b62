"""Who is asking, as far as a request's own work can see."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from assistant.serve.users import User

_ACTING: ContextVar[User | None] = ContextVar("acting", default=None)


def acting() -> User | None:
    """The user whose request this is; None where nobody has logged in."""
    return _ACTING.get()


@contextmanager
def acting_as(user: User | None) -> Iterator[None]:
    """Whatever is done meanwhile is this user's."""
    token = _ACTING.set(user)
    try:
        yield
    finally:
        _ACTING.reset(token)
