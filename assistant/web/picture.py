"""A PDF's page as a picture with a quote's words boxed, where pypdfium2 is installed."""

import hashlib
import io
import unicodedata
from pathlib import Path
from typing import Any

from assistant.web.desk import Desk

SCALE = 1.6
"""Pixels a PDF point: a page of A4 is about 950 wide."""

LARGEST = 4_000
"""Pixels of a picture's longer side at most, whatever the page says of its size."""

INK, PAPER = (178, 98, 0, 255), (255, 196, 61, 70)


class PictureError(Exception):
    """There is no picture to be had of this page."""


def page_picture(desk: Desk, name: str, page: int, start: int, end: int) -> bytes:
    """The page `page` (from 1) of a document as PNG, the words of text[start:end] on it boxed.

    Raises PictureError where there is no such PDF, it has changed since, or pypdfium2 is missing.
    """
    document = desk.document(name)
    paths = [one.path for one in desk.assistant.library.records if one.source.name == name]
    if document is None or not paths:
        raise PictureError(f"{name} is not in the library")
    source = document.source
    try:
        data = Path(paths[0]).read_bytes()
    except OSError as error:
        raise PictureError(f"{name} can't be read") from error
    if hashlib.sha256(data).hexdigest() != source.sha256:
        raise PictureError(f"{name} has changed since it was indexed")
    begins = [*source.page_starts, len(document.text)]
    if not 0 < page < len(begins):
        raise PictureError(f"{name} has no page {page}")
    here = document.text[max(start, begins[page - 1]) : min(end, begins[page])]
    before = document.text[begins[page - 1] : max(start, begins[page - 1])]
    return _drawn(data, page - 1, before, here)


def _drawn(data: bytes, index: int, before: str, quote: str) -> bytes:
    try:
        import pypdfium2  # type: ignore[import-untyped, unused-ignore]
    except ImportError as error:
        raise PictureError("pictures of pages need: pip install cited-assistant[pdf]") from error
    from PIL import Image, ImageDraw

    try:
        with pypdfium2.PdfDocument(data) as pdf:
            page = pdf[index]
            width, height = page.get_size()
            scale = min(SCALE, LARGEST / max(width, height, 1))
            picture = page.render(scale=scale).to_pil().convert("RGBA")
            boxes = _boxes(page, before, quote)
            page.close()
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise PictureError(str(error)) from error
    marks = Image.new("RGBA", picture.size)
    pen = ImageDraw.Draw(marks)
    for left, bottom, right, top in boxes:
        corners = (left, height - top, right, height - bottom)
        pen.rectangle([one * scale for one in corners], fill=PAPER, outline=INK, width=1)
    out = io.BytesIO()
    Image.alpha_composite(picture, marks).convert("RGB").save(out, "PNG", optimize=True)
    return out.getvalue()


def _boxes(page: Any, before: str, quote: str) -> list[tuple[float, float, float, float]]:
    """The boxes of a quote's words on a page: left, bottom, right, top, in points.

    The page's own characters are compared without spaces; of several places that hold the quote
    it is the one with as much text before it as the document has.
    """
    text = page.get_textpage()
    try:
        letters = [
            (folded, at)
            for at in range(text.count_chars())
            for folded in _folded(text.get_text_range(at, 1))
        ]
        wanted = "".join(_folded(quote))
        found = _places("".join(letter for letter, _ in letters), wanted)
        if not wanted or not found:
            return []
        offset = len("".join(_folded(before)))
        place = min(found, key=lambda one: abs(one - offset))
        marked = dict.fromkeys(at for _, at in letters[place : place + len(wanted)])
        return _words(text, list(marked))
    finally:
        text.close()


def _words(text: Any, marked: list[int]) -> list[tuple[float, float, float, float]]:
    """Boxes of characters joined where they follow each other on a line."""
    boxes: list[tuple[float, float, float, float]] = []
    last = -2
    for at in marked:
        left, bottom, right, top = text.get_charbox(at, loose=True)
        follows = boxes and at == last + 1 and left >= boxes[-1][0] and bottom < boxes[-1][3]
        if follows:
            before = boxes.pop()
            left, bottom = before[0], min(before[1], bottom)
            right, top = max(before[2], right), max(before[3], top)
        boxes.append((left, bottom, right, top))
        last = at
    return boxes


def _places(text: str, wanted: str) -> list[int]:
    places, at = [], text.find(wanted)
    while at >= 0 and wanted:
        places.append(at)
        at = text.find(wanted, at + 1)
    return places


def _folded(text: str) -> str:
    """Letters as both sides write them: ligatures resolved; spaces and hyphens left out."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(one for one in plain if not one.isspace() and one not in "-\u00ad\ufffe\u0002")
