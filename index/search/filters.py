"""Filters over documents: by date of publication and by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Protocol

from index.store.records import Record
from index.types import Source

EXACT = "="
"""What begins a pattern that is a document's whole name, or a folder's with its slash."""

COLLECTION = "collection:"
"""What begins a pattern that names a collection."""


class Resolver(Protocol):
    """Tells the members of a collection by its name."""

    def __call__(self, name: str) -> Iterable[str]:
        """The names of documents, and of folders with a slash at their end."""
        ...


@dataclass(frozen=True, slots=True)
class NamePatterns:
    """What a filter by name asks for: a document passes that fits any of them.

    `names` are whole names of documents, `folders` such with a slash at their end, `globs` in
    lower case.
    """

    names: frozenset[str]
    folders: frozenset[str]
    globs: tuple[str, ...]

    def fit(self, name: str) -> bool:
        """Whether a document's name fits one of them."""
        name = _in_a_line(name)
        if name in self.names:
            return True
        if self.folders and not self.folders.isdisjoint(folders_of_name(name)):
            return True
        lower = name.lower()
        return any(is_named_so(lower, glob) for glob in self.globs)


def filtered_sources(
    records: Iterable[Record],
    since: date | None = None,
    until: date | None = None,
    pattern: str | None = None,
) -> dict[str, Source] | None:
    """The documents that pass the filters, by content key; None where nothing is filtered.

    A document without a date passes no filter by date. `pattern` is a glob over names, or several,
    one a line; one without a star is looked for anywhere in the name, as is one that stands there
    as it is ("[1] bells.txt"). "=desk/river.txt" is that document alone, "=desk/" all in that
    folder. Where names share a text, its source is the first of those that pass.
    """
    if since is None and until is None and not pattern:
        return None
    passing: dict[str, Source] = {}
    for record in sorted(records, key=lambda record: record.source.name):
        source = record.source
        if (
            record.key
            and passes(source.name, pattern)
            and (since is None or (source.published is not None and source.published >= since))
            and (until is None or (source.published is not None and source.published <= until))
        ):
            passing.setdefault(record.key, source)
    return passing


def passes(name: str, pattern: str | None) -> bool:
    """Whether a document's name fits a pattern, or one of several; all fit None."""
    return not pattern or name_patterns(pattern).fit(name)


@lru_cache(maxsize=16)
def name_patterns(pattern: str) -> NamePatterns:
    """The patterns in a filter, one a line."""
    lines = [line for line in pattern.split("\n") if line]
    whole = {line.removeprefix(EXACT) for line in lines if line.startswith(EXACT)}
    folders = frozenset(name for name in whole if name.endswith("/"))
    globs = tuple(line.lower() for line in lines if not line.startswith(EXACT))
    return NamePatterns(frozenset(whole - folders), folders, globs)


def exact_pattern(names: Iterable[str]) -> str:
    """The pattern that just these documents fit, and all in those folders that are among them.

    Folders' names end in a slash. Without any it is one that nothing fits.
    """
    return "\n".join(EXACT + _in_a_line(name) for name in names) or EXACT


def without_collections(pattern: str | None, members: Resolver) -> str | None:
    """A pattern in which each collection stands as the documents that are its members."""
    if not pattern or COLLECTION not in pattern:
        return pattern
    return "\n".join(
        exact_pattern(members(line.removeprefix(COLLECTION)))
        if line.startswith(COLLECTION)
        else line
        for line in pattern.split("\n")
    )


def is_named_so(name: str, pattern: str) -> bool:
    """Whether a name holds a pattern, or fits it as a glob; brackets may be the name's own."""
    plain = pattern.replace("[", "[[]")
    return pattern in name or fnmatchcase(name, pattern) or fnmatchcase(name, plain)


def folders_of_name(name: str) -> list[str]:
    """The folders that a document is in, by its name, the outermost first: "desk/", "desk/a/"."""
    return [name[: place + 1] for place, letter in enumerate(name) if letter == "/"]


def _in_a_line(name: str) -> str:
    """A name as a line of a pattern can hold it: a file's name may hold line breaks."""
    return name.replace("\n", " ") if "\n" in name else name
