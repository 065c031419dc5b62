"""The lines of a file of users: `NAME:HASH:ROLE`, and `only PATTERN: NAME, NAME`.

The latter keep the documents of a pattern, or of a collection, for some.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from assistant.errors import SettingsError
from assistant.serve.passwords import is_hash

Role = Literal["reader", "editor", "owner"]
"""An editor may add and remove documents too, an owner erase them and change settings."""

NAME = re.compile(r"[\w.@+-]{1,64}")
_ONLY = re.compile(r"only\s+(?P<pattern>.+):(?P<names>[^:]*)")


@dataclass(frozen=True, slots=True)
class UserEntry:
    """A user's line."""

    name: str
    hash: str
    role: Role


@dataclass(frozen=True, slots=True)
class UsersContent:
    """A file's users, by their names in one case, and what is for whom only."""

    entries: Mapping[str, UserEntry]
    kept: tuple[tuple[str, frozenset[str]], ...]


def users_content(path: Path) -> UsersContent:
    """What a file says. Raises SettingsError, which names the line."""
    entries: dict[str, UserEntry] = {}
    kept: list[tuple[str, frozenset[str]]] = []
    for number, line in enumerate(lines_of(path), 1):
        text, where = line.strip(), f"{path}, line {number}"
        if not text or text.startswith("#"):
            continue
        if only := _ONLY.fullmatch(text):
            names = re.split(r"[,\s]+", only["names"].strip())
            kept.append((only["pattern"].strip(), frozenset(filter(None, names))))
            continue
        entry = _entry(text, where)
        if entry.name.casefold() in entries:
            raise SettingsError(f"{where}: {entry.name} is there twice")
        entries[entry.name.casefold()] = entry
    if not entries:
        raise SettingsError(f"{path} names no user: assistant users {path} --add NAME adds one")
    known = {entry.name for entry in entries.values()}
    for pattern, names_ in kept:
        if unknown := sorted(names_ - known):
            raise SettingsError(f"{path}: only {pattern} names {unknown[0]}, who is no user in it")
    return UsersContent(entries, tuple(kept))


def _entry(text: str, where: str) -> UserEntry:
    """A user's line. Raises SettingsError, which repeats no hash."""
    name, _, rest = text.partition(":")
    hash_, _, role = rest.partition(":")
    if not (NAME.fullmatch(name) and hash_):
        raise SettingsError(f"{where} is not NAME:HASH:ROLE")
    if not is_hash(hash_):
        raise SettingsError(
            f"{where}: the password of {name} is not hashed by argon2id or bcrypt:"
            " assistant users does that"
        )
    found: Role | None = next((one for one in get_args(Role) if one == (role or "reader")), None)
    if found is None:
        raise SettingsError(f"{where}: the role of {name} is none of {', '.join(get_args(Role))}")
    return UserEntry(name, hash_, found)


def lines_of(path: Path) -> list[str]:
    """The lines of a file of users. Raises SettingsError where it can't be read."""
    try:
        return path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no UTF-8 text"
        raise SettingsError(f"the file of users {path} can't be read: {reason}") from error


def with_user(lines: Iterable[str], name: str, hash_: str, role: str | None) -> list[str]:
    """The lines with this user, in the place of the one of that name, whose role stays if None.

    Raises SettingsError for a name that can't be one.
    """
    if not NAME.fullmatch(name):
        raise SettingsError(f"{name!r} is no user's name: letters, digits and . @ + - _ make one")
    lines = list(lines)
    for at, line in enumerate(lines):
        held, _, rest = line.strip().partition(":")
        if held.casefold() == name.casefold():
            role = role or rest.partition(":")[2] or None
            return [*lines[:at], f"{held}:{hash_}:{role or 'reader'}", *lines[at + 1 :]]
    return [*lines, f"{name}:{hash_}:{role or 'reader'}"]
