"""The files of Chroma's vector indexes, without what memory held where no vector is yet.

hnswlib makes room for vectors to come, does not clear it, and writes it out with the others: texts
that the process read before may stand there, those of an erased document among them.
"""

import struct
from pathlib import Path

HEADER = struct.Struct("<i4Q")
"""The format's version, an offset, the vectors that there is room for, those there are, and the
bytes of each."""

VERSION = 1
LENGTH = 4
"""Bytes of the length of each vector's links."""


def blank_unused(folder: Path) -> None:
    """Clear the room for vectors to come in all indexes below a folder."""
    for header in folder.rglob("header.bin"):
        facts = header.read_bytes()[: HEADER.size]
        if len(facts) < HEADER.size:
            continue
        version, _, room, used, size = HEADER.unpack(facts)
        if version == VERSION and used <= room:
            blank(header.with_name("data_level0.bin"), used * size, room * size)
            blank(header.with_name("length.bin"), used * LENGTH, room * LENGTH)


def blank(path: Path, start: int, end: int) -> None:
    """Write zeros over a file's end, where the file is as long as it is taken to be."""
    if start < end and path.exists() and path.stat().st_size == end:
        with path.open("r+b") as file:
            file.seek(start)
            file.write(bytes(end - start))
