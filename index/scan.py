"""Folders and files → the list of files that a library should hold."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.types import IndexingError

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


def with_roots(roots: Mapping[str, str], paths: Iterable[Path]) -> dict[str, str]:
    """The remembered roots and these paths: each root's label and its absolute path.

    A path inside a remembered root adds nothing; one above replaces those it holds. Raises
    IndexingError for a path that does not exist.
    """
    known = dict(roots)
    for path in paths:
        if not path.exists():
            raise IndexingError(f"{path} does not exist: check the path's spelling")
        target = path.resolve()
        if any(target == Path(root) or Path(root) in target.parents for root in known.values()):
            continue
        known = {label: root for label, root in known.items() if target not in Path(root).parents}
        known[_label(target, known)] = str(target)
    return known


def scan(roots: Mapping[str, str]) -> tuple[list[File], list[str]]:
    """All files below the roots by name, and the labels of roots that are not there just now.

    Hidden files and what an .assistantignore (of Git's syntax) names are left out; a folder that
    links lead to twice is read once.
    """
    files: list[File] = []
    absent: list[str] = []
    for label, root in roots.items():
        path = Path(root)
        if not path.exists():
            absent.append(label)
        elif path.is_dir():
            files.extend(_walk(label, path))
        else:
            files.extend(_found(label, path))
    return files, absent


def _label(path: Path, taken: Mapping[str, str]) -> str:
    name = path.name or "root"
    label, number = name, 1
    while label in taken:
        number += 1
        label = f"{name}-{number}"
    return label


def _walk(label: str, root: Path) -> Iterator[File]:
    ignored = _ignored(root)
    seen: set[tuple[int, int]] = set()
    for folder, folders, names in os.walk(root, followlinks=True):
        facts = Path(folder).stat()
        if (facts.st_dev, facts.st_ino) in seen:
            folders.clear()
            continue
        seen.add((facts.st_dev, facts.st_ino))
        inside = Path(folder).relative_to(root)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and not ignored.match_file(f"{(inside / name).as_posix()}/")
        )
        for name in sorted(names):
            relative = inside / name
            if name.startswith(".") or ignored.match_file(relative.as_posix()):
                continue
            yield from _found(f"{label}/{relative.as_posix()}", Path(folder) / name)


def _found(name: str, path: Path) -> Iterator[File]:
    try:
        facts = path.stat()
    except OSError:
        return  # a dangling link, or gone between listing and looking
    if path.is_file():
        yield File(name, path, facts.st_size, facts.st_mtime_ns)


def _ignored(root: Path) -> "GitIgnoreSpec":
    from pathspec import GitIgnoreSpec

    file = root / IGNORE_FILE
    lines = file.read_text("utf-8", "replace").splitlines() if file.is_file() else []
    return GitIgnoreSpec.from_lines(lines)
