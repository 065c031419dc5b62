"""Encrypted PDFs and zip archives, by the oldest of their ciphers, made by hand."""

import hashlib
import io
import struct
import zipfile
import zlib

PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def rc4(key: bytes, data: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def locked_pdf(words: str, password: str) -> bytes:
    """A page with some words, which this password opens."""
    user = (password.encode() + PAD)[:32]
    owner = rc4(md5(user)[:5], user)
    key = md5(user + owner + struct.pack("<i", -4) + b"\0")[:5]
    content = rc4(md5(key + b"\4\0\0\0\0")[:10], f"BT /F1 12 Tf 9 99 Td ({words}) Tj ET".encode())
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 200] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    out, starts = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in starts)
    marks = owner.hex().encode(), rc4(key, PAD).hex().encode(), table
    return out + (
        b"trailer << /Size 6 /Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2"
        b" /P -4 /O <%s> /U <%s> >> >>\nstartxref\n%d\n%%%%EOF" % marks
    )


def locked_zip(name: str, content: bytes, password: str) -> bytes:
    """An archive with one member, encrypted as PKZIP did."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def crc(value: int, byte: int) -> int:
        return zlib.crc32(bytes([byte]), value ^ 0xFFFFFFFF) ^ 0xFFFFFFFF

    def update(byte: int) -> None:
        keys[0] = crc(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = crc(keys[2], keys[1] >> 24)

    for byte in password.encode():
        update(byte)
    out = bytearray()
    for byte in bytes(11) + bytes([zlib.crc32(content) >> 24]) + content:
        mask = (keys[2] | 2) & 0xFFFF
        out.append(byte ^ (mask * (mask ^ 1) >> 8 & 0xFF))
        update(byte)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(name, bytes(out))
    data = bytearray(written.getvalue())
    for signature, flags, checksum, size in ((b"PK\3\4", 6, 14, 22), (b"PK\1\2", 8, 16, 24)):
        at = data.index(signature)
        data[at + flags] |= 1
        data[at + checksum : at + checksum + 4] = struct.pack("<I", zlib.crc32(content))
        data[at + size : at + size + 4] = struct.pack("<I", len(content))
    return bytes(data)
