"""Word: paragraphs, tables, notes, headings, tracked changes."""

import io
from datetime import datetime

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph
from lxml import etree

from tests.make_files import ARTICLE, docx_file, saved
from tests.reading import one


def extend(paragraph: Paragraph, element: etree._Element) -> None:
    body: etree._Element = paragraph._p
    body.append(element)


def test_word_by_parts() -> None:
    file = docx.Document()
    file.add_paragraph("The title of it", style="Title")
    file.add_paragraph("Before the table.")
    table = file.add_table(rows=2, cols=2)
    for row, words in zip(table.rows, [("Port", "Ships"), ("Holm", "12")], strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    paragraph = file.add_paragraph("Kept, ")
    extend(
        paragraph,
        parse_xml(
            f"<w:ins {nsdecls('w')} w:id='1' w:author='a'><w:r><w:t>added</w:t></w:r></w:ins>"
        ),
    )
    extend(
        paragraph,
        parse_xml(
            f"<w:del {nsdecls('w')} w:id='2' w:author='a'><w:r><w:delText>gone</w:delText></w:r>"
            "</w:del>"
        ),
    )
    run = file.add_paragraph("One").add_run()
    run.add_tab()
    run.add_text("two")
    run.add_break()
    run.add_text("three")
    document = one(saved(file.save), "a.docx")
    assert document.text == (
        "The title of it\n\nBefore the table.\n\nPort: Holm | Ships: 12\n\nKept, added\n\n"
        "One two\nthree"
    )
    assert document.source.title == "The title of it"
    assert document.source.published is None


def test_tables_that_lay_out_a_word_page_are_read_as_paragraphs() -> None:
    file = docx.Document()
    table = file.add_table(rows=1, cols=2)
    table.cell(0, 0).text = ARTICLE.paragraphs[0] * 3
    table.cell(0, 1).add_table(1, 1).cell(0, 0).text = "inner"
    text = one(saved(file.save), "a.docx").text
    assert text.split("\n\n") == [ARTICLE.paragraphs[0] * 3, "inner"]


def test_word_s_notes_and_text_boxes_are_read() -> None:
    box = (
        '<w:r xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        f"{nsdecls('w')}><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>In a box"
        "</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:p><w:r><w:t>In a box</w:t>"
        "</w:r></w:p></mc:Fallback></mc:AlternateContent></w:r>"
    )
    file = docx.Document()
    extend(file.add_paragraph("A claim."), parse_xml(box))
    notes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:id='2'><w:p><w:r><w:t>Its source.</w:t></w:r>"
        "</w:p></w:footnote></w:footnotes>"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), content, notes.encode(), file.part.package)
    file.part.relate_to(part, kind)
    assert one(saved(file.save), "a.docx").text == "A claim.\n\nIn a box\n\nIts source."


def test_headings_by_a_style_of_one_s_own() -> None:
    file = docx.Document()
    style = file.styles.add_style("My own", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = file.styles["Heading 2"]
    file.add_paragraph("Words", style="My own")
    assert one(saved(file.save), "a.docx").source.headings == ((0, "Words"),)


def test_templates_days_are_not_taken() -> None:
    file = docx.Document(io.BytesIO(docx_file()))
    file.core_properties.created = datetime.fromisoformat("2013-12-23T23:15:00")
    assert one(saved(file.save), "a.docx").source.published is None
