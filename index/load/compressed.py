"""Compressed files (gzip, bzip2, xz): what is inside is loaded, a tar archive's files each."""

import bz2
import gzip
import io
import lzma
from collections.abc import Iterable
from typing import IO, cast

from index.load.items import Item, Member
from index.load.limits import Limits, megabytes
from index.load.tar_archive import read as read_tar
from index.types import IndexingError

TAR_MARK = slice(257, 262)


def read(data: bytes, limits: Limits) -> Iterable[Item]:
    """The file inside, unpacked within bounds; it is called as the outer one without its ending."""
    with opened(data) as file:
        content = file.read(limits.expanded_bytes + 1)
    if len(content) > limits.expanded_bytes:
        bound = megabytes(limits.expanded_bytes)
        raise IndexingError(f"unpacks to more than {bound}: unpack it yourself, or divide it")
    if content[TAR_MARK] == b"ustar":
        yield from read_tar(content, limits)
    else:
        yield Member("", content)


def opened(data: bytes) -> IO[bytes]:
    """The unpacked bytes as a file."""
    packed = io.BytesIO(data)
    if data.startswith(b"BZh"):
        return cast(IO[bytes], bz2.BZ2File(packed))
    if data.startswith(b"\xfd7zXZ"):
        return cast(IO[bytes], lzma.LZMAFile(packed))
    return cast(IO[bytes], gzip.GzipFile(fileobj=packed))
