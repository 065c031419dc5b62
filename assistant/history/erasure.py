"""A document erased for good: from the library, the kept conversations and the uploads."""

from pathlib import Path

from assistant.errors import translated
from assistant.history.conversations import Conversations
from index.library import Library

CONVERSATIONS = "conversations.sqlite"
CONVERSATIONS_OF_USERS = "conversations"
UPLOADS = "uploads"
"""What a data folder holds besides the library."""


def erase(library: Library, data: Path, name: str) -> list[str]:
    """Erase a document, with copies of its text under other names; the names that are gone.

    Answers that cite or show it go too, with what was thought of them. Files outside the data
    folder stay where they are, and are left out from now on.
    """
    with translated():
        records = library.erase(name)
    facts = {each.source.name for each in records} | {each.source.sha256 for each in records}
    for file in (data / CONVERSATIONS, *(data / CONVERSATIONS_OF_USERS).glob("*.sqlite")):
        if file.exists():
            Conversations(file).erase(filter(None, facts))
    uploads = (data / UPLOADS).resolve()
    left = {record.path for record in library.records}
    for path in {record.path for record in records} - left:
        if path and Path(path).is_relative_to(uploads):
            Path(path).unlink(missing_ok=True)
    return sorted(each.source.name for each in records)
