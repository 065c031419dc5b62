"""Encrypted files that a password opened before: the library has them, the password it has not."""

from collections.abc import Iterable

from index.load.formats import ENCRYPTED
from index.store.records import Record
from index.sync.loading import LoadedFile


def opened_before(records: Iterable[Record], loaded: LoadedFile) -> list[str]:
    """The documents of a file that could not be opened now, where it is of the size it was."""
    if not loaded.error.endswith(ENCRYPTED):
        return []
    path, size = str(loaded.file.path), loaded.file.size
    own = (each for each in records if each.path == path and each.key and each.size == size)
    return [each.source.name for each in own]
