"""Encrypted files → the same files without their encryption, where a password opens them."""

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import cast

from index.load.kinds import COMPOUND, ZIP_STARTS
from index.types import IndexingError

SEVEN_ZIP_START = b"7z\xbc\xaf\x27\x1c"
AES = 99
"""The method of compression that stands for encryption by AES."""
MOST = 500 * 2**20
"""Bytes that a member is unpacked to at most."""


def decrypted(data: bytes, passwords: Sequence[str]) -> bytes:
    """The file as the first password that fits opens it; unchanged where it is not encrypted.

    Raises IndexingError where none of them fits.
    """
    opening = opening_of(data) if passwords else None
    if opening is None:
        return data
    for password in passwords:
        if (opened := opening(data, password)) is not None:
            return opened
    raise IndexingError("is encrypted, and no password that was given opens it")


def opening_of(data: bytes) -> Callable[[bytes, str], bytes | None] | None:
    """How the file's encryption is undone; None where it has none."""
    if data.startswith(ZIP_STARTS):
        return opened_zip if is_encrypted_zip(data) else None
    if data.startswith(SEVEN_ZIP_START):
        return opened_seven_zip if is_encrypted_seven_zip(data) else None
    if data.startswith(COMPOUND):
        return opened_office if is_encrypted_office(data) else None
    return opened_pdf if b"%PDF-" in data[:1024] and opened_pdf(data, "") is None else None


def is_encrypted_zip(data: bytes) -> bool:
    """Whether any member needs a password."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(member.flag_bits & 1 for member in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return False  # its loader says what is wrong


def zip_of(data: bytes) -> zipfile.ZipFile:
    """The archive; the standard library's reader knows only the oldest encryption."""
    packed = zipfile.ZipFile(io.BytesIO(data))
    if all(member.compress_type != AES for member in packed.infolist()):
        return packed
    from pyzipper import AESZipFile  # type: ignore[import-untyped]

    return cast(zipfile.ZipFile, AESZipFile(io.BytesIO(data)))


def opened_zip(data: bytes, password: str) -> bytes | None:
    """The archive with its members as they are."""
    written = io.BytesIO()
    try:
        with zip_of(data) as packed, zipfile.ZipFile(written, "w") as plain:
            packed.setpassword(password.encode())
            for member in packed.infolist():
                plain.writestr(member.filename, packed.read(member))
    except NotImplementedError as error:
        raise IndexingError(
            "is encrypted in a way that is not read here: unpack it yourself"
        ) from error
    except (RuntimeError, zipfile.BadZipFile, OSError, ValueError, EOFError):
        return None
    return written.getvalue()


def is_encrypted_seven_zip(data: bytes) -> bool:
    """Whether its members, or their names, need a password."""
    try:
        from py7zr import PasswordRequired, SevenZipFile
    except ImportError:
        return False  # its loader says what is missing
    try:
        with SevenZipFile(io.BytesIO(data)) as packed:
            return bool(packed.needs_password())
    except PasswordRequired:
        return True
    except Exception:  # the loader says more
        return False


def opened_seven_zip(data: bytes, password: str) -> bytes | None:
    """The members, as a zip archive."""
    from py7zr import SevenZipFile
    from py7zr.io import BytesIOFactory

    written, factory = io.BytesIO(), BytesIOFactory(MOST)
    try:
        with SevenZipFile(io.BytesIO(data), password=password) as packed:
            packed.extractall(factory=factory)
    except Exception:  # a wrong password shows as one of many errors
        return None
    with zipfile.ZipFile(written, "w") as plain:
        for name, content in factory.products.items():
            plain.writestr(name, content.read())
    return written.getvalue()


def is_encrypted_office(data: bytes) -> bool:
    """Whether an Office document of the old or the new format needs a password."""
    from msoffcrypto import OfficeFile  # type: ignore[import-untyped]

    try:
        return bool(OfficeFile(io.BytesIO(data)).is_encrypted())
    except Exception:  # msoffcrypto raises what damaged fields lead to; the loader says more
        return False


def opened_office(data: bytes, password: str) -> bytes | None:
    """The document without its encryption."""
    from msoffcrypto import OfficeFile

    written = io.BytesIO()
    try:
        file = OfficeFile(io.BytesIO(data))
        file.load_key(password=password)
        file.decrypt(written)
    except Exception:  # a wrong password shows as one of many errors
        return None
    return written.getvalue() or None


def opened_pdf(data: bytes, password: str) -> bytes | None:
    """The PDF without its encryption; one that is damaged is left to its loader."""
    import pypdfium2  # type: ignore[import-untyped]
    from pypdfium2 import raw

    written = io.BytesIO()
    try:
        file = pypdfium2.PdfDocument(data, password=password or None)
        if not password:
            return data
        file.save(written, flags=raw.FPDF_REMOVE_SECURITY)
    except pypdfium2.PdfiumError as error:
        return None if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD else data
    return written.getvalue()
