"""Documents that vanish all at once: a drive that is not there leaves an empty folder behind."""

import os
from collections import defaultdict
from collections.abc import Collection, Mapping

from index.store.records import Record
from index.sync.roots import is_below
from index.sync.scan import Scan

MANY = 10
"""Documents of a root from which on it is strange that most of them vanish at once."""

Vanished = Mapping[str, Collection[str]]
"""The names of the documents that vanished, by the folder that they were in."""


def vanished_at_once(
    before: Collection[Record], found: Scan, keys: Collection[str], excluded: Collection[str] = ()
) -> Vanished:
    """The documents of folders that are there, but without any of the files they held before.

    It takes two files: one alone may well be deleted. So too where a root lost most of many.
    Documents whose files are left out now, and those whose content is found under another name, by
    one of the `keys`, have not vanished.
    """
    own = {str(file.path) for file in found.files}
    kept: dict[str, set[str]] = defaultdict(set)
    gone: dict[str, dict[str, str]] = defaultdict(dict)
    for record in before:
        name, path = record.source.name, record.path
        if not record.key or name in excluded:
            continue
        is_kept = path in own or record.key in keys or os.path.exists(path)  # noqa: PTH110
        for folder in folders_of(path, found.roots):
            if is_kept:
                kept[folder].add(path)
            else:
                gone[folder][name] = path
    withheld: dict[str, list[str]] = {}
    taken: set[str] = set()
    for folder in sorted(gone, key=len):
        lost, left = len(set(gone[folder].values())), len(kept[folder])
        is_all = not left and lost > 1 and is_emptied(folder, own)
        is_most = folder in found.roots and lost > left and left + lost >= MANY
        if (is_all or is_most) and not taken.issuperset(gone[folder]):
            withheld[folder] = [name for name in gone[folder] if name not in taken]
            taken.update(gone[folder])
    return withheld


def folders_of(path: str, roots: Collection[str]) -> list[str]:
    """The folders of a file, up to the root that it is indexed by."""
    root = next((each for each in roots if path != each and is_below(path, each)), None)
    folders: list[str] = []
    while root is not None and is_below(path := os.path.dirname(path), root):  # noqa: PTH120
        folders.append(path)
    return folders


def is_emptied(folder: str, files: Collection[str]) -> bool:
    """Whether a folder is still there, without any file to index in it."""
    there = os.path.isdir(folder)  # noqa: PTH112
    return there and not any(is_below(file, folder) for file in files)


def withheld_line(folder: str, count: int) -> str:
    """What is said of a folder's documents that are kept."""
    those = "1 document" if count == 1 else f"{count:,} documents"
    are = "is" if count == 1 else "are"
    return (
        f"{folder}: {those} of it {are} gone all at once, and kept in the library: is a drive not"
        " mounted? If they are meant to be gone, run assistant index --prune"
    )
