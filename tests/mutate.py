"""Damage done to files, the same for the same seed."""

import io
import random
import zipfile

TELLING = (
    *(
        b"\0",
        b"\xff\xff\xff\xff",
        b"<",
        b">",
        b"&",
        b'"',
        b"]]>",
        b"<!DOCTYPE x>",
        b"%",
        b"()",
        b"{",
    ),
    *(b"-1", b"99999999999", b"\r\n\r\n", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"PK\x03\x04", b"../"),
)


def mutated(data: bytes, random_: random.Random) -> bytes:
    """The file with a few of its bytes changed, taken out, moved or put in."""
    if data.startswith(b"PK\x03\x04") and random_.random() < 0.6:
        return with_mutated_member(data, random_)
    content = bytearray(data)
    for _ in range(random_.choice((1, 1, 2, 5, 20))):
        if content:
            mutate(content, random_)
    return bytes(content)


def mutate(content: bytearray, random_: random.Random) -> None:
    start = random_.randrange(len(content))
    end = min(len(content), start + random_.choice((1, 2, 8, 64, 512)))
    match random_.randrange(7):
        case 0:
            content[start] ^= 1 << random_.randrange(8)
        case 1:
            content[start:end] = random_.randbytes(end - start)
        case 2:
            del content[start:end]
        case 3:
            content[start:start] = random_.choice(TELLING) * random_.choice((1, 1, 50))
        case 4:
            content[start:start] = content[start:end] * random_.choice((1, 3, 30))
        case 5:
            content[start:end] = random_.choice(TELLING)
        case 6:
            del content[start:]


def with_mutated_member(data: bytes, random_: random.Random) -> bytes:
    """The archive packed anew with one member damaged, so that its parser comes to see it."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(content, "w") as after,
    ):
        names = before.namelist()
        chosen = random_.choice(names)
        for name in names:
            member = before.read(name)
            if name == chosen:
                damaged = bytearray(member)
                for _ in range(random_.choice((1, 2, 5))):
                    if damaged:
                        mutate(damaged, random_)
                member = bytes(damaged)
                if random_.random() < 0.05:
                    continue
            after.writestr(zipfile.ZipInfo(name), member)
    return content.getvalue()
