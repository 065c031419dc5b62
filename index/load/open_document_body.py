"""An OpenDocument's paragraphs, lists, tables, sheets and slides → blocks."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from index.load.blocks import Blocks
from index.load.limits import Limits
from index.load.mathml import written_equation
from index.load.merged_cells import SpannedCell, spread
from index.load.open_document_styles import (
    CHART,
    DRAW,
    DUBLIN,
    LINK,
    OFFICE,
    PRESENTATION,
    STYLE,
    TABLE,
    TEXT,
    OpenStyles,
)
from index.load.remarks import add_remark
from index.load.tables import add_sheet, add_table
from index.load.word_tables import LONG_CELL
from index.types import BlockKind, IndexingError

_LEFT_OUT = {
    *(f"{OFFICE}annotation", f"{OFFICE}forms", f"{TEXT}tracked-changes", f"{TEXT}ruby-text"),
    *(f"{TEXT}sequence-decls", f"{TEXT}variable-decls", f"{TABLE}shapes"),
}
_SIGNS = {f"{TEXT}tab": " ", f"{TEXT}line-break": "\n"}
_FURNITURE = ("date-time", "footer", "header", "page-number")
MOST_CELLS = 2_000_000
"""Cells of a sheet, those counted that it says are repeated."""


class OpenDocumentBody:
    """The blocks so far; `title` is the words set as the title, `is_sheet` that of sheets.

    `objects` are the charts and equations of the file by their places in it; `hidden` the names of
    sheets that were left out.
    """

    def __init__(
        self, styles: OpenStyles, limits: Limits, objects: Mapping[str, etree._Element]
    ) -> None:
        self.styles, self.limits, self.objects = styles, limits, objects
        self.blocks = Blocks()
        self.title: str | None = None
        self.is_sheet = False
        self.hidden: list[str] = []
        self._notes: list[etree._Element] = []

    def add_all(self, root: etree._Element, depth: int = 0, *, is_contents: bool = False) -> None:
        """Append what stands below an element; `depth` is that of the list it is in."""
        self.is_sheet = self.is_sheet or root.tag == f"{OFFICE}spreadsheet"
        for element in root.iterchildren(etree.Element):
            if element.tag in _LEFT_OUT:
                continue
            if element.tag in (f"{TEXT}p", f"{TEXT}h"):
                self.add_paragraph(element, depth, is_contents)
            elif element.tag == f"{TABLE}table":
                self.add_table(element)
            elif element.tag == f"{DRAW}object":
                self.add_object(element)
            else:
                deeper = depth + (element.tag == f"{TEXT}list")
                listed = element.tag in (f"{TEXT}table-of-content", f"{TEXT}alphabetical-index")
                self.add_all(element, deeper, is_contents=is_contents or listed)

    def add_paragraph(self, element: etree._Element, depth: int, is_contents: bool) -> None:
        """Append a paragraph or heading, then what is drawn in it; its notes come at the end."""
        words = text_of(element)
        kind: BlockKind = "item" if depth else "paragraph"
        level = depth
        if is_contents:
            kind, level = "furniture", 0
        elif element.tag == f"{TEXT}h":
            given = element.get(f"{TEXT}outline-level") or "1"
            kind, level = "heading", int(given) if given.isdigit() else 1
        elif not depth and self.styles.is_title(element):
            self.title = self.title or words or None
            kind, level = "heading", 1
        self.blocks.add(words, kind, level=level)
        self._notes.extend(element.iter(f"{TEXT}note", f"{OFFICE}annotation"))
        for drawn in element.iter(f"{DRAW}frame", f"{DRAW}custom-shape"):
            if next(drawn.iterancestors(f"{TEXT}p", f"{TEXT}h"), None) is element:
                self.add_all(drawn)

    def add_notes(self) -> None:
        """Append the notes, in their order."""
        notes, self._notes = self._notes, []
        for note in notes:
            if note.tag == f"{OFFICE}annotation":
                words = " ".join(text_of(each) for each in note.iter(f"{TEXT}p"))
                add_remark(self.blocks, note.findtext(f"{DUBLIN}creator"), words)
            for body in note.iterfind(f"{TEXT}note-body"):
                self.add_all(body)

    def add_object(self, element: etree._Element) -> None:
        """Append an equation, or a chart: its title, and, where no sheet has them, its values."""
        place = (element.get(f"{LINK}href") or "").removeprefix("./").rstrip("/")
        root = self.objects.get(place)
        if root is None:
            return
        if etree.QName(root).localname == "math":
            self.blocks.add(written_equation(root))
        chart = root.find(f"{OFFICE}body/{OFFICE}chart/{CHART}chart")
        if chart is not None:
            for part in chart.iterfind(f"{CHART}title") if self.is_sheet else [chart]:
                self.add_all(part)

    def add_edges(self, styles: etree._Element) -> None:
        """Append each header and footer of the pages once, on a line."""
        edges = styles.iter(f"{STYLE}header", f"{STYLE}footer")
        lines = (" ".join(text_of(p) for p in edge.iter(f"{TEXT}p")) for edge in edges)
        for line in dict.fromkeys(" ".join(line.split()) for line in lines):
            self.blocks.add(line, "furniture")

    def add_slide(self, slide: etree._Element) -> None:
        """Append a slide's title, its other texts, and its notes."""
        shapes = list(slide.iterchildren(etree.Element))
        titles = [each for each in shapes if each.get(f"{PRESENTATION}class") == "title"]
        for title in titles:
            words = " ".join(text_of(each) for each in title.iter(f"{TEXT}p"))
            self.blocks.add(" ".join(words.split()), "heading", level=1)
        for shape in shapes:
            if shape not in titles and shape.get(f"{PRESENTATION}class") not in _FURNITURE:
                self.add_all(shape)

    def add_table(self, table: etree._Element) -> None:
        """Append a table's rows or a sheet's; of a table that lays out a page, its paragraphs."""
        rows = rows_of(table)
        if self.is_sheet:
            if self.styles.is_hidden(table):
                self.hidden.append(table.get(f"{TABLE}name") or "")
            elif any(map(any, rows)):
                self.blocks.add(table.get(f"{TABLE}name") or "", "heading", level=1)
                add_sheet(self.blocks, rows, self.limits, level=2)
                for drawn in table.iterfind(f"{TABLE}shapes"):
                    self.add_all(drawn)
                self._notes.extend(table.iter(f"{OFFICE}annotation"))
            return
        longest = max((len(cell) for row in rows for cell in row), default=0)
        width = max(map(len, rows), default=0)
        if longest > LONG_CELL or width < 2 or table.find(f".//{TABLE}table") is not None:
            for cell in table.iter(f"{TABLE}table-cell"):
                if next(cell.iterancestors(f"{TABLE}table"), None) is table:
                    self.add_all(cell)
            return
        named = True if table.find(f"{TABLE}table-header-rows") is not None else None
        add_table(self.blocks, rows, self.limits, named=named if len(rows) > 1 else None)


def rows_of(table: etree._Element) -> list[list[str]]:
    """The texts of a table's columns in each row, merged cells' in each that they cover."""
    rows: list[list[SpannedCell]] = []
    held = 0
    for row in table.iter(f"{TABLE}table-row"):
        cells = list(cells_of(row))
        while cells and not cells[-1].text and not cells[-1].goes_on:
            cells.pop()
        # A sheet says that the empty rows below its last are repeated a million times.
        times = repeated(row, "rows") if cells else 1
        held += times * len(cells)
        if held > MOST_CELLS:
            raise IndexingError("is a table too large to be read: divide it")
        rows.extend([cells] * times)
    return spread(rows)


def cells_of(row: etree._Element) -> Iterator[SpannedCell]:
    """A row's cells; those that one beside them covers are part of it."""
    covered = 0
    for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
        times = min(repeated(cell, "columns"), 20_000)
        if cell.tag == f"{TABLE}covered-table-cell":
            beside = min(covered, times)
            covered -= beside
            yield from [SpannedCell("", 1, goes_on=True)] * (times - beside)
            continue
        spans = cell.get(f"{TABLE}number-columns-spanned") or "1"
        columns = int(spans) if spans.isdigit() else 1
        covered = columns - 1
        own = (each for each in cell.iter(f"{TEXT}p", f"{TEXT}h") if not is_remark(each))
        texts = map(text_of, own)
        said = SpannedCell(" ".join(" ".join(texts).split()), columns)
        yield from [said] * times


def is_remark(paragraph: etree._Element) -> bool:
    """Whether a paragraph is a comment's."""
    return next(paragraph.iterancestors(f"{OFFICE}annotation"), None) is not None


def repeated(element: etree._Element, what: str) -> int:
    """How often a row or cell stands there."""
    times = element.get(f"{TABLE}number-{what}-repeated") or "1"
    return max(1, int(times)) if times.isdigit() and len(times) < 9 else 1


def text_of(element: etree._Element) -> str:
    """A paragraph's words, without its notes, comments and what is drawn in it."""
    lines = "".join(pieces(element)).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def pieces(element: etree._Element) -> Iterator[str]:
    """The texts below an element; line breaks in the file itself are mere spaces."""
    yield re.sub(r"\s+", " ", element.text or "")
    for each in element.iterchildren():
        if isinstance(each.tag, str):
            if each.tag == f"{TEXT}s":
                yield " "
            elif each.tag in _SIGNS:
                yield _SIGNS[each.tag]
            elif each.tag not in _LEFT_OUT and each.tag != f"{TEXT}note" and DRAW not in each.tag:
                yield from pieces(each)
        yield re.sub(r"\s+", " ", each.tail or "")
