"""The kind of a file, detected by its content, and by its name where the content leaves it open."""

import io
import json
import re
import zipfile
from pathlib import PurePosixPath

from index.load.formats import (
    BINARY_WORKBOOK,
    BY_SUFFIX,
    CAPTIONS,
    ENCRYPTED,
    EPUB,
    FOREIGN,
    HTML,
    JSON,
    JSON_LINES,
    MAIL,
    MBOX,
    OLD_WORKBOOK,
    OPEN_DOCUMENT,
    OUTLOOK,
    PDF,
    REFUSED_SUFFIXES,
    SIGNATURES,
    SLIDES,
    SUFFIXES,
    TAR,
    TEXT,
    WORD,
    WORKBOOK,
    XML,
    ZIP,
    Kind,
)
from index.load.plain_text import BINARY, is_binary
from index.types import ForeignError, IndexingError

START = 4096


MAILBOX = re.compile(r"From \S[^\r\n]*\d{4}[^\r\n]*\r?\n[!-9;-~]+:[ \t]")

PACKED = {"word/": WORD, "ppt/": SLIDES, "xl/": WORKBOOK}
OPEN_DOCUMENT_TYPE = b"application/vnd.oasis.opendocument"

ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
OLD_FORMATS: tuple[tuple[str, Kind | str], ...] = (
    # A message may hold streams of the other names, of what is attached to it.
    ("__properties_version", OUTLOOK),
    ("WordDocument", REFUSED_SUFFIXES[".doc"]),
    ("PowerPoint Document", REFUSED_SUFFIXES[".ppt"]),
    ("Workbook", OLD_WORKBOOK),
    ("Book", OLD_WORKBOOK),
)
"""The kinds of compound files, by a stream that each holds; or why one is not read."""

APPLE = "is an Apple Pages, Numbers or Keynote file: export it as .docx, .xlsx, .pptx or PDF"

TAR_MARK = slice(257, 262)
"""Where a tar archive says that it is one."""

CUE = re.compile(r"(?:\d+\s*\n)?\s*\d{1,3}:\d{1,2}(?::\d{1,2})?[.,]\d{1,3}[^\S\n]+-->")

MARKUP = re.compile(
    r"(?:<\?xml[^>]*>|<!--.*?-->|\s)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
ELEMENT = re.compile(r"\s*<[!?A-Za-z_]")
"""How XML begins that has no declaration."""
DRAWING = re.compile(r"(?:<\?xml[^>]*>|<!--.*?-->|<!DOCTYPE\s+svg[^>]*>|\s)*+<svg\b", re.I | re.S)
HEADER = re.compile(r"^([A-Za-z][A-Za-z-]{1,40}):[ \t]", re.M)
MAIL_HEADERS = {"from", "received", "return-path", "message-id", "mime-version", "delivered-to"}


def detect_kind(data: bytes, name: str, *, is_whole: bool = True) -> Kind:
    """The kind of file that `data` is. Raises IndexingError where there is no loader for it.

    That is a ForeignError where the name is no document's either. Where `data` is only the start
    of a file, a kind that the whole alone would show counts as text.
    """
    suffix = PurePosixPath(name).suffix.lower()
    named = BY_SUFFIX.get(suffix)
    # What these hold is listed at their end, or anywhere.
    if not is_whole and data.startswith((*ZIP_STARTS, COMPOUND)):
        return TEXT
    try:
        kind = by_signature(data) or by_first_lines(data)
    except ForeignError as error:
        if named or suffix in REFUSED_SUFFIXES:
            raise IndexingError(str(error)) from error
        raise
    if kind is ZIP and suffix in REFUSED_SUFFIXES:
        raise IndexingError(REFUSED_SUFFIXES[suffix])
    if kind:
        return JSON if kind is JSON_LINES and named is JSON else kind
    if named is XML and ELEMENT.match(start_of(data)):
        return XML
    if not named and is_binary(data):
        raise ForeignError(BINARY)
    # HTML and mail are text that may start in any way; the other kinds have a signature.
    if named and named.risky and named not in (HTML, MAIL):
        raise IndexingError(
            f"is no {named.label}, whatever its name says: it is damaged or misnamed; "
            f"open it in its program and save it again"
        )
    return named or TEXT


def is_named(name: str) -> bool:
    """Whether a file's name ends as a document's does."""
    return PurePosixPath(name).suffix.lower() in SUFFIXES


def is_risky(data: bytes, name: str) -> bool:
    """Whether a file has to be loaded in the child process, as archives always have."""
    if data.startswith((*ZIP_STARTS, COMPOUND)):
        return True
    try:
        return detect_kind(data, name).risky
    except IndexingError:
        return False


def misnamed(kind: Kind, name: str) -> tuple[str, ...]:
    """A warning where the file's name is that of another kind than its content."""
    suffix = PurePosixPath(name).suffix.lower()
    if BY_SUFFIX.get(suffix, kind) is kind:
        return ()
    return (f"Named {suffix}, but read as the {kind.label} that it is.",)


def by_signature(data: bytes) -> Kind | None:
    """The kind with this signature, or None; raises IndexingError for a foreign one."""
    if data.startswith(ZIP_STARTS):
        return packed_kind(data)
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(COMPOUND):
        return compound_kind(data)
    if data[TAR_MARK] == b"ustar":
        return TAR
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            return kind
    for signature, what, advice in FOREIGN:
        if data.startswith(signature) and advice:
            raise IndexingError(f"holds {what}, not text: {advice}")
        if data.startswith(signature):
            raise ForeignError(f"holds {what}, not text")
    if data[4:8] == b"ftyp":
        raise ForeignError("holds a film or sound recording, not text")
    return None


def compound_kind(data: bytes) -> Kind:
    """The kind of a compound file, as old Office programs write."""
    if ENCRYPTED_PACKAGE in data:
        raise IndexingError(ENCRYPTED)
    for stream, kind in OLD_FORMATS:
        if stream.encode("utf-16-le") in data:
            if isinstance(kind, str):
                raise IndexingError(kind)
            return kind
    raise ForeignError("holds another program's data, not text")


def packed_kind(data: bytes) -> Kind:
    """The kind of a zip archive: one of the formats that are zip archives inside, or ZIP."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = packed.namelist()
            first = packed.open("mimetype").read(100) if "mimetype" in names[:3] else b""
    except MemoryError:
        raise
    except Exception as error:  # zipfile raises what its damaged fields lead to
        raise IndexingError(f"is a damaged zip file ({error}): copy or pack it again") from error
    if first.startswith(OPEN_DOCUMENT_TYPE):
        return OPEN_DOCUMENT
    if b"epub" in first or "META-INF/container.xml" in names:
        return EPUB
    if "xl/workbook.bin" in names:
        return BINARY_WORKBOOK
    if any(name.endswith((".iwa", "index.apxl")) for name in names):
        raise IndexingError(APPLE)
    if "[Content_Types].xml" in names:
        for folder, kind in PACKED.items():
            if any(name.startswith(folder) for name in names):
                return kind
    return ZIP


def by_first_lines(data: bytes) -> Kind | None:
    """HTML, XML, mail or JSON Lines, if the text starts like one of these."""
    text = start_of(data)
    if MARKUP.match(text):
        return HTML
    if DRAWING.match(text):
        raise ForeignError("holds a drawing (SVG), not text")
    if text.startswith("<?xml"):
        return XML
    if MAILBOX.match(text):
        return MBOX
    if CUE.match(text):
        return CAPTIONS
    head = text.lstrip("\r\n").replace("\r\n", "\n").split("\n\n", 1)[0]
    if HEADER.match(head):
        found = {name.lower() for name in HEADER.findall(head)}
        if len(found & MAIL_HEADERS) >= 1 and len(found & {"subject", "date", "to"}) >= 1:
            return MAIL
    return JSON_LINES if is_json_object(data) else None


def start_of(data: bytes) -> str:
    """The first characters of a text."""
    start = data[:START]
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    return start.decode("utf-16" if wide else "utf-8", errors="ignore").lstrip("\ufeff")


def is_json_object(data: bytes) -> bool:
    """Whether the first line that is not blank is one whole JSON object."""
    line = data.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)[0]
    if not line.startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
