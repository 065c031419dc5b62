"""The arguments of a call, checked and converted. Raises UsageError for one that can't be used."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from assistant.errors import UsageError
from assistant.types import Turn

MAX_QUESTION_CHARACTERS = 8_000
"""A longer text is a document, not a question."""

DateArgument = date | str | None
"""A date, or YYYY-MM-DD; None for no bound."""

TurnArgument = Turn | Mapping[str, str]
"""A turn of the history, or {"role", "content"}."""


def check_question(text: str) -> str:
    """The question, which is neither empty nor too long."""
    if not text.strip():
        raise UsageError("the question is empty: ask something")
    if len(text) > MAX_QUESTION_CHARACTERS:
        raise UsageError(
            f"the question has {len(text):,} characters: ask in at most"
            f" {MAX_QUESTION_CHARACTERS:,}, or index the text and ask about it"
        )
    if not _is_unicode(text):
        raise UsageError("the question is not UTF-8 text: write it anew")
    return text


def check_draft(text: str) -> str:
    """The draft, which is not empty."""
    if not text.strip():
        raise UsageError("the draft is empty: give some text to check")
    if not _is_unicode(text):
        raise UsageError("the draft is not UTF-8 text: save it as such")
    return text


def as_turn(turn: TurnArgument) -> Turn:
    """The turn, which is the user's or the assistant's."""
    if isinstance(turn, Turn):
        return turn
    match turn:
        case {"role": ("user" | "assistant") as role, "content": str(content)}:
            return Turn(role, content)
    raise UsageError('a turn of the history is {"role": "user" or "assistant", "content": text}')


def as_date(value: DateArgument) -> date | None:
    """The date; None for no bound."""
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"{value!r} is not a date: write it as YYYY-MM-DD") from error


def passwords_in(file: Path | None) -> list[str]:
    """The lines of a file. Raises UsageError where it can't be read, or is empty."""
    if file is None:
        return []
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no text in UTF-8"
        raise UsageError(f"the passwords in {file} can't be read: {reason}") from error
    if not any(lines):
        raise UsageError(f"{file} holds no password: write one a line")
    return [line for line in lines if line]


def _is_unicode(text: str) -> bool:
    """Whether no byte of it was left undecoded, as in text from a terminal or a pipe."""
    return not any("\ud800" <= character <= "\udfff" for character in text)
