"""Tar archives: each file in one is loaded as a file of its own."""

import io
import tarfile
from collections.abc import Iterable

from index.load.archive import is_hidden
from index.load.items import Item, Member
from index.load.limits import Limits, megabytes
from index.load.zipped import safe_path
from index.types import IndexingError


def read(data: bytes, limits: Limits) -> Iterable[Item]:
    """The files in the archive's order, hidden ones left out; links and devices are none."""
    seen = set()
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
        expanded = 0
        for member in archive:
            path = safe_path(member.name)
            if not member.isfile() or is_hidden(path):
                continue
            expanded += member.size
            if expanded > limits.expanded_bytes:
                bound = megabytes(limits.expanded_bytes)
                raise IndexingError(f"unpacks to more than {bound}: unpack it yourself")
            if path in seen:
                yield f"{path} stands in it twice: the first was read"
                continue
            seen.add(path)
            content = archive.extractfile(member)
            yield Member(path, content.read() if content else b"")
