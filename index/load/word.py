"""Word documents: paragraphs, tables and notes in their order, headings by style."""

import io
import re
from collections.abc import Iterable, Iterator

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.parser import parse_xml
from lxml import etree

from index.load.blocks import Blocks
from index.load.fields import meaningful
from index.load.items import LoadedDocument
from index.load.limits import Limits
from index.load.tables import add_table
from index.load.zipped import creation_day, open_zip, refuse_doctypes

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SPACES = {f"{WORD}tab": " ", f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}noBreakHyphen": "-"}
NOTES = (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES)
LONG_CELL = 400
"""Characters of a cell beyond which a table lays out a page, rather than holds data."""


def read(data: bytes, limits: Limits) -> Iterable[LoadedDocument]:
    """The body, then the notes; with tracked insertions, without deletions."""
    with open_zip(data, limits) as archive:
        refuse_doctypes(archive)
    file = docx.Document(io.BytesIO(data))
    headings = heading_styles(file)
    blocks = Blocks()
    add(blocks, file.element.body, headings, limits)
    for relation in file.part.rels.values():
        if relation.reltype in NOTES and not relation.is_external:
            add(blocks, parse_xml(relation.target_part.blob), headings, limits)
    facts = file.core_properties
    yield LoadedDocument(
        blocks.text,
        title=meaningful(facts.title) or blocks.first_heading,
        author=meaningful(facts.author),
        created=creation_day(facts.created),
        blocks=tuple(blocks.blocks),
    )


def heading_styles(file: Document) -> set[str]:
    """The ids of the styles that make a heading, by name or by the style they are based on."""
    names: dict[str, str] = {}
    bases: dict[str, str] = {}
    for style in file.styles.element.iter(f"{WORD}style"):
        key = style.get(f"{WORD}styleId") or ""
        names[key] = value_of(style, "name")
        bases[key] = value_of(style, "basedOn")

    def is_heading(key: str) -> bool:
        for _ in range(10):
            if re.fullmatch(r"(?i)title|heading \d", names.get(key, "")):
                return True
            key = bases.get(key, "")
        return False

    return {key for key in names if is_heading(key)}


def value_of(element: etree._Element, name: str) -> str:
    """The value of an element's child of that name, empty where there is none."""
    child = element.find(f"{WORD}{name}")
    return "" if child is None else child.get(f"{WORD}val") or ""


def add(blocks: Blocks, root: etree._Element, headings: set[str], limits: Limits) -> None:
    """Append the paragraphs and tables below an element."""
    pieces: list[str] = []
    styles = [""]

    def close() -> None:
        lines = "".join(pieces).split("\n")
        words = "\n".join(" ".join(line.split()) for line in lines)
        blocks.add(words, "heading" if styles[-1] in headings else "paragraph")
        pieces.clear()

    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if element.tag == f"{WORD}p":
            close()
            if event == "start":
                properties = element.find(f"{WORD}pPr")
                styles.append("" if properties is None else value_of(properties, "pStyle"))
            else:
                styles.pop()
        elif event == "start":
            if element.tag == FALLBACK:
                walk.skip_subtree()
            elif element.tag == f"{WORD}tbl" and (rows := data_rows(element)):
                close()
                add_table(blocks, rows, limits, named=is_named(element, rows))
                walk.skip_subtree()
            elif element.tag == f"{WORD}t":
                pieces.append(element.text or "")
            elif element.tag in SPACES and next(element.iterancestors()).tag == f"{WORD}r":
                pieces.append(SPACES[element.tag])


def data_rows(table: etree._Element) -> list[list[str]]:
    """The text of a table's cells; none for a table that lays out a page."""
    if table.find(f".//{WORD}tbl") is not None:
        return []
    rows = [[cell_text(cell) for cell in row.iter(f"{WORD}tc")] for row in table.iter(f"{WORD}tr")]
    longest = max((len(cell) for row in rows for cell in row), default=0)
    return [] if longest > LONG_CELL else rows


def cell_text(cell: etree._Element) -> str:
    """A cell's paragraphs, a space between them."""
    return " ".join("".join(texts(paragraph)) for paragraph in cell.iter(f"{WORD}p"))


def texts(paragraph: etree._Element) -> Iterator[str]:
    """The runs of text in a paragraph."""
    for element in paragraph.iter(f"{WORD}t", *SPACES):
        yield SPACES.get(str(element.tag)) or element.text or ""


def is_named(table: etree._Element, rows: list[list[str]]) -> bool:
    """Whether the first row is marked as the columns' names, and no cell spans several columns."""
    first = table.find(f"{WORD}tr/{WORD}trPr/{WORD}tblHeader")
    return first is not None and all(len(row) == len(rows[0]) for row in rows)
