"""Answers that a user shares with all who use the page, as each of those may see them."""

from datetime import datetime
from urllib.parse import urlencode

from assistant.errors import UsageError
from assistant.history.seen_answer import SeenAnswer, seen_answer
from assistant.serve.page.backend import Backend


def shared_place(sharer: str, token: str) -> str:
    """The address of an answer that is shared."""
    return urlencode({"by": sharer, "shared": token})


def shared_answer(backend: Backend, sharer: str, token: str) -> tuple[SeenAnswer, datetime]:
    """An answer that a user shares under a token, as who asks may see it, and when it was asked.

    Raises UsageError where it is not shared, or no longer: its sharer may read it no more, say.
    """
    user = backend.desks.named(sharer)
    if user is None:
        raise UsageError("This answer is not shared, or no longer.")
    turn = backend.conversations_of(user).shared(token)
    reader = backend.desks.user
    return seen_answer(turn.answer, reader.may_read if reader.hidden else None), turn.asked
