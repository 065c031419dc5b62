"""Models' keys in this process: OpenAI's among the settings, others where their packages look."""

import os
from typing import Any

from assistant.app import Assistant
from assistant.errors import MissingKeyError
from assistant.llm.failures import KEY_VARIABLES
from assistant.saved_settings import OPENAI_KEY, saved_keys
from assistant.settings import QUOTES, Settings


def known_keys(settings: Settings) -> dict[str, str]:
    """The variables of the keys that are set, and where each is kept: "file" or "process"."""
    kept = saved_keys(settings.data)
    found = {name: os.environ.get(name, "") for name in KEY_VARIABLES.values()}
    found[OPENAI_KEY] = settings.openai_api_key
    return {
        name: "file" if kept.get(name) == key else "process" for name, key in found.items() if key
    }


def put_key(
    assistant: Assistant, model: str, variable: str, key: str | None
) -> MissingKeyError | None:
    """Changes the model, with another key if there is one; None forgets the key.

    Where the model's key is missing, quotations answer, and that error is returned. Raises
    SettingsError where the model can't be had otherwise; then all is as it was.
    """
    changes: dict[str, Any] = {"model": model}
    before = os.environ.get(variable)
    if variable == OPENAI_KEY and key != "":
        changes["openai_api_key"] = key or ""
    elif variable and key:
        os.environ[variable] = key
    elif variable and key is None:
        os.environ.pop(variable, None)
    try:
        assistant.change(**changes)
    except MissingKeyError as error:
        assistant.change(**changes | {"model": QUOTES})
        return error
    except BaseException:
        if variable != OPENAI_KEY:
            _restore(variable, before)
        raise
    return None


def _restore(variable: str, before: str | None) -> None:
    if before is None:
        os.environ.pop(variable, None)
    else:
        os.environ[variable] = before
