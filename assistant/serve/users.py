"""Who may come in, with which role, and what each may not read."""

import hmac
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, get_args

from assistant.errors import SettingsError
from assistant.serve.passwords import matches
from assistant.serve.users_lines import Role, UsersContent, users_content
from index.search.filters import COLLECTION, exact_pattern, passes


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

    def secret(self, name: str) -> str:  # noqa: ARG002 - of one there is one
        """The password does not change."""
        return ""


Collections = Callable[[], Mapping[str, Iterable[str]]]
"""The collections' names, each with its documents and folders."""


class UsersFile:
    """A file of users, read again when it has changed.

    Where it can then not be read, those stay who were in it, and `tell` gets one line.
    """

    def __init__(self, path: Path, tell: Callable[[str], None] = lambda _line: None) -> None:
        """Raises SettingsError for a file that can't be used."""
        self.path, self._tell = path, tell
        self.collections: Collections = dict
        self._stamp = _stamp(path)
        self._content = users_content(path)

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
        """The patterns that a collection stands for; of one without documents, all."""
        if not pattern.startswith(COLLECTION):
            return (pattern,)
        wanted = _folded(pattern.removeprefix(COLLECTION))
        held = {_folded(one): members for one, members in self.collections().items()}
        # Of one that has lost all its documents nobody knows what it was to keep.
        return [exact_pattern([one]) for one in held.get(wanted, ())] or ["*"]

    def guards(self, collection: str) -> bool:
        """Whether a collection decides who may read what."""
        kept = (one for one, _ in self._now().kept if one.startswith(COLLECTION))
        return _folded(collection) in {_folded(one.removeprefix(COLLECTION)) for one in kept}

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

    def _now(self) -> UsersContent:
        stamp = _stamp(self.path)
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._content = users_content(self.path)
            except SettingsError as error:
                self._tell(f"{error}; those stay who were in it")
        return self._content


def users_of(auth: "tuple[str, str] | UsersFile | None") -> Users | None:
    """Those whom a login lets in; None where whoever reaches the page may use it."""
    return OneUser(*auth) if isinstance(auth, tuple) else auth


def equal(one: str, other: str) -> bool:
    """Whether two texts are equal, in a time that does not depend on where they differ."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        facts = os.stat(path)  # noqa: PTH116 - it is asked for at every request
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size, facts.st_ino
