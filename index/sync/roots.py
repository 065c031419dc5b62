"""The indexed paths, which a library remembers, each with a label that its names begin with."""

import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from index.types import IndexingError

_T = TypeVar("_T")


def with_roots(
    roots: Mapping[str, str], paths: Iterable[Path], indexed: Collection[str] = ()
) -> dict[str, str]:
    """The remembered roots and these paths: each root's label and its absolute path.

    A path inside a remembered root adds nothing; one above replaces those it holds. One that is
    gone, but under which files were `indexed`, is forgotten. Raises IndexingError for a path that
    never existed.
    """
    known = dict(roots)
    for path in paths:
        target = str(path) if "\0" in str(path) else os.path.realpath(path)
        inside = {label for label, root in known.items() if is_below(root, target)}
        if not os.path.exists(path):  # noqa: PTH110 - whatever is wrong with it, it is not there
            if not inside and not any(is_below(file, target) for file in indexed):
                raise IndexingError(f"{path} does not exist: check the path's spelling")
            known = {label: root for label, root in known.items() if label not in inside}
        elif not any(is_below(target, root) for root in known.values()):
            known = {label: root for label, root in known.items() if label not in inside}
            known[_label(target, known)] = target
    return known


def kept_roots(roots: Mapping[str, str], data: Path) -> dict[str, str]:
    """The roots as a data folder keeps them: those inside it relative, so that it can be moved."""
    folder = os.path.realpath(data)
    return {
        label: os.path.relpath(root, folder) if is_below(root, folder) else root
        for label, root in roots.items()
    }


def found_roots(kept: Mapping[str, str], data: Path) -> dict[str, str]:
    """The roots that a data folder keeps, as absolute paths."""
    folder = os.path.realpath(data)
    # Libraries of older versions keep absolute ones; joined, an absolute path stays as it is.
    return {label: os.path.normpath(Path(folder, root)) for label, root in kept.items()}


def merged_roots(
    now: Mapping[str, str], before: Mapping[str, str], after: Mapping[str, str]
) -> dict[str, str]:
    """The roots that are recorded now, with what changed of them `before` one's work and `after`.

    Of a library on a server, others may have recorded theirs meanwhile.
    """
    kept = {label: root for label, root in now.items() if label in after or label not in before}
    return kept | dict(after)


def below_roots(records: Mapping[str, _T], roots: Iterable[str]) -> dict[str, _T]:
    """Of what is known by documents' names, that whose names begin with these labels of roots."""
    labels = set(roots)
    return {name: each for name, each in records.items() if name.partition("/")[0] in labels}


def is_below(path: str, folder: str) -> bool:
    """Whether a path is that of a folder or file, or inside it."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _label(path: str, taken: Mapping[str, str]) -> str:
    name = (Path(path).name or "root").encode("utf-8", "backslashreplace").decode()
    label, number = name, 1
    while label in taken:
        number += 1
        label = f"{name}-{number}"
    return label
