"""Who may come in, with which role, and what each may not read.

A file of users has a line for each, `NAME:HASH:ROLE`; a line `only PATTERN: NAME, NAME` keeps the
documents of a pattern, or of a collection, for some.
"""

import hmac
import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, get_args

from assistant.errors import SettingsError
from assistant.serve.passwords import is_hash, matches
from index.search.filters import passes

Role = Literal["reader", "editor", "owner"]
"""An editor may add and remove documents too, an owner erase them and change settings."""

NAME = re.compile(r"[\w.@+-]{1,64}")
_ONLY = re.compile(r"only\s+(?P<pattern>.+):(?P<names>[^:]*)")


@dataclass(frozen=True, slots=True)
class User:
    """Who asks, and the patterns of the documents that are for others only."""

    name: str
    role: Role = "reader"
    hidden: frozenset[str] = frozenset()

    def may(self, role: Role) -> bool:
        """Whether they may do what a role may."""
        roles = get_args(Role)
        return bool(roles.index(self.role) >= roles.index(role))

    def may_read(self, document: str) -> bool:
        """Whether they may read a document, by its name."""
        return not any(passes(document, pattern) for pattern in self.hidden)


class Users(Protocol):
    """Those who may come in."""

    def check(self, name: str, password: str) -> User | None:
        """The user whose name and password these are. It may take a fifth of a second."""
        ...

    def named(self, name: str) -> User | None:
        """A user by name."""
        ...

    def secret(self, name: str) -> str:
        """What a user's login holds for: with another password it ends."""
        ...


class OneUser:
    """One user and one password, who may do everything."""

    def __init__(self, name: str, password: str) -> None:
        self._name, self._password = name, password

    def check(self, name: str, password: str) -> User | None:
        """The user, where both are right."""
        # No short circuit: the time taken must not show which of the two was wrong.
        right = equal(name, self._name) & equal(password, self._password)
        return self.named(self._name) if right else None

    def named(self, name: str) -> User | None:
        """The user, by their name."""
        return User(self._name, "owner") if equal(name, self._name) else None

    def secret(self, name: str) -> str:  # noqa: ARG002
        """The password does not change."""
        return ""


COLLECTION = "collection:"
"""What begins a pattern that names a collection."""

Collections = Callable[[], Mapping[str, Iterable[str]]]
"""The collections' names, each with the patterns of its documents."""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    hash: str
    role: Role


@dataclass(frozen=True, slots=True)
class _Content:
    entries: Mapping[str, _Entry]
    kept: tuple[tuple[str, frozenset[str]], ...]


class UsersFile:
    """A file of users, read again when it has changed.

    Where it can then not be read, those stay who were in it, and `tell` gets one line.
    """

    def __init__(self, path: Path, tell: Callable[[str], None] = lambda _line: None) -> None:
        """Raises SettingsError for a file that can't be used."""
        self.path, self._tell = path, tell
        self.collections: Collections = dict
        self._stamp = _stamp(path)
        self._content = _read(path)

    @property
    def names(self) -> list[str]:
        """The users' names, in the file's order."""
        return [entry.name for entry in self._now().entries.values()]

    def check(self, name: str, password: str) -> User | None:
        """The user whose name and password these are."""
        entries = self._now().entries
        entry = entries.get(name.casefold())
        # Somebody's hash is compared in any case: the time must not show which names there are.
        compared = entry or next(iter(entries.values()))
        right = matches(password, compared.hash)
        return self.named(name) if right and entry is not None and entry.name == name else None

    def named(self, name: str) -> User | None:
        """A user, with what is for others only."""
        content = self._now()
        entry = content.entries.get(name.casefold())
        if entry is None or entry.name != name:
            return None
        if entry.role == "owner":
            return User(name, "owner")
        hidden = (pattern for pattern, names in content.kept if name not in names)
        return User(name, entry.role, frozenset(one for each in hidden for one in self._of(each)))

    def _of(self, pattern: str) -> Iterable[str]:
        """The patterns that a collection stands for; of one that is not there, all documents."""
        if not pattern.startswith(COLLECTION):
            return (pattern,)
        wanted = _folded(pattern.removeprefix(COLLECTION))
        held = {_folded(one): patterns for one, patterns in self.collections().items()}
        return held.get(wanted, ("*",))

    def check_known(self, names: Iterable[str]) -> None:
        """Raises SettingsError where one of these, for whom a key acts, is no user in it."""
        if unknown := [name for name in names if self.named(name) is None]:
            raise SettingsError(
                f"ASSISTANT_API_KEYS has a key of {unknown[0]}, who is no user in {self.path}"
            )

    def secret(self, name: str) -> str:
        """A user's hash."""
        entry = self._now().entries.get(name.casefold())
        return entry.hash if entry else ""

    def _now(self) -> _Content:
        stamp = _stamp(self.path)
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._content = _read(self.path)
            except SettingsError as error:
                self._tell(f"{error}; those stay who were in it")
        return self._content


def users_of(auth: "tuple[str, str] | UsersFile | None") -> Users | None:
    """Those whom a login lets in; None where whoever reaches the page may use it."""
    return OneUser(*auth) if isinstance(auth, tuple) else auth


def equal(one: str, other: str) -> bool:
    """Whether two texts are equal, in a time that does not depend on where they differ."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


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


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        facts = os.stat(path)  # noqa: PTH116 - it is asked for at every request
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size, facts.st_ino


def _read(path: Path) -> _Content:
    entries: dict[str, _Entry] = {}
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
    return _Content(entries, tuple(kept))


def _entry(text: str, where: str) -> _Entry:
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
    return _Entry(name, hash_, found)
