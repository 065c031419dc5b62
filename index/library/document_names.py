"""The name by which a person asks for a document → the name that the library gives it."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from index.store.records import Record
from index.types import IndexingError

LISTED = 5
"""Names that a message lists."""


def resolved(name: str, records: Mapping[str, Record], *, unread: bool = False) -> str:
    """The name of a document: as it is, as it is printed, or the end of its path.

    Of files that could not be read there is nothing to show; they count where `unread`. Raises
    IndexingError where there is none, or several documents end so.
    """
    read = {own: record for own, record in records.items() if record.key or unread}
    if name in read:
        return name
    from index.load.sanitize import one_line

    printed = one_line(name)
    found = [own for own in read if one_line(own) == printed] or [
        own for own in read if one_line(own).endswith(f"/{printed}")
    ]
    texts = {read[own].key or own for own in found}
    if len(texts) > 1:
        shown = ", ".join(map(one_line, sorted(found)[:LISTED]))
        more = ", …" if len(found) > LISTED else ""
        raise IndexingError(
            f"{len(found)} documents are called {PurePosixPath(name).name}: {shown}{more}"
        )
    if not found:
        raise unknown(name)
    return found[0]


def unknown(name: str) -> IndexingError:
    """The error for a name that no document has."""
    return IndexingError(
        f"the library holds no document named {name!r}: assistant library lists the names"
    )
