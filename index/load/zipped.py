"""Zip files, opened within bounds: archives, and the formats that are zip archives inside."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from index.load.formats import ENCRYPTED
from index.load.limits import Limits, megabytes
from index.types import IndexingError

DOCTYPES = tuple("<!DOCTYPE".encode(form) for form in ("utf-8", "utf-16-le", "utf-16-be"))

# python-docx and python-pptx leave their templates' days in the files they make.
TEMPLATES = {date(2013, 12, 23), date(2013, 1, 27)}


@contextmanager
def open_zip(data: bytes, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """The archive, opened, none of it unpacked.

    No member gives more bytes than it declares, so that what is declared bounds all. Raises
    IndexingError where that is too much, or encrypted.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if len(members) > limits.members:
            raise IndexingError(f"packs more than {limits.members} files: divide it")
        if sum(member.file_size for member in members) > limits.expanded_bytes:
            bound = megabytes(limits.expanded_bytes)
            raise IndexingError(f"unpacks to more than {bound}: unpack it yourself, or divide it")
        if any(member.flag_bits & 1 for member in members):
            raise IndexingError(ENCRYPTED)
        yield archive


def refuse_doctypes(archive: zipfile.ZipFile) -> None:
    """Raise IndexingError where an XML member declares entities, which Office never does.

    Entities can be made to expand without end or to fetch other files.
    """
    for member in archive.infolist():
        if member.filename.lower().endswith((".xml", ".rels", ".vml")):
            content = archive.read(member)
            if any(doctype in content for doctype in DOCTYPES):
                raise IndexingError(f"declares XML entities in {member.filename}: it is not safe")


def safe_path(name: str) -> str:
    """A member's path without what leads out of the archive: "../", a root, a drive."""
    parts = re.split(r"[/\\]+", re.sub(r"^[A-Za-z]:", "", name))
    kept = (re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", "\ufffd", part) for part in parts)
    return "/".join(part for part in kept if part.strip(" .")) or "unnamed"


def creation_day(created: datetime | None) -> date | None:
    """The day a file was created, unless it is that of the template a library starts from."""
    return None if created is None or created.date() in TEMPLATES else created.date()
