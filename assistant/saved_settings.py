"""What was chosen in the page, kept in the data folder: settings, and keys in a file of their own.

The keys' file can be read by its owner alone, and no other file of the data folder holds a key.
"""

import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from assistant.errors import SettingsError

SETTINGS_FILE, KEYS_FILE = "settings.json", "keys.json"

OPENAI_KEY = "OPENAI_API_KEY"

_KINDS: Mapping[str, tuple[type, ...]] = {
    "model": (str,),
    "embedder": (str,),
    "confidence": (int, float),
}
"""The settings that can be chosen in the page, and the types of their values."""


def saved_settings(data: Path) -> dict[str, Any]:
    """The settings kept in a data folder, by their names, with OpenAI's key if that is kept.

    Other providers' keys are put into the environment, where their packages look. Raises
    SettingsError for a file that can't be used.
    """
    kept = {name: value for name, value in _read(data / SETTINGS_FILE).items() if name in _KINDS}
    for name, value in kept.items():
        if not isinstance(value, _KINDS[name]) or isinstance(value, bool):
            raise SettingsError(f"{data / SETTINGS_FILE} has no usable {name}: delete the file")
    for variable, key in saved_keys(data).items():
        if variable == OPENAI_KEY:
            kept["openai_api_key"] = key
        else:
            os.environ.setdefault(variable, key)
    return kept


def saved_keys(data: Path) -> dict[str, str]:
    """The keys kept in a data folder, by their variables."""
    return {name: key for name, key in _read(data / KEYS_FILE).items() if isinstance(key, str)}


def save_settings(data: Path, **values: Any) -> None:
    """Keeps these settings beside those that are kept. Raises SettingsError where it can't."""
    _write(data / SETTINGS_FILE, _read(data / SETTINGS_FILE) | values)


def save_key(data: Path, variable: str, key: str) -> None:
    """Keeps a key; an empty one is forgotten. Raises SettingsError where it can't."""
    keys = {**saved_keys(data), variable: key}
    kept = {name: each for name, each in keys.items() if each}
    if kept or (data / KEYS_FILE).exists():
        _write(data / KEYS_FILE, kept)


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError):
        # The error may hold the file's text, and that a key.
        raise SettingsError(f"{file} can't be read: delete it, and choose again") from None
    if not isinstance(found, dict):
        raise SettingsError(f"{file} can't be read: delete it, and choose again")
    return found


def _write(file: Path, values: Mapping[str, Any]) -> None:
    """Writes a file that its owner alone can read, whole or not at all."""
    part = None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        # Made with mode 0600, so that at no moment another can read it.
        descriptor, part = tempfile.mkstemp(prefix=f"{file.name}.", dir=file.parent)
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            json.dump(values, out, indent=1)
            out.flush()
            os.fsync(out.fileno())
        Path(part).replace(file)
    except OSError as error:
        if part is not None:
            with suppress(OSError):
                Path(part).unlink()
        raise SettingsError(
            f"{file} can't be written ({error.strerror}): the choice holds until the end of the"
            " process"
        ) from error
