"""What a file holds by another way of reading it, where no text of it is kept beside it.

Of Word and PowerPoint files the characters of their markup, as it stands; of PDFs what pdfminer.six
reads, which is for this comparison alone: without it they have no reference.
"""

import io
import re
import zipfile
from pathlib import PurePosixPath

from lxml import etree

_PARTS = {
    ".docx": re.compile(
        r"word/(?:charts/\w+|document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml"
    ),
    ".pptx": re.compile(r"ppt/(?:slides|notesSlides|charts)/\w+\.xml"),
}
_SPACES = ("tab", "br", "cr", "p", "tc")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def other_text(data: bytes, name: str) -> str | None:
    """The text by the other way; None where there is none for the format, or it fails."""
    suffix = PurePosixPath(name).suffix.lower()
    try:
        if suffix in _PARTS:
            return markup_text(data, _PARTS[suffix])
        if suffix == ".pdf":
            from pdfminer.high_level import extract_text  # type: ignore[import-not-found]

            return str(extract_text(io.BytesIO(data))).strip() or None
    except Exception:  # another reader's own, of a file that it can't read: no reference then
        return None
    return None


def markup_text(data: bytes, parts: re.Pattern[str]) -> str:
    """The characters of an Office file's parts, a header or footer that repeats once."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if parts.fullmatch(name)]
        return "\n".join(dict.fromkeys(_characters(archive.read(name)) for name in names))


def _characters(source: bytes) -> str:
    root = etree.fromstring(source)
    for fallback in list(root.iter(_FALLBACK)):
        fallback.clear()
    pieces = []
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        pieces.append((element.text or "") if name == "t" else " " if name in _SPACES else "")
    # A chart repeats its categories for each series.
    values = dict.fromkeys(_rounded(each.text or "") for each in root.iter(f"{_CHART}v"))
    return " ".join("".join([*pieces, " ", " ".join(values)]).split())


def _rounded(value: str) -> str:
    """A stored number without the last bits of its binary form."""
    try:
        return f"{float(value):.15g}"
    except ValueError:
        return value
