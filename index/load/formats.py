"""The formats that are read, and those that are known only to be refused or left out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A format: its label for people, and its loader's module.

    A `risky` one has a parser that a bad file can hang or exhaust: it runs in a child process.
    `extra` names what has to be installed for a parser that is too heavy for everybody.
    """

    label: str
    module: str
    suffixes: tuple[str, ...]
    risky: bool = True
    extra: str = ""


TEXT = Kind("text", "plain_text", (".txt", ".text"), risky=False)
MARKDOWN = Kind("Markdown", "markdown_text", (".md", ".markdown", ".mdown"), risky=False)
CSV = Kind("CSV table", "tables", (".csv", ".tsv"), risky=False)
JSON_LINES = Kind("JSON Lines file", "jsonlines", (".jsonl", ".ndjson"), risky=False)
JSON = Kind("JSON file", "json_text", (".json", ".geojson", ".ipynb"), risky=False)
CAPTIONS = Kind("file of captions", "captions", (".vtt", ".srt"), risky=False)
HTML = Kind("HTML page", "webpage", (".html", ".htm", ".xhtml"))
MAIL = Kind("mail", "mail", (".eml", ".mht", ".mhtml"))
MBOX = Kind("mailbox", "mbox", (".mbox",))
OUTLOOK = Kind("Outlook message", "outlook", (".msg",))
XML = Kind("XML file", "xml_text", (".xml", ".plist", ".rss", ".atom"))
PDF = Kind("PDF", "pdf", (".pdf",))
WORD = Kind("Word document", "word", (".docx", ".docm", ".dotx", ".dotm"))
SLIDES = Kind(
    "PowerPoint presentation", "slides", (".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm")
)
WORKBOOK = Kind("Excel workbook", "workbook", (".xlsx", ".xlsm", ".xltx", ".xltm"))
OLD_WORKBOOK = Kind("old Excel workbook", "old_workbook", (".xls",))
BINARY_WORKBOOK = Kind("binary Excel workbook", "binary_workbook", (".xlsb",))
OPEN_DOCUMENT = Kind(
    "OpenDocument file", "open_document", (".odt", ".ods", ".odp", ".ott", ".ots", ".otp")
)
RICH_TEXT = Kind("Rich Text document", "rich_text", (".rtf",))
EPUB = Kind("EPUB book", "epub", (".epub",))
ZIP = Kind("zip archive", "archive", (".zip",))
TAR = Kind("tar archive", "tar_archive", (".tar",))
COMPRESSED = Kind(
    "compressed file",
    "compressed",
    (".gz", ".bz2", ".xz", ".tgz", ".tbz2", ".txz"),
)
SEVEN_ZIP = Kind("7-Zip archive", "seven_zip", (".7z",), extra="7z")

KINDS = (
    *(TEXT, MARKDOWN, CSV, JSON, JSON_LINES, CAPTIONS, HTML, MAIL, MBOX, OUTLOOK, XML),
    *(PDF, WORD, SLIDES, WORKBOOK, OLD_WORKBOOK, BINARY_WORKBOOK, OPEN_DOCUMENT, RICH_TEXT, EPUB),
    *(ZIP, TAR, COMPRESSED, SEVEN_ZIP),
)
BY_SUFFIX = {suffix: kind for kind in KINDS for suffix in kind.suffixes}
REFUSED_SUFFIXES = {
    ".doc": "is in the old Word format: save it as .docx",
    ".ppt": "is in the old PowerPoint format: save it as .pptx",
    ".pages": "is an Apple Pages file: export it as .docx or PDF",
    ".numbers": "is an Apple Numbers file: export it as .xlsx or CSV",
    ".key": "is an Apple Keynote file: export it as .pptx or PDF",
}
"""What is said of documents that no kept library reads without a program of its own."""

SUFFIXES = frozenset(BY_SUFFIX)
"""The endings of file names by which a file counts as a document."""

SIGNATURES = (
    (b"{\\rtf", RICH_TEXT),
    (b"WEBVTT", CAPTIONS),
    (b"\xef\xbb\xbfWEBVTT", CAPTIONS),
    (b"\x1f\x8b", COMPRESSED),
    (b"BZh", COMPRESSED),
    (b"\xfd7zXZ", COMPRESSED),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
)
"""Kinds by their first bytes; zip archives, PDF and tar have theirs elsewhere."""

# Formats without a loader, by their first bytes. Those with a remedy may hold a document, and are
# reported as errors; the others are left out.
FOREIGN = (
    (b"\x89PNG", "a PNG picture", ""),
    (b"\xff\xd8\xff", "a JPEG picture", ""),
    (b"GIF8", "a GIF picture", ""),
    (b"II*\0", "a TIFF picture", ""),
    (b"MM\0*", "a TIFF picture", ""),
    (b"Rar!", "a RAR archive", "unpack it, or pack it as .zip"),
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
ENCRYPTED = "is encrypted: give its password with --password-file, or save it without one"
"""What is said of a file that needs a password."""
