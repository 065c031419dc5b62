"""Word files with what python-docx has no calls for: lists of one's own, drawings, notes."""

from collections.abc import Sequence

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from lxml import etree

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def extend(paragraph: Paragraph, xml: str) -> None:
    """Append XML to a paragraph."""
    body: etree._Element = paragraph._p
    body.append(parse_xml(xml))


def add_list(file: Document, key: int, forms: Sequence[tuple[str, str]]) -> None:
    """Define a list: the form and the text of each level's numbers."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level, (form, text) in enumerate(forms)
    )
    root = file.part.numbering_part.element
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}">{levels}</w:abstractNum>'
    root.find(qn("w:num")).addprevious(parse_xml(abstract))
    add_number(file, key, key)


def add_number(file: Document, key: int, abstract: int, overrides: str = "") -> None:
    """Define a list that is numbered as another is."""
    file.part.numbering_part.element.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{key}"><w:abstractNumId w:val="{abstract}"/>'
            f"{overrides}</w:num>"
        )
    )


def numbered(paragraph: Paragraph, key: int, level: int = 0) -> Paragraph:
    """A paragraph made an entry of a list."""
    properties: etree._Element = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>'
        )
    )
    return paragraph


def add_part(file: Document, name: str, kind: str, xml: str) -> str:
    """Add a part to a file; the id by which its body names it."""
    part = Part(PackURI(name), "application/xml", xml.encode(), file.part.package)
    return file.part.relate_to(part, f"{OFFICE}/{kind}")
