"""Ask your documents; every sentence of the answer carries a citation that can be checked.

from assistant import Assistant, answer

answer("Who met in Beijing?")                    # the default library and engine
desk = Assistant(data="desk", model="openai:…")  # every setting can be an argument
"""

from typing import Any

from assistant.app import Assistant
from assistant.settings import Settings
from assistant.types import (
    Answer,
    AssistantError,
    Check,
    Citation,
    Conflict,
    LibraryError,
    ModelError,
    Sentence,
    SettingsError,
    Turn,
    Update,
    UsageError,
)

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


def answer(question: str, **arguments: Any) -> Answer:
    """The answer to a question from the default library, with the default engine.

    Takes what `Assistant.answer` takes. The library that `ASSISTANT_DATA` names is opened at each
    call; who asks often keeps an `Assistant`. Raises AssistantError.
    """
    return Assistant().answer(question, **arguments)
