"""What stands beside a text: comments, heads and feet, boxes, attached files; nothing is lost."""

import io
import json
from collections.abc import Mapping
from email.message import EmailMessage

import docx
import openpyxl
import pptx
import pypdfium2  # type: ignore[import-untyped]
import pytest
import xlsxwriter  # type: ignore[import-untyped]
from docx.oxml.ns import nsdecls
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from pptx.enum.shapes import PROG_ID
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from index.load import load_bytes
from index.types import Document
from tests.made_word import extend
from tests.make_files import changed, member, saved, zip_file
from tests.reading import one

SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(
    f'xmlns:{name}="{SPACE}{full}:1.0"'
    for name, full in {
        **{name: name for name in ("office", "text", "table", "style", "chart")},
        "draw": "drawing",
    }.items()
) + (' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"')
MATHML = (
    '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mi>v</mi><mo>=</mo><mfrac>'
    "<mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><msup><mi>t</mi><mn>2</mn></msup></mfrac></mrow>"
    '<annotation encoding="TeX">\\frac{a+b}{t^2}</annotation></semantics></math>'
)


def pieces(document: Document) -> list[tuple[str, str]]:
    """The kinds and texts of a document's blocks."""
    return [
        (block.kind, document.text[block.start : block.end].strip()) for block in document.blocks
    ]


def test_word_s_comments_heads_feet_and_chosen_fields() -> None:
    file = docx.Document()
    paragraph = file.add_paragraph("The weir holds.")
    file.add_comment(paragraph.runs[0], "Does it?", author="Ida Stone")
    section = file.sections[0]
    section.header.paragraphs[0].text = "Policy 7, version 2"
    section.footer.paragraphs[0].text = "Holt Council"
    form = (
        '<w:ddList><w:result w:val="1"/><w:listEntry w:val="low"/><w:listEntry w:val="high"/>'
        "</w:ddList>",
        '<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>',
        '<w:checkBox><w:default w:val="0"/></w:checkBox>',
    )
    for field in form:
        start = f'<w:fldChar w:fldCharType="begin"><w:ffData>{field}</w:ffData></w:fldChar>'
        extend(file.add_paragraph("Risk: "), f"<w:r {nsdecls('w')}>{start}</w:r>")
    extend(paragraph, f'<w:del {nsdecls("w")} w:id="2"><w:r><w:delText>x</w:delText></w:r></w:del>')
    document = one(saved(file.save), "a.docx")
    assert pieces(document) == [
        ("paragraph", "The weir holds."),
        *(("paragraph", f"Risk: {chosen}") for chosen in ("high", "☒", "☐")),
        ("turn", "Ida Stone: Does it?"),
        ("furniture", "Policy 7, version 2"),
        ("furniture", "Holt Council"),
    ]
    assert document.source.warnings == ("Tracked changes: 1. It is read as if they were accepted.",)


def test_slides_comments_and_the_files_enclosed_in_them() -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Towns")
    sheet.append(["Town", "Height"])
    sheet.append(["Hale", 61])
    file = pptx.Presentation()
    slide = file.slides.add_slide(file.slide_layouts[5])
    slide.shapes.title.text = "Towers"
    slide.shapes.add_ole_object(io.BytesIO(saved(book.save)), PROG_ID.XLSX, 0, 0)
    data = saved(file.save)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/presentationml/2006/main"
    names = {
        "ppt/slides/_rels/slide1.xml.rels": (f"{kind}/comments", "../comments/comment1.xml"),
        "ppt/_rels/presentation.xml.rels": (f"{kind}/commentAuthors", "commentAuthors.xml"),
    }
    changes: dict[str, str | bytes | None] = {
        place: member(data, place).replace(
            "</Relationships>",
            f'<Relationship Id="rId99" Type="{relation}" Target="{target}"/></Relationships>',
        )
        for place, (relation, target) in names.items()
    }
    changes["ppt/comments/comment1.xml"] = (
        f'<p:cmLst xmlns:p="{main}"><p:cm authorId="3"><p:text>Too tall?</p:text></p:cm></p:cmLst>'
    )
    changes["ppt/commentAuthors.xml"] = (
        f'<p:cmAuthorLst xmlns:p="{main}"><p:cmAuthor id="3" name="Ida"/></p:cmAuthorLst>'
    )
    first, enclosed = load_bytes(changed(data, changes), name="a.pptx")
    assert pieces(first) == [("heading", "Towers"), ("turn", "Ida: Too tall?")]
    assert enclosed.source.name.startswith("a.pptx/")
    assert ("row", "Hale | 61") in pieces(enclosed)


def test_a_workbook_s_comments_boxes_charts_and_hidden_sheets() -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Towns")
    sheet.append(["Town", "Share"])
    sheet.append(["Hale", 1])
    sheet["B2"].number_format = "0%"
    sheet["B2"].comment = Comment("All of it.", "Ida")
    chart = BarChart()
    chart.title = "Shares of towns"
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=2), titles_from_data=True)
    sheet.add_chart(chart, "D2")
    hidden = book.create_sheet("Drafts")
    hidden["A1"] = "secret"
    hidden.sheet_state = "hidden"
    document = one(saved(book.save), "a.xlsx")
    assert pieces(document)[-3:] == [
        ("row", "Hale | 100%"),
        ("paragraph", "Shares of towns"),
        ("turn", "B2, Ida: All of it."),
    ]
    assert "secret" not in document.text
    assert any("Hidden sheets were left out: Drafts." in w for w in document.source.warnings)


def test_a_workbook_s_text_boxes_and_sheets_that_are_charts() -> None:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    sheet = book.add_worksheet("Towns")
    sheet.write("A1", "Hale")
    sheet.insert_textbox("C3", "Counted in May.")
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Towns!$A$1:$A$1"})
    chart.set_title({"name": "Towns by year"})
    book.add_chartsheet("Chart").set_chart(chart)
    book.close()
    texts = [text for _, text in pieces(one(content.getvalue(), "a.xlsx"))]
    assert texts[-2:] == ["Counted in May.", "Towns by year"]


def test_what_is_typed_onto_a_page_stands_at_its_place_and_remarks_at_the_end() -> None:
    content = io.BytesIO()
    canvas = Canvas(content)
    canvas.drawString(72, 700, "Application for a berth at the quay of Holt")
    canvas.drawString(72, 615, "Name:")
    canvas.freeTextAnnotation("Ida Stone", "/Helv 12 Tf 0 g", Rect=(172, 600, 300, 640))
    canvas.textAnnotation("Ask for her address.", Rect=(72, 500, 90, 520))
    canvas.save()
    file = pypdfium2.PdfDocument(content.getvalue())
    file.new_attachment("fees.txt").set_data(b"A berth costs 40 euros.")
    attached = io.BytesIO()
    file.save(attached)
    first, second = load_bytes(attached.getvalue(), name="a.pdf")
    assert "Name: Ida Stone" in first.text
    assert pieces(first)[-1] == ("turn", "Page 1: Ask for her address.")
    assert (second.source.name, second.text) == ("a.pdf/fees.txt", "A berth costs 40 euros.")


def open_text(body: str, others: Mapping[str, str]) -> bytes:
    content = f"<office:document-content {SPACES}><office:body>{body}</office:body>"
    return zip_file(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"{content}</office:document-content>",
            **others,
        }
    )


def test_open_document_s_comments_objects_heads_and_feet() -> None:
    styles = (
        f"<office:document-styles {SPACES}><office:master-styles><style:master-page><style:header>"
        "<text:p>Policy 7</text:p></style:header><style:footer><text:p>Holt</text:p></style:footer>"
        "</style:master-page></office:master-styles></office:document-styles>"
    )
    cells = "".join(
        f"<table:table-row>{''.join(f'<table:table-cell><text:p>{c}</text:p></table:table-cell>' for c in row)}</table:table-row>"  # noqa: E501
        for row in (("Year", "Flow"), ("2020", "41"))
    )
    chart = (
        f"<office:document-content {SPACES}><office:body><office:chart><chart:chart><chart:title>"
        f"<text:p>Flow of the Weir</text:p></chart:title><table:table>{cells}</table:table>"
        "</chart:chart></office:chart></office:body></office:document-content>"
    )
    body = (
        "<office:text><text:p>It holds.<office:annotation><dc:creator>Ida</dc:creator><text:p>Does"
        ' it?</text:p></office:annotation></text:p><text:p><draw:frame><draw:object xlink:href="./'
        'Object 1"/></draw:frame><draw:frame><draw:object xlink:href="./Object 2"/></draw:frame>'
        "</text:p></office:text>"
    )
    others = {
        "styles.xml": styles,
        "Object 1/content.xml": chart,
        "Object 2/content.xml": MATHML,
    }
    assert pieces(one(open_text(body, others), "a.odt")) == [
        ("paragraph", "It holds."),
        ("paragraph", "Flow of the Weir"),
        ("furniture", "Year | Flow"),
        ("row", "2020 | 41"),
        ("paragraph", "v=(a+b)/t²"),
        ("turn", "Ida: Does it?"),
        ("furniture", "Policy 7"),
        ("furniture", "Holt"),
    ]


def test_rich_text_s_notes_boxes_heads_and_feet() -> None:
    data = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}}{\header Policy 7\par}"
        rb"The weir holds{\super\chftn}{\footnote\pard {\super\chftn} See the archive of Zo\'eb.}."
        rb"{\*\annotation It leaks.}{\deleted It fell. }{\v hidden }\par"
        rb"{\shp{\*\shpinst{\sp{\sn x}}{\shptxt In a box.\par}}{\shprslt In a box.}}}"
    )
    assert pieces(one(data, "a.rtf")) == [
        ("paragraph", "The weir holds."),
        ("paragraph", "See the archive of Zoë."),
        ("paragraph", "It leaks."),
        ("paragraph", "In a box."),
        ("furniture", "Policy 7"),
    ]


def test_a_mail_whose_plain_text_is_a_stub_is_its_page() -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@x.example", "b@x.example", "Offer"
    mail.set_content("Please see the HTML version.")
    offer = "The berth costs 300 euros until Friday. " * 4
    mail.add_alternative(f"<p>{offer}</p>", subtype="html")
    assert "300 euros" in one(bytes(mail), "a.eml").text
    mail.get_body(("plain",)).set_content(f"Dear all, {offer}")  # type: ignore[union-attr]
    assert "Dear all" in one(bytes(mail), "a.eml").text


def test_a_mail_s_later_texts_and_invitations_are_read() -> None:
    parts = {
        "text/plain": "First part.",
        "text/html": "<p>Second part.</p>",
        "text/calendar": "BEGIN:VCALENDAR\r\nSUMMARY:Third part\r\nEND:VCALENDAR",
    }
    body = "".join(f"--B\r\nContent-Type: {kind}\r\n\r\n{text}\r\n" for kind, text in parts.items())
    head = "From: a@x.example\r\nTo: b@x.example\r\nSubject: S\r\nMIME-Version: 1.0\r\n"
    for form in ("mixed", "alternative"):
        source = f"{head}Content-Type: multipart/{form}; boundary=B\r\n\r\n{body}--B--\r\n"
        texts = "\n".join(each.text for each in load_bytes(source.encode(), name="a.eml"))
        assert ("First part." in texts) != ("Second part." in texts) or form == "mixed"
        assert "Third part" in texts
        assert "<p>" not in texts


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            [{"town": "Hale", "founded": 1402}],
            [("furniture", "town | founded"), ("row", "Hale | 1402")],
        ),
        (
            {"area": "North", "towns": [{"town": "Hale", "founded": 1402}], "of": {"year": 7}},
            [
                *[("paragraph", "area: North"), ("heading", "towns")],
                *[("furniture", "town | founded"), ("row", "Hale | 1402")],
                *[("heading", "of"), ("paragraph", "year: 7")],
            ],
        ),
        ({"text": "It holds.", "title": "Weir"}, [("paragraph", "It holds.")]),
        (
            {
                "nbformat": 4,
                "cells": [
                    {"cell_type": "markdown", "source": ["# Weirs\n", "\n", "They hold."]},
                    {"cell_type": "code", "source": "x = 1", "outputs": [{"text": ["7\n"]}]},
                ],
            },
            [
                *[("heading", "# Weirs"), ("paragraph", "They hold.")],
                *[("code", "```\nx = 1\n```"), ("code", "```\n7\n```")],
            ],
        ),
    ],
)
def test_json_is_read_by_what_it_holds(value: object, expected: list[tuple[str, str]]) -> None:
    assert pieces(one(json.dumps(value, indent=1).encode(), "a.json")) == expected
    assert pieces(one(json.dumps(value).encode(), "a.json")) == expected


def test_what_is_no_json_is_read_as_text() -> None:
    document = one(b'{"a": 1,, // the weir holds\n}', "a.json")
    assert "the weir holds" in document.text
    assert any("is no JSON" in warning for warning in document.source.warnings)


def test_records_with_a_description_are_rows_and_an_article_s_other_fields_are_named() -> None:
    shop = b'{"name": "Kettle", "description": "Of steel.", "price": 30.5}\n'
    assert "Kettle | Of steel. | 30.5" in one(shop * 2, "a.jsonl").text
    news = b'{"title": "Weir", "description": "It holds.", "url": "https://x.example", "id": 4}'
    assert one(news, "a.jsonl").text == "It holds."
    document = one(b'{"text": "It holds.", "price": 3}', "a.jsonl")
    assert "Fields that were not read: price." in document.source.warnings


def test_xml_s_attributes_speak_where_no_text_does() -> None:
    data = (
        b'<?xml version="1.0"?><towers><tower name="Hale" metres="61" id="t1"/>'
        b'<tower name="Orr">Burnt in 1931.</tower></towers>'
    )
    assert one(data, "a.xml").text == "name: Hale, metres: 61\n\nOrr: Burnt in 1931."


def test_an_article_keeps_captions_links_and_equations_and_no_menus() -> None:
    said = "The keepers of the seven northern lighthouses voted on Monday for longer nights. "
    paragraphs = [f"<p>{word} {said * 3}</p>" for word in ("First.", "Then.", "Last.")]
    menu = "".join(f'<li><a href="/{n}">Rubric {n}</a></li>' for n in range(30))
    links = '<ul><li><a href="/a">Tide tables</a></li><li><a href="/b">Pilot book</a></li></ul>'
    page = (
        "<html><head><title>Longer nights</title><script>var a = '" + "x" * 9000 + "';</script>"
        f"</head><body><ul>{menu}</ul><div><h1>Longer nights</h1>{paragraphs[0]}<figure><img src=a>"
        f"<figcaption>The tower of Hale.</figcaption></figure>{paragraphs[1]}{links}{MATHML}"
        f"{paragraphs[2]}</div><ul>{menu}</ul></body></html>"
    )
    text = one(page.encode(), "a.html").text
    for words in ("The tower of Hale.", "Tide tables", "Pilot book", "v=(a+b)/t²", "Last."):
        assert words in text
    assert "Rubric" not in text
