"""Compound files, as Outlook writes its messages: streams in storages, made by hand."""

import struct
from collections.abc import Mapping

SECTOR, SMALL = 512, 64
FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


class Sectors:
    """Data in sectors of one size, and the table that chains them."""

    def __init__(self, size: int) -> None:
        self.size, self.data, self.chains = size, b"", list[int]()

    def add(self, data: bytes) -> int:
        """Append data; the number of its first sector."""
        first, count = len(self.chains), -(-len(data) // self.size)
        self.data += data.ljust(count * self.size, b"\0")
        self.chains += [*range(first + 1, first + count), END] if count else []
        return first if count else END


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of small streams by their paths ("storage/stream")."""
    storages = list(dict.fromkeys(path.rpartition("/")[0] for path in streams if "/" in path))
    paths = [*storages, *streams]
    small, large = Sectors(SMALL), Sectors(SECTOR)
    starts = {path: small.add(data) for path, data in streams.items()}
    held, table = large.add(small.data), large.add(packed(small.chains))

    def inside(storage: str) -> list[int]:
        return [n for n, path in enumerate(paths, 1) if path.rpartition("/")[0] == storage]

    def entry(path: str, kind: int, start: int = 0, size: int = 0) -> bytes:
        wide = (path.rpartition("/")[2] + "\0").encode("utf-16-le")
        at = paths.index(path) + 1 if path in paths else 0
        beside = [n for n in inside(path.rpartition("/")[0]) if n > at] if at else []
        below = inside(path if at else "") if kind != 2 else []
        links = (FREE, beside[0] if beside else FREE, below[0] if below else FREE)
        facts = struct.pack("<HBBIII", len(wide), kind, 1, *links)
        return wide.ljust(64, b"\0") + facts + bytes(36) + struct.pack("<IQ", start, size)

    entries = [entry("Root Entry", 5, held, len(small.data))]
    entries += [entry(path, 1) for path in storages]
    entries += [entry(path, 2, starts[path], len(data)) for path, data in streams.items()]
    directory = large.add(b"".join(entries))
    own = len(large.chains)
    large.add(packed([*large.chains, TABLE]))
    large.chains[own] = TABLE
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, directory, 0, 0x1000)
    header += struct.pack("<IIII", table, 1, END, 0) + struct.pack("<I", own)
    return header + struct.pack("<108I", *[FREE] * 108) + large.data


def packed(numbers: list[int]) -> bytes:
    """Numbers as a table's sectors hold them."""
    filled = [*numbers, *[FREE] * (-len(numbers) % (SECTOR // 4))]
    return struct.pack(f"<{len(filled)}I", *filled)


def properties(folder: str, header: int, facts: Mapping[int, object]) -> dict[str, bytes]:
    """The streams of a storage's properties, by their tags: words, bytes, or numbers."""
    streams, listed = {}, bytes(header)
    for tag, value in facts.items():
        number_kind = 0x40 if tag == SENT else 0x03
        kind = (
            0x1F if isinstance(value, str) else 0x102 if isinstance(value, bytes) else number_kind
        )
        size = 0
        if isinstance(value, str | bytes):
            data = value.encode("utf-16-le") if isinstance(value, str) else value
            size = len(data) + 2 * (kind == 0x1F)
            streams[f"{folder}__substg1.0_{tag:04X}{kind:04X}"] = data
        number = size or value
        listed += struct.pack("<HHIQ", kind, tag, 6, number)
    return streams | {f"{folder}__properties_version1.0": listed}


SENT = 0x0039


def outlook_file(subject: str, body: str, attached: Mapping[str, bytes] | None = None) -> bytes:
    """A message from Ida Stone to Max Field, of noon on 4 March 2024."""
    sent = 133540272000000000  # in intervals of 100 ns since 1601
    parts = properties(
        "",
        32,
        {0x001A: "IPM.Note", 0x0037: subject, SENT: sent, 0x1000: body, 0x0C1A: "Ida Stone"}
        | {0x007D: "From: Ida Stone <ida@stone.example>\r\n"},
    )
    person = {0x3001: "Max Field", 0x39FE: "max@field.example"}
    parts |= properties("__recip_version1.0_#00000000/", 8, person)
    for number, (name, content) in enumerate((attached or {}).items()):
        facts = {0x3705: 1, 0x3707: name, 0x3701: content}
        parts |= properties(f"__attach_version1.0_#{number:08X}/", 8, facts)
    return compound_file(parts)
