"""Draws one page of a PDF with a quote's words boxed. A child process: the file may mean harm.

A line of JSON with `index`, `before` and `quote` comes on stdin, then the PDF; the picture goes to
stdout.
"""

import contextlib
import io
import json
import sys
import unicodedata
from collections.abc import Iterable
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image, ImageDraw

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points from the page's lower left corner."""

SCALE = 1.6
"""Pixels a point: a page of A4 is about 950 wide."""

LARGEST = 4_000
"""Pixels of a picture's longer side at most, whatever the page says of its size."""

MEMORY = 2 * 2**30
INK, WASH = (178, 98, 0, 255), (255, 196, 61, 70)


def main() -> None:
    """Draws what stdin asks for."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    asked = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    sys.stdout.buffer.write(drawn(data, asked["index"], asked["before"], asked["quote"]))


def drawn(data: bytes, index: int, before: str, quote: str) -> bytes:
    """The page `index` (from 0) as PNG, with `quote`, which comes after `before`, boxed."""
    with pypdfium2.PdfDocument(data) as pdf:
        page = pdf[index]
        width, height = page.get_size()
        scale = min(SCALE, LARGEST / max(width, height, 1))
        picture = page.render(scale=scale).to_pil().convert("RGBA")
        boxes = boxed(page, before, quote)
        page.close()
    marks = Image.new("RGBA", picture.size)
    pen = ImageDraw.Draw(marks)
    for left, bottom, right, top in boxes:
        corners = [one * scale for one in (left, height - top, right, height - bottom)]
        pen.rectangle(corners, fill=WASH, outline=INK)
    out = io.BytesIO()
    Image.alpha_composite(picture, marks).convert("RGB").save(out, "PNG", optimize=True)
    return out.getvalue()


def boxed(page: Any, before: str, quote: str) -> list[Box]:
    """The boxes of a quote's words on a page; none where the page does not hold the quote.

    Letters are compared without spaces and hyphens. Of several places that hold the quote it is
    the one with as much text before it as the document has.
    """
    text = page.get_textpage()
    try:
        letters = [
            (letter, at)
            for at in range(text.count_chars())
            for letter in folded(text.get_text_range(at, 1))
        ]
        wanted = folded(quote)
        places = _places("".join(letter for letter, _ in letters), wanted)
        if not places:
            return []
        offset = len(folded(before))
        place = min(places, key=lambda one: abs(one - offset))
        first, last = letters[place][1], letters[place + len(wanted) - 1][1]
        inside = (at for at in range(first, last + 1) if text.get_text_range(at, 1) not in "\r\n")
        return _lines(text.get_charbox(at, loose=True) for at in inside)
    finally:
        text.close()


def folded(text: str) -> str:
    """The letters of a text alone: ligatures resolved, spaces and hyphens left out."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(one for one in plain if not one.isspace() and one not in "-\x02\xad\ufffe")


def _lines(characters: Iterable[Box]) -> list[Box]:
    """The boxes of characters, joined where one follows the other on a line."""
    boxes: list[Box] = []
    for left, bottom, right, top in characters:
        before = boxes[-1] if boxes else None
        if before and left >= before[0] and bottom < before[3] and top > before[1]:
            boxes[-1] = (
                before[0],
                min(before[1], bottom),
                max(before[2], right),
                max(before[3], top),
            )
        else:
            boxes.append((left, bottom, right, top))
    return boxes


def _places(text: str, wanted: str) -> list[int]:
    places: list[int] = []
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        places.append(at)
        at = text.find(wanted, at + 1)
    return places


if __name__ == "__main__":
    main()
