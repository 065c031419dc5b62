"""The messages by language: a text file each, `key = text with {placeholders}`.

Who adds a file adds a language: its name is the language's code. What it lacks is in English.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

ENGLISH = "en"

KEYS = "keys"
"""In place of a language: each message is a mark that `filled` puts the message in for."""

_FOLDER = Path(__file__).parent
_MARK = re.compile("\ue000([a-z_.0-9]+)\ue001")


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that have a file."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.txt")))


@cache
def texts(code: str) -> Mapping[str, str]:
    """A language's messages by their keys. `code` is one of `languages`."""
    lines = (_FOLDER / f"{code}.txt").read_text("utf-8").splitlines()
    pairs = (line.partition("=") for line in lines if line.strip() and line[0] != "#")
    own = {key.strip(): text.strip() for key, _, text in pairs}
    return own if code == ENGLISH else {**texts(ENGLISH), **own}


def known(code: str) -> str:
    """The language that a code names ("es", "es-MX", "es_MX.UTF-8"); English where it has none."""
    own = re.split("[-_.]", code.strip().lower())[0]
    return own if own in languages() else ENGLISH


def direction(code: str) -> str:
    """How a language is written: "ltr" or "rtl"."""
    return texts(code)["direction"]


def says(text: str, key: str) -> bool:
    """Whether a text holds a message, in any language."""
    return any(texts(code)[key] in text for code in languages())


def mark(key: str) -> str:
    """What stands for a message until `filled` knows the language."""
    return f"\ue000{key}\ue001"


def filled(value: Any, code: str, own: Mapping[str, str] | None = None) -> Any:
    """A value of lists, dicts and strings with the messages in place of their marks.

    `own` are texts for marks that are no message.
    """
    if isinstance(value, str):
        put = own or {}
        return _MARK.sub(lambda found: put.get(found[1], texts(code).get(found[1], "")), value)
    if isinstance(value, dict):
        return {key: filled(one, code, own) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(filled(one, code, own) for one in value)
    return value
