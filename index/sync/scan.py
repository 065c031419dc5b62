"""Folders and files → the list of files that a library should hold."""

import os
import stat
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from index.sync.roots import is_below

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

IGNORE_FILE = ".assistantignore"


@dataclass(frozen=True, slots=True)
class File:
    """A file found: the name that the library gives it, its size (bytes), its time (ns)."""

    name: str
    path: Path
    size: int
    modified: int


@dataclass(frozen=True, slots=True)
class Scan:
    """The files found, in order of their names, and the paths that can't be scanned, with why.

    Whatever is below an `absent` path is unknown: it may be an unmounted drive, or a folder that
    must not be read. `roots` are the paths that were scanned.
    """

    files: list[File] = field(default_factory=list)
    absent: dict[str, str] = field(default_factory=dict)
    roots: tuple[str, ...] = ()

    def knows(self, path: str) -> bool:
        """Whether the file at a path would have been found if it were there."""
        return not any(is_below(path, gone) for gone in self.absent)


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder to scan: its path, its documents' prefix, and the ignore patterns that apply."""

    path: str
    name: str
    rules: tuple[tuple[str, "GitIgnoreSpec"], ...] = ()


def scan(roots: Mapping[str, str], without: str | None = None) -> Scan:
    """All files below the roots, but for the folder `without`.

    Hidden files are left out, and those that an .assistantignore in their folder or one above it
    matches, in Git's syntax. A folder that links lead to again is scanned once, under its own name
    rather than a link's.
    """
    found = Scan(roots=tuple(roots.values()))
    for label, root in roots.items():
        if not os.path.exists(root):  # noqa: PTH110
            found.absent[root] = "is not there"
        elif os.path.isdir(root):  # noqa: PTH112
            found.files.extend(_walk(_Folder(root, f"{label}/"), found.absent, without))
        else:
            found.files.extend(_file(label, root))
    found.files.sort(key=lambda file: file.name)
    return found


def _walk(root: _Folder, absent: dict[str, str], without: str | None) -> Iterator[File]:
    folders, seen = deque([root]), {_identity(without)} if without else set()
    while folders:
        folder = folders.popleft()
        try:
            identity = _identity(folder.path)
            entries = sorted(os.scandir(folder.path), key=lambda entry: entry.name)
        except OSError as error:
            absent[folder.path] = f"can't be looked into ({error.strerror})"
            continue
        if identity in seen:
            continue
        seen.add(identity)
        rules = (*folder.rules, *_rules(folder.path))
        for entry in entries:
            if entry.name.startswith("."):
                continue
            is_folder = _is_folder(entry)
            if _is_ignored(entry.path, is_folder, rules):
                continue
            if not is_folder:
                yield from _file(folder.name + entry.name, entry.path)
            # Links last, so that a folder is met under its own name first.
            elif not entry.is_symlink():
                folders.appendleft(_Folder(entry.path, f"{folder.name}{entry.name}/", rules))
            elif not is_below(root.path, os.path.realpath(entry.path)):
                folders.append(_Folder(entry.path, f"{folder.name}{entry.name}/", rules))


def _identity(path: str) -> tuple[int, int]:
    facts = os.stat(path)  # noqa: PTH116
    return facts.st_dev, facts.st_ino


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # a link that leads round in a ring


def _file(name: str, path: str) -> Iterator[File]:
    try:
        facts = os.stat(path)  # noqa: PTH116
    except OSError:
        return  # a dangling link, or gone between listing and looking
    if stat.S_ISREG(facts.st_mode):
        # A name may hold bytes that are no text; what the library calls it may not.
        name = name.encode("utf-8", "backslashreplace").decode()
        yield File(name, Path(path), facts.st_size, facts.st_mtime_ns)


def _rules(folder: str) -> Iterator[tuple[str, "GitIgnoreSpec"]]:
    """A folder's own patterns, with the folder that they are relative to."""
    try:
        lines = Path(folder, IGNORE_FILE).read_text("utf-8", "replace").splitlines()
    except OSError:
        return
    from pathspec import GitIgnoreSpec

    yield folder, GitIgnoreSpec.from_lines(lines)


def _is_ignored(path: str, is_folder: bool, rules: tuple[tuple[str, "GitIgnoreSpec"], ...]) -> bool:
    """Whether the patterns exclude a path; those of the folder nearest to it decide."""
    for folder, patterns in reversed(rules):
        inside = Path(path).relative_to(folder).as_posix()
        decided = patterns.check_file(f"{inside}/" if is_folder else inside).include
        if decided is not None:
            return decided
    return False
