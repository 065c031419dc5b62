"""7-Zip archives: each member is loaded as a file of its own."""

import io
from collections.abc import Iterable

from py7zr import SevenZipFile
from py7zr.io import BytesIOFactory

from index.load.archive import is_hidden
from index.load.decryption import is_encrypted_seven_zip
from index.load.formats import ENCRYPTED
from index.load.items import Item, Member
from index.load.limits import Limits, megabytes
from index.load.zipped import safe_path
from index.types import IndexingError


def read(data: bytes, limits: Limits) -> Iterable[Item]:
    """The members, hidden ones left out; the whole is unpacked at once, within bounds."""
    if is_encrypted_seven_zip(data):
        raise IndexingError(ENCRYPTED)
    with SevenZipFile(io.BytesIO(data)) as archive:
        members = [member for member in archive.list() if not member.is_directory]
        if len(members) > limits.members:
            raise IndexingError(f"packs more than {limits.members} files: divide it")
        if sum(member.uncompressed for member in members) > limits.expanded_bytes:
            bound = megabytes(limits.expanded_bytes)
            raise IndexingError(f"unpacks to more than {bound}: unpack it yourself, or divide it")
        factory = BytesIOFactory(limits.expanded_bytes)
        archive.extractall(factory=factory)
    for name, content in factory.products.items():
        path = safe_path(name)
        if not is_hidden(path):
            yield Member(path, content.read())
