"""PDF, Word, PowerPoint and EPUB: pages, headings, tables, notes, and what is missing."""

import io
from datetime import datetime

import docx
import pptx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pptx.util import Inches

from index.load import load_bytes
from index.load.pages import flowing
from index.types import Document, IndexingError
from tests.make_files import ARTICLE, docx_file, epub_file, pdf_file, saved, wrapped, zip_file


def one(data: bytes, name: str) -> Document:
    [document] = load_bytes(data, name=name)
    return document


def test_lines_of_a_page_become_paragraphs() -> None:
    first, second, third = ARTICLE.paragraphs
    text = one(pdf_file(pages=[[*wrapped(first), *wrapped(second)], wrapped(third)]), "a.pdf").text
    assert text.split("\n\n") == [first, second, third]


def test_a_sentence_over_a_page_break_stays_one() -> None:
    lines = wrapped(ARTICLE.paragraphs[0])
    document = one(pdf_file(pages=[lines[:1], lines[1:]]), "a.pdf")
    assert document.text == ARTICLE.paragraphs[0]
    assert document.text[document.source.page_starts[1] :].startswith(lines[1])


def test_running_heads_and_page_numbers_do_not_interrupt() -> None:
    pages = [
        ["The Harbour Gazette", *wrapped(paragraph), f"Page {number}"]
        for number, paragraph in enumerate(ARTICLE.paragraphs * 2, 1)
    ]
    text = one(pdf_file(pages=pages), "a.pdf").text
    assert text.count("The Harbour Gazette") == 1
    assert "Page" not in text
    assert text.count(ARTICLE.paragraphs[0]) == 2


def test_hyphens_at_line_ends() -> None:
    text, _ = flowing(
        ["The lighthouse keep-\ners met. All keepers of the north-\nern towers came."]
    )
    assert text == "The lighthouse keepers met. All keepers of the north-ern towers came."


def test_items_of_a_list_stay_apart() -> None:
    text, _ = flowing(["• one long item of a list that fills its line\n• another\n1. a third"])
    assert text.split("\n\n")[1:] == ["• another", "1. a third"]


@given(st.lists(st.text(st.sampled_from("ab cd\nE.1-•"), max_size=80), max_size=6))
def test_pages_start_in_order_within_the_text(pages: list[str]) -> None:
    text, starts = flowing(pages)
    assert len(starts) == len(pages)
    assert list(starts) == sorted(starts)
    assert all(0 <= start <= len(text) for start in starts)
    letters = [letter for page in pages for letter in page if letter in "abcdE"]
    assert letters == [letter for letter in text if letter in "abcdE"] or len(pages) > 2


def test_pages_without_text_are_told() -> None:
    lines = wrapped(ARTICLE.paragraphs[0])
    pages = [lines, [], lines, [], [], lines]
    document = one(pdf_file(pages=pages), "a.pdf")
    assert "Pages 2, 4–5 hold no text: scanned? OCR would help." in document.source.warnings
    assert document.source.page(len(document.text) - 1) == 6
    single = one(pdf_file(pages=[lines, []]), "a.pdf").source
    assert "Page 2 holds no text: scanned? OCR would help." in single.warnings


def test_a_damaged_page_is_told() -> None:
    lines = wrapped(ARTICLE.paragraphs[0])
    data = pdf_file(pages=[lines, lines]).replace(b"/Kids [5 0 R 7 0 R]", b"/Kids [5 0 R 3 0 R]")
    source = one(data, "a.pdf").source
    assert "Page 2 is damaged and could not be read." in source.warnings


def test_a_scanned_pdf_is_refused_with_advice() -> None:
    with pytest.raises(IndexingError, match="only pictures of pages: run text recognition"):
        one(pdf_file(pages=[[], []]), "a.pdf")


def test_letters_without_meaning_are_counted() -> None:
    data = pdf_file(pages=[["Some words, then (\x01\x03) none."]])
    document = one(data, "a.pdf")
    if "\ufffd" in document.text:
        assert any("no known letter" in warning for warning in document.source.warnings)


def test_a_program_s_title_is_no_title() -> None:
    data = pdf_file().replace(ARTICLE.title.encode(), b"Microsoft Word - vote_final.docx", 1)
    assert one(data, "harbour-vote.pdf").source.title == ARTICLE.title


def test_the_day_a_file_was_made_is_called_a_guess() -> None:
    source = one(pdf_file(), "a.pdf").source
    assert source.published == ARTICLE.published
    assert "The date is a guess: it is the day on which the file was made." in source.warnings
    dated = one(pdf_file(), "2021-02-03 vote.pdf").source
    assert (str(dated.published), dated.published_from) == ("2021-02-03", "file name")


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


def test_slides_by_parts() -> None:
    file = pptx.Presentation()
    slide = file.slides.add_slide(file.slide_layouts[5])
    slide.shapes.title.text = "Ports"
    shape = slide.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1))
    for row, words in enumerate([("Port", "Ships"), ("Holm", "12")]):
        for column, word in enumerate(words):
            shape.table.cell(row, column).text = word
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, 9, 9).text_frame.text = "In a group"
    slide.notes_slide.notes_text_frame.text = "Said aloud."
    file.slides.add_slide(file.slide_layouts[6])
    document = one(saved(file.save), "a.pptx")
    assert document.text == "Ports\n\nPort: Holm | Ships: 12\n\nIn a group\n\nSaid aloud."
    assert document.source.page_starts == (0, len(document.text))
    assert document.source.title == "Ports"
    assert "Slide 2 holds no text: pictures?" in document.source.warnings
    assert document.source.published is None


def test_templates_days_are_not_taken() -> None:
    file = docx.Document(io.BytesIO(docx_file()))
    file.core_properties.created = datetime.fromisoformat("2013-12-23T23:15:00")
    assert one(saved(file.save), "a.docx").source.published is None


def changed(data: bytes, changes: dict[str, str | bytes | None]) -> bytes:
    """An archive with members replaced or, where None, left out."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    for name, content in changes.items():
        members.pop(name, None)
        if content is not None:
            members[name] = content
    return zip_file(members)


def test_a_book_s_missing_chapters_are_told() -> None:
    document = one(changed(epub_file(), {"OEBPS/text/c1.xhtml": None}), "a.epub")
    assert ARTICLE.paragraphs[2] in document.text
    assert document.source.warnings == ("1 chapters are missing or damaged.",)


def test_a_book_reads_nothing_outside_itself() -> None:
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
        '<item id="a" href="../../../../etc/passwd" media-type="application/xhtml+xml"/>'
        '<item id="b" href="file:///etc/passwd" media-type="application/xhtml+xml"/>'
        '<item id="c" href="text/c0.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/><itemref idref="b"/><itemref idref="c"/>'
        '<itemref idref="d"/></spine></package>'
    )
    document = one(changed(epub_file(), {"OEBPS/content.opf": package}), "a.epub")
    assert document.text == f"{ARTICLE.heading}\n\n{ARTICLE.paragraphs[0]}"
    assert document.source.warnings == ("2 chapters are missing or damaged.",)


def test_entities_in_a_book_are_not_resolved() -> None:
    package = (
        '<!DOCTYPE p [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<metadata><dc:title>A&e;Z</dc:title></metadata><manifest>"
        '<item id="c" href="text/c0.xhtml"/></manifest><spine><itemref idref="c"/></spine>'
        "</package>"
    )
    source = one(changed(epub_file(), {"OEBPS/content.opf": package}), "a.epub").source
    assert "root:" not in source.title


def test_protected_and_broken_books_are_refused() -> None:
    lock = '<encryption><CipherReference URI="OEBPS/text/c0.xhtml"/></encryption>'
    with pytest.raises(IndexingError, match="DRM"):
        one(changed(epub_file(), {"META-INF/encryption.xml": lock}), "a.epub")
    fonts = '<encryption><CipherReference URI="OEBPS/font.otf"/></encryption>'
    assert one(changed(epub_file(), {"META-INF/encryption.xml": fonts}), "a.epub").text
    with pytest.raises(IndexingError, match="list of its chapters is missing"):
        one(changed(epub_file(), {"OEBPS/content.opf": None}), "a.epub")
