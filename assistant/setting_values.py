"""Settings as text: read from `.env`, and converted to what they stand for."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.errors import SettingsError

_SWITCH = {"1": True, "true": True, "yes": True, "on": True} | {
    **dict.fromkeys(("0", "false", "no", "off"), False)
}


def dotenv_file() -> Mapping[str, str]:
    """The variables that `.env` in the current folder sets. Raises SettingsError."""
    from dotenv import dotenv_values

    path = Path(".env")
    try:
        values = dotenv_values(path) if path.is_file() else {}
    except (OSError, UnicodeDecodeError) as error:
        told = f"{path.resolve()} can't be read as UTF-8 text: save it as such"
        raise SettingsError(told) from error
    return {name: value for name, value in values.items() if value}


def converted(variable: str, raw: str, default: Any) -> Any:
    """The text of a variable converted to the type of its default. Raises SettingsError."""
    if isinstance(default, Path):
        return Path(raw).expanduser()
    if isinstance(default, bool):
        return _switch(variable, raw.strip().lower())
    try:
        return type(default)(raw.strip())
    except ValueError as error:
        number = "whole number" if isinstance(default, int) else "number"
        raise SettingsError(f"{variable} is {raw!r}: give a {number}") from error


def _switch(variable: str, raw: str) -> bool:
    if raw not in _SWITCH:
        raise SettingsError(f"{variable} is {raw!r}: give 1 or 0")
    return _SWITCH[raw]
