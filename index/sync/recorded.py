"""Whether a file stands in the library as it is now."""

from importlib.util import find_spec

from index.store.records import READING, Record
from index.sync.scan import File
from index.types import RECOGNITION, WANTS_RECOGNITION


def is_recorded(record: Record, file: File) -> bool:
    """Whether a record is of this file as it is now, under the name that it has now.

    What was left out for want of text recognition is read once that is there.
    """
    recorded = (record.size, record.modified, record.reading)
    if recorded != (file.size, file.modified, READING):
        return False
    wants = WANTS_RECOGNITION in " ".join((record.error, *record.source.warnings))
    return record.source.name.startswith(file.name) and not (wants and find_spec(RECOGNITION))
