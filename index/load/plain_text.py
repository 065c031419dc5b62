"""Plain text: bytes → characters, kept exactly as decoded, line ends included."""

import codecs
import re
from collections.abc import Iterable

from index.load.byte_encodings import cyrillic, escaped_encoding, shift_jis, unmarked_utf16
from index.load.items import LoadedDocument
from index.load.latin import latin_encoding
from index.load.limits import Limits
from index.types import IndexingError

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What the detector may choose from: the encodings of news and letters.
ENCODINGS = [
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r"),
    *("iso8859_2", "iso8859_5", "iso8859_15", "mac_roman", "mac_cyrillic", "cp866"),
    *("cp932", "euc_jp", "gb18030", "big5", "euc_kr"),
]
COMMONEST = "cp1252"
"""Taken where it decodes the same as the best."""

MULTIBYTE = {"cp932", "euc_jp", "gb18030", "big5", "euc_kr"}
CONTROLS = re.compile(rb"[\x00-\x07\x0e-\x1a\x1c-\x1f]")
SAMPLE = 2**18
BINARY = "holds binary data, not text: if it is text, save it as UTF-8"
UNSURE = "is in an encoding that can't be told for sure: save it as UTF-8"


def read(data: bytes, _limits: Limits) -> Iterable[LoadedDocument]:
    """The file's text, unchanged."""
    text, warnings = decode(data)
    yield LoadedDocument(text, warnings=warnings)


def decode(data: bytes, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of `data`, and warnings where it may not be what was written.

    A byte order mark decides; then UTF-8; then `declared`, the encoding the file itself names; then
    a guess, if it is safe. Raises IndexingError for what is no text, or in no known encoding.
    """
    if (plain := plainly_encoded(data)) is not None:
        return plain
    if is_binary(data):
        raise IndexingError(BINARY)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    if declared and (named := decoded_as(data, declared)) is not None:
        return named, ()
    if is_nearly_utf8(data):
        return with_replacements(data, "utf-8")
    guess = guessed_encoding(data)
    guessed = decoded_as(data, guess) if guess else None
    if guess is None or guessed is None:
        raise IndexingError(UNSURE)
    name = guess.replace("_", "-").replace("cp125", "windows-125")
    return guessed, (f"Not in UTF-8; read as {name}, which is a guess: look for odd letters.",)


def plainly_encoded(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    """The text by a byte order mark, zeros or escapes, which are no accident; None without them."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return with_replacements(data.removeprefix(mark), encoding)
    found = unmarked_utf16(data) or escaped_encoding(data)
    return with_replacements(data, found) if found else None


def is_binary(data: bytes) -> bool:
    """Whether bytes can't be text: they hold NULs, or many control characters.

    UTF-16 and UTF-32 hold NULs, and are known by their byte order marks, or where the NULs stand.
    """
    if data.startswith(tuple(mark for mark, _ in MARKS)) or unmarked_utf16(data):
        return False
    start = data[:SAMPLE]
    return b"\0" in data or len(CONTROLS.findall(start)) > len(start) // 20


def with_replacements(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    """The text with each undecodable sequence as U+FFFD, and a warning that counts them."""
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        pass
    text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd") - data.count("\ufffd".encode(encoding))
    if lost > len(text) // 50:
        raise IndexingError(f"is damaged, or not the {encoding} it starts as: save it as UTF-8")
    return text, (f"{lost} characters could not be read and show as \ufffd.",)


def decoded_as(data: bytes, encoding: str) -> str | None:
    """The text in that encoding; None where the encoding is unknown or does not fit."""
    try:
        return codecs.decode(data, encoding)
    except (LookupError, ValueError, TypeError):
        return None


def is_nearly_utf8(data: bytes) -> bool:
    """Whether what is beyond ASCII is valid UTF-8 for the most part, which is no accident."""
    text = data.decode("utf-8", errors="replace")
    lost = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return lost * 2 <= beyond_ascii


def guessed_encoding(data: bytes) -> str | None:
    """The most likely encoding, if the text is like a language in it; None where none is safe."""
    start = data[:SAMPLE]
    if plain := latin_encoding(start) or cyrillic(start) or shift_jis(data):
        return plain
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE], cp_isolation=ENCODINGS).best()
    if best is None or best.chaos > 0.1:
        return None
    # Scripts of thousands of characters have no letter frequencies to compare.
    if best.coherence <= 0.3 and best.encoding not in MULTIBYTE:
        return None
    return COMMONEST if COMMONEST in best.could_be_from_charset else best.encoding
