"""Draws one page of a PDF with a quote's words boxed, in a child process: a file may be hostile.

Stdin holds a line of JSON with `page_png`'s arguments, then the PDF; the picture goes to stdout.
"""

import contextlib
import io
import json
import re
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
"""Bytes of memory that the process may have, where the system can limit them."""

OUTLINE, FILL = (178, 98, 0, 255), (255, 196, 61, 70)


def main() -> None:
    """Draws the page that stdin asks for."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    request = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    sys.stdout.buffer.write(page_png(data, **request))


def page_png(data: bytes, index: int, before: str, quote: str) -> bytes:
    """The page `index` (from 0) as PNG, with `quote`, which comes after `before`, boxed."""
    with pypdfium2.PdfDocument(data) as pdf:
        page = pdf[index]
        width, height = page.get_size()
        scale = min(SCALE, LARGEST / max(width, height, 1))
        picture = page.render(scale=scale).to_pil().convert("RGBA")
        boxes = quote_boxes(page, before, quote)
        page.close()
    # On a layer of its own: drawn on the page, the fill would cover the words.
    marks = Image.new("RGBA", picture.size)
    pen = ImageDraw.Draw(marks)
    for left, bottom, right, top in boxes:
        # A PDF counts from below, a picture from above.
        corners = [one * scale for one in (left, height - top, right, height - bottom)]
        pen.rectangle(corners, fill=FILL, outline=OUTLINE)
    out = io.BytesIO()
    Image.alpha_composite(picture, marks).convert("RGB").save(out, "PNG", optimize=True)
    return out.getvalue()


def quote_boxes(page: Any, before: str, quote: str) -> list[Box]:
    """The boxes of a quote's words on a page; none where the page does not have the quote.

    Letters are compared without spaces and hyphens. Where the page has the quote several times,
    it is the one with as much text before it as in the document.
    """
    text = page.get_textpage()
    try:
        letters = [
            (letter, at)
            for at in range(text.count_chars())
            for letter in folded(text.get_text_range(at, 1))
        ]
        span = _span("".join(letter for letter, _ in letters), folded(before), folded(quote))
        if span is None:
            return []
        first, last = letters[span[0]][1], letters[span[1] - 1][1]
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
            lower, upper = min(before[1], bottom), max(before[3], top)
            boxes[-1] = (before[0], lower, max(before[2], right), upper)
        else:
            boxes.append((left, bottom, right, top))
    return boxes


def _span(text: str, before: str, quote: str) -> tuple[int, int] | None:
    """The quote's offsets in a text: of its occurrences the one nearest to the end of `before`."""
    starts = [match.start() for match in re.finditer(f"(?={re.escape(quote)})", text)]
    if not quote or not starts:
        return None
    start = min(starts, key=lambda one: abs(one - len(before)))
    return start, start + len(quote)


if __name__ == "__main__":
    main()
