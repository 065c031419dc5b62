"""The text of a slide's shapes: paragraphs, bullets with their depth, numbers as printed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from index.load.blocks import Blocks
from index.load.equations import MATH, equation
from index.load.list_numbers import letters, roman
from index.load.superscripts import joined
from index.types import BlockKind

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


@dataclass(frozen=True, slots=True)
class SlideParagraph:
    """A paragraph of a shape: its depth from 0, and what is marked before it.

    `number` is the form of an automatic number, `is_bulleted` None where only a layout says.
    """

    text: str
    depth: int = 0
    number: str = ""
    start: int = 1
    is_bulleted: bool | None = None


def paragraphs_of(body: etree._Element) -> list[SlideParagraph]:
    """The paragraphs of a shape or cell that are not blank."""
    found = (slide_paragraph(each) for each in body.iterfind(f"{DRAWING}p"))
    return [paragraph for paragraph in found if paragraph.text]


def slide_paragraph(element: etree._Element) -> SlideParagraph:
    """One paragraph, its lines where they are broken by hand."""
    lines = joined(segments(element)).replace("\v", "\n").split("\n")
    text = "\n".join(" ".join(line.split()) for line in lines).strip()
    look = element.find(f"{DRAWING}pPr")
    if look is None:
        return SlideParagraph(text)
    depth = look.get("lvl") or "0"
    numbered = look.find(f"{DRAWING}buAutoNum")
    if numbered is not None:
        start = numbered.get("startAt") or "1"
        form = numbered.get("type") or "arabicPeriod"
        first = int(start) if start.isdigit() else 1
        return SlideParagraph(text, int(depth), form, first, is_bulleted=True)
    is_bulleted = None
    if look.find(f"{DRAWING}buNone") is not None:
        is_bulleted = False
    elif any(look.find(f"{DRAWING}{name}") is not None for name in ("buChar", "buBlip")):
        is_bulleted = True
    return SlideParagraph(text, int(depth) if depth.isdigit() else 0, is_bulleted=is_bulleted)


def segments(element: etree._Element) -> Iterator[tuple[str, bool]]:
    """The texts of a paragraph's runs, each with whether it is raised."""
    for each in element.iterchildren(etree.Element):
        if each.tag in (f"{DRAWING}r", f"{DRAWING}fld"):
            look = each.find(f"{DRAWING}rPr")
            baseline = (look.get("baseline") or "" if look is not None else "").rstrip("%")
            is_raised = baseline.isdigit() and int(baseline) > 0
            yield each.findtext(f"{DRAWING}t") or "", is_raised
        elif each.tag == f"{DRAWING}br":
            yield "\n", False
        elif each.tag == f"{COMPATIBILITY}AlternateContent":
            form = each.find(f"{COMPATIBILITY}Choice")
            yield from segments(each if form is None else form)
        elif each.tag in (f"{MATH}oMath", f"{MATH}oMathPara"):
            yield equation(each), False
        elif each.find(f".//{MATH}oMath") is not None:
            yield from segments(each)


def line_of(body: etree._Element) -> str:
    """All of a shape's or cell's text on one line."""
    return " ".join(" ".join(paragraph.text.split()) for paragraph in paragraphs_of(body))


def add_paragraphs(blocks: Blocks, paragraphs: list[SlideParagraph], *, is_body: bool) -> None:
    """Append a shape's paragraphs; those of a body, where there are several, are items."""
    is_list = is_body and len(paragraphs) > 1
    counts: dict[int, tuple[str, int]] = {}
    for paragraph in paragraphs:
        label = ""
        counts = {depth: count for depth, count in counts.items() if depth <= paragraph.depth}
        if paragraph.number:
            form, last = counts.get(paragraph.depth, ("", 0))
            number = last + 1 if form == paragraph.number else paragraph.start
            counts[paragraph.depth] = (paragraph.number, number)
            label = printed_number(number, paragraph.number)
        else:
            counts.pop(paragraph.depth, None)
        is_item = is_list if paragraph.is_bulleted is None else paragraph.is_bulleted
        kind: BlockKind = "item" if is_item else "paragraph"
        level = paragraph.depth + 1 if is_item else 0
        blocks.add(paragraph.text, kind, level=level, label=label if is_item else "")


def printed_number(number: int, form: str) -> str:
    """An automatic number as its form prints it: "3." for arabicPeriod."""
    number = min(max(number, 0), 99_999)
    written = str(number)
    if form.startswith("alpha"):
        written = letters(number)
    elif form.startswith("roman"):
        written = roman(number)
    if re.match(r"(?:alpha|roman)Uc", form):
        written = written.upper()
    before = "(" if form.endswith("ParenBoth") else ""
    after = ")" if "Paren" in form else "." if form.endswith("Period") else ""
    return before + written + after
