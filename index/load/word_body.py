"""A Word document's paragraphs, lists, tables and drawings → blocks."""

import re
from collections.abc import Iterable, Mapping

from docx.opc.rel import _Relationship
from docx.oxml.parser import parse_xml
from lxml import etree

from index.load.blocks import Blocks
from index.load.charts import CHART, add_chart
from index.load.diagrams import DIAGRAM, RELATIONSHIP, add_diagram
from index.load.limits import Limits
from index.load.remarks import add_remark
from index.load.tables import add_table
from index.load.word_numbering import ListCounter, ListNumber
from index.load.word_styles import WORD, WordLook, WordStyles, child, outline_level, value_of
from index.load.word_tables import data_rows, has_marked_head
from index.load.word_text import WordParagraph, is_placeholder, paragraph_of, shown_children
from index.types import BlockKind

_SECTION = re.compile(r"(?:[^\W\d_]+\s)?(?:\d+|[IVXLC]+)(?:\.\d+)*\.?|§\s?\d+|第.{1,4}[条章節节]")
"""A number as sections have it: "3.2", "4.", "Article 4"."""


class WordBody:
    """The blocks so far; `bold` holds the starts of those set in bold, `title` the title's words.

    `relations` are those of the part that is read, by which its drawings name their data.
    """

    def __init__(
        self,
        styles: WordStyles,
        counter: ListCounter,
        relations: Mapping[str, _Relationship],
        limits: Limits,
    ) -> None:
        self.styles = styles
        self.counter = counter
        self.relations = relations
        self.limits = limits
        self.blocks = Blocks()
        self.bold: set[int] = set()
        self.title: str | None = None
        self.clause_depth = 0

    def add(self, root: etree._Element, *, is_contents: bool = False) -> None:
        """Append what stands below an element."""
        for element in shown_children(root):
            if element.tag == f"{WORD}p":
                self.add_paragraph(element, is_contents)
            elif element.tag == f"{WORD}tbl":
                self.add_table(element)
            elif element.tag == f"{WORD}sdt":
                properties = child(element, "sdtPr")
                content = child(element, "sdtContent")
                if content is not None and not is_placeholder(element):
                    gallery = value_of(child(properties, "docPartObj"), "docPartGallery")
                    contents = gallery in ("Table of Contents", "Table of Figures")
                    self.add(content, is_contents=is_contents or contents)
            elif element.tag not in (f"{WORD}del", f"{WORD}moveFrom"):
                self.add(element, is_contents=is_contents)

    def add_table(self, table: etree._Element) -> None:
        """Append a table's rows, or the paragraphs of one that lays out a page."""
        if rows := data_rows(table, self.styles):
            named = True if has_marked_head(table) and len(rows) > 1 else None
            add_table(self.blocks, rows, self.limits, named=named)
        else:
            self.add(table)

    def add_paragraph(self, element: etree._Element, is_contents: bool) -> None:
        """Append a paragraph, then what is drawn in it."""
        paragraph = paragraph_of(element, self.styles)
        look = self.styles.look(paragraph.style)
        number = self.number(paragraph, look)
        start = self.blocks.next_start
        if is_contents or look.is_contents:
            self.blocks.add(paragraph.text, "furniture")
        elif level := heading_level(paragraph, look):
            if look.is_title and not self.title:
                self.title = paragraph.text or None
            label = number.label.rstrip(".") if number else ""
            self.blocks.add(paragraph.text, "heading", level=level, label=label)
        elif number:
            self.add_entry(paragraph.text, number)
        else:
            kind: BlockKind = "item" if look.list_depth else "paragraph"
            self.blocks.add(paragraph.text, kind, level=look.list_depth)
        if paragraph.is_bold:
            self.bold.add(start)
        for drawn in paragraph.drawn:
            self.add_drawn(drawn)

    def add_entry(self, text: str, number: ListNumber) -> None:
        """Append a numbered paragraph: a clause where its list numbers sections, else an item."""
        if number.is_outline and number.label and _SECTION.fullmatch(number.label):
            self.clause_depth = number.level + 1
            self.blocks.add(text, "clause", label=number.label.rstrip("."))
        else:
            depth = number.level + 1 - (self.clause_depth if number.is_outline else 0)
            self.blocks.add(text, "item", level=max(depth, 1), label=number.label)

    def add_comments(self, root: etree._Element) -> None:
        """Append the comments that stand beside the text."""
        for comment in root.iterfind(f"{WORD}comment"):
            paragraphs = comment.iter(f"{WORD}p")
            words = " ".join(paragraph_of(each, self.styles).text for each in paragraphs)
            add_remark(self.blocks, comment.get(f"{WORD}author"), words)

    def add_edges(self, roots: Iterable[etree._Element]) -> None:
        """Append each header and footer once, on a line."""
        lines = (
            " ".join(filter(None, (paragraph_of(p, self.styles).text for p in r.iter(f"{WORD}p"))))
            for r in roots
        )
        for line in dict.fromkeys(" ".join(line.split()) for line in lines):
            self.blocks.add(line, "furniture")

    def number(self, paragraph: WordParagraph, look: WordLook) -> ListNumber | None:
        """The number that is printed before a paragraph; None where it stands in no list."""
        key, level = look.numbering or ("", 0)
        own = child(paragraph.properties, "numPr")
        key = value_of(own, "numId") or key
        depth = value_of(own, "ilvl")
        number = self.counter.next(key, int(depth) if depth.isdigit() else level)
        named = look.list_depth
        if number and own is None and named > number.level + 1:  # "List Bullet 2": a list apart
            return ListNumber(number.label, named - 1, number.is_outline)
        return number

    def add_drawn(self, drawn: etree._Element) -> None:
        """Append the text boxes, charts and diagrams of a drawing."""
        if drawn.tag == f"{WORD}txbxContent":
            self.add(drawn)
        elif drawn.tag == f"{CHART}chart":
            data = self.part(drawn.get(f"{RELATIONSHIP}id"))
            if data is not None:
                add_chart(self.blocks, data, self.limits)
        elif drawn.tag == f"{DIAGRAM}relIds":
            data = self.part(drawn.get(f"{RELATIONSHIP}dm"))
            if data is not None:
                add_diagram(self.blocks, data)
        else:
            for element in shown_children(drawn):
                self.add_drawn(element)

    def part(self, key: str | None) -> etree._Element | None:
        """The XML of the part that a drawing names, if there is one."""
        relation = self.relations.get(key or "")
        if relation is None or relation.is_external:
            return None
        return parse_xml(relation.target_part.blob)


def heading_level(paragraph: WordParagraph, look: WordLook) -> int:
    """The level of a heading, 0 for other paragraphs."""
    own = outline_level(value_of(paragraph.properties, "outlineLvl"))
    return look.heading if own is None else own
