"""Zip archives: each member is loaded as a file of its own."""

from collections.abc import Iterable

from index.load.items import Item, Member
from index.load.limits import Limits
from index.load.zipped import open_zip, safe_path


def read(data: bytes, limits: Limits) -> Iterable[Item]:
    """The members in the archive's order, hidden ones left out."""
    seen = set()
    with open_zip(data, limits) as archive:
        for member in archive.infolist():
            path = safe_path(member.filename)
            if member.is_dir() or is_hidden(path):
                continue
            if path in seen:
                yield f"{path} stands in it twice: the first was read"
                continue
            seen.add(path)
            try:
                content = archive.read(member)
            except MemoryError:
                raise
            except Exception as error:  # zipfile raises what damaged fields lead to
                yield f"{path} is damaged ({error}): pack it again"
            else:
                yield Member(path, content)


def is_hidden(path: str) -> bool:
    """Whether a member is hidden from people, such as a system's own metadata."""
    return any(part.startswith((".", "__MACOSX")) for part in path.split("/"))
