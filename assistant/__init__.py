"""Ask your documents; every sentence of the answer carries a citation that can be checked.

from assistant import Assistant, answer

answer("Who met in Beijing?")                    # the default library and engine
desk = Assistant(data="desk", model="openai:…")  # every setting can be an argument
"""

from collections.abc import Mapping, Sequence
from datetime import date

from assistant.app import Assistant
from assistant.errors import AssistantError, LibraryError, ModelError, SettingsError, UsageError
from assistant.settings import Settings
from assistant.types import Answer, Check, Citation, Conflict, Sentence, Turn, Update

__all__ = [
    "Answer",
    "Assistant",
    "AssistantError",
    "Check",
    "Citation",
    "Conflict",
    "LibraryError",
    "ModelError",
    "Sentence",
    "Settings",
    "SettingsError",
    "Turn",
    "Update",
    "UsageError",
    "answer",
]


def answer(
    question: str,
    *,
    history: Sequence[Turn | Mapping[str, str]] = (),
    since: date | str | None = None,
    until: date | str | None = None,
    within: str | None = None,
    strict: bool = False,
) -> Answer:
    """The answer to a question from the default library, with the default engine.

    The arguments are those of `Assistant.answer`. The library that `ASSISTANT_DATA` names is opened
    at each call; who asks often keeps an `Assistant`. Raises AssistantError.
    """
    return Assistant().answer(
        question, history=history, since=since, until=until, within=within, strict=strict
    )
