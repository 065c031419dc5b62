"""The kind of a file, detected by its content, and by its name where the content leaves it open."""

import io
import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from index.load.plain_text import BINARY, is_binary
from index.types import ForeignError, IndexingError

START = 4096


@dataclass(frozen=True, slots=True)
class Kind:
    """A format: its label for people, its loader's module, and the extra that installs its parser.

    A `risky` one has a parser that a bad file can hang or exhaust: it runs in a child process.
    """

    label: str
    module: str
    suffixes: tuple[str, ...]
    extra: str = ""
    risky: bool = True


TEXT = Kind("text", "plain_text", (".txt", ".text"), risky=False)
MARKDOWN = Kind("Markdown", "markdown_text", (".md", ".markdown", ".mdown"), risky=False)
CSV = Kind("CSV table", "tables", (".csv", ".tsv"), risky=False)
JSON_LINES = Kind("JSON Lines file", "jsonlines", (".jsonl", ".ndjson"), risky=False)
HTML = Kind("HTML page", "webpage", (".html", ".htm", ".xhtml"), "web")
MAIL = Kind("mail", "mail", (".eml", ".mht", ".mhtml"), "web")
MBOX = Kind("mailbox", "mbox", (".mbox",), "web")
XML = Kind("XML file", "xml_text", (".xml", ".plist", ".rss", ".atom"), "web")
PDF = Kind("PDF", "pdf", (".pdf",), "pdf")
WORD = Kind("Word document", "word", (".docx", ".docm", ".dotx", ".dotm"), "office")
SLIDES = Kind(
    "PowerPoint presentation",
    "slides",
    (".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"),
    "office",
)
WORKBOOK = Kind("Excel workbook", "workbook", (".xlsx", ".xlsm", ".xltx", ".xltm"), "office")
EPUB = Kind("EPUB book", "epub", (".epub",), "web")
ZIP = Kind("zip archive", "archive", (".zip",))

KINDS = (
    *(TEXT, MARKDOWN, CSV, JSON_LINES, HTML, MAIL, MBOX, XML),
    *(PDF, WORD, SLIDES, WORKBOOK, EPUB, ZIP),
)
BY_SUFFIX = {suffix: kind for kind in KINDS for suffix in kind.suffixes}
SUFFIXES = frozenset(BY_SUFFIX)
"""The endings of file names by which a file counts as a document."""

MAILBOX = re.compile(r"From \S[^\r\n]*\d{4}[^\r\n]*\r?\n[!-9;-~]+:[ \t]")

PACKED = {"word/": WORD, "ppt/": SLIDES, "xl/": WORKBOOK}
OPEN_DOCUMENT = "application/vnd.oasis.opendocument"

# Formats without a loader, by their first bytes. Those with a remedy may hold a document, and are
# reported as errors; the others are left out.
FOREIGN = (
    (b"{\\rtf", "Rich Text", "save it as .docx"),
    (b"\x89PNG", "a PNG picture", ""),
    (b"\xff\xd8\xff", "a JPEG picture", ""),
    (b"GIF8", "a GIF picture", ""),
    (b"II*\0", "a TIFF picture", ""),
    (b"MM\0*", "a TIFF picture", ""),
    (b"\x1f\x8b", "a gzip archive", "unpack it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it, or pack it as .zip"),
    (b"Rar!", "a RAR archive", "unpack it, or pack it as .zip"),
    (b"BZh", "a bzip2 archive", "unpack it"),
    (b"\xfd7zXZ", "an xz archive", "unpack it"),
    (b"\x7fELF", "a program", ""),
    (b"MZ", "a program", ""),
    (b"SQLite format 3\0", "a database", ""),
    (b"%!PS", "PostScript", "save it as PDF"),
    (b"ID3", "a sound recording", ""),
    (b"OggS", "a sound recording", ""),
    (b"RIFF", "a sound, film or picture", ""),
    (b"bplist00", "a property list", ""),
    (b"BOOKMOBI", "a Mobipocket book", "convert it to EPUB"),
)
ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
OLD_OFFICE = tuple(
    stream.encode("utf-16-le")
    for stream in (
        "WordDocument",
        "Workbook",
        "Book",
        "PowerPoint Document",
        "__properties_version",
    )
)

MARKUP = re.compile(
    r"(?:<\?xml[^>]*>|<!--.*?-->|\s)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
DRAWING = re.compile(r"(?:<\?xml[^>]*>|<!--.*?-->|<!DOCTYPE\s+svg[^>]*>|\s)*+<svg\b", re.I | re.S)
HEADER = re.compile(r"^([A-Za-z][A-Za-z-]{1,40}):[ \t]", re.M)
MAIL_HEADERS = {"from", "received", "return-path", "message-id", "mime-version", "delivered-to"}


def detect_kind(data: bytes, name: str, *, is_whole: bool = True) -> Kind:
    """The kind of file that `data` is. Raises IndexingError where there is no loader for it.

    That is a ForeignError where the name is no document's either. Where `data` is only the start
    of a file, a kind that the whole alone would show counts as text.
    """
    named = BY_SUFFIX.get(PurePosixPath(name).suffix.lower())
    # What these hold is listed at their end, or anywhere.
    if not is_whole and data.startswith((*ZIP_STARTS, COMPOUND)):
        return TEXT
    try:
        kind = by_signature(data) or by_first_lines(data)
    except ForeignError as error:
        if named:
            raise IndexingError(str(error)) from error
        raise
    if kind:
        return kind
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
    """Whether a file has to be loaded in the child process; zip archives always have."""
    if data.startswith(ZIP_STARTS):
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
        if ENCRYPTED_PACKAGE in data:
            raise IndexingError("is encrypted: save it without a password")
        if any(stream in data for stream in OLD_OFFICE):
            raise IndexingError(
                "is in an old Office format: save it as .docx, .pptx, .xlsx or .eml"
            )
        raise ForeignError("holds another program's data, not text")
    for signature, what, advice in FOREIGN:
        if data.startswith(signature) and advice:
            raise IndexingError(f"holds {what}, not text: {advice}")
        if data.startswith(signature):
            raise ForeignError(f"holds {what}, not text")
    if data[4:8] == b"ftyp":
        raise ForeignError("holds a film or sound recording, not text")
    return None


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
    if first.startswith(OPEN_DOCUMENT.encode()):
        raise IndexingError("is in an OpenDocument format: save it as .docx, .pptx, .xlsx or .pdf")
    if b"epub" in first or "META-INF/container.xml" in names:
        return EPUB
    if "xl/workbook.bin" in names:
        raise IndexingError("is in the binary Excel format: save it as .xlsx")
    if "[Content_Types].xml" in names:
        for folder, kind in PACKED.items():
            if any(name.startswith(folder) for name in names):
                return kind
    return ZIP


def by_first_lines(data: bytes) -> Kind | None:
    """HTML, XML, mail or JSON Lines, if the text starts like one of these."""
    start = data[:START]
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = start.decode("utf-16" if wide else "utf-8", errors="ignore").lstrip("\ufeff")
    if MARKUP.match(text):
        return HTML
    if DRAWING.match(text):
        raise ForeignError("holds a drawing (SVG), not text")
    if text.startswith("<?xml"):
        return XML
    if MAILBOX.match(text):
        return MBOX
    head = text.lstrip("\r\n").replace("\r\n", "\n").split("\n\n", 1)[0]
    if HEADER.match(head):
        found = {name.lower() for name in HEADER.findall(head)}
        if len(found & MAIL_HEADERS) >= 1 and len(found & {"subject", "date", "to"}) >= 1:
            return MAIL
    return JSON_LINES if is_json_object(data) else None


def is_json_object(data: bytes) -> bool:
    """Whether the first line that is not blank is one whole JSON object."""
    line = data.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)[0]
    if not line.startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
