"""Word: paragraphs, headings, lists, tables, notes, drawings, tracked changes."""

import io
from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph
from lxml import etree

from tests.made_word import add_part, extend
from tests.make_files import ARTICLE, changed, docx_file, member, saved
from tests.reading import kinds, one

FILES = Path(__file__).parent / "files"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


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
        f"<w:ins {nsdecls('w')} w:id='1' w:author='a'><w:r><w:t>added</w:t></w:r></w:ins>",
    )
    extend(
        paragraph,
        f"<w:del {nsdecls('w')} w:id='2' w:author='a'><w:r><w:delText>gone</w:delText></w:r>"
        "</w:del>",
    )
    extend(
        paragraph,
        f"<w:moveFrom {nsdecls('w')} w:id='3' w:author='a'><w:r><w:t>moved</w:t></w:r>"
        "</w:moveFrom>",
    )
    run = file.add_paragraph("One").add_run()
    run.add_tab()
    run.add_text("two")
    run.add_break()
    run.add_text("three")
    document = one(saved(file.save), "a.docx")
    assert document.text == (
        "The title of it\n\nBefore the table.\n\nPort | Ships\n\nHolm | 12\n\nKept, added\n\n"
        "One two\nthree"
    )
    assert kinds(document)[:4] == ["heading", "paragraph", "furniture", "row"]
    assert document.blocks[3].columns == ("Port", "Ships")
    assert document.source.title == "The title of it"
    assert document.source.published is None


def test_tables_that_lay_out_a_word_page_are_read_as_paragraphs() -> None:
    file = docx.Document()
    table = file.add_table(rows=1, cols=2)
    table.cell(0, 0).text = ARTICLE.paragraphs[0] * 3
    table.cell(0, 1).add_table(1, 1).cell(0, 0).text = "inner"
    box = file.add_table(rows=1, cols=1).cell(0, 0)
    box.text = "A box of its own."
    document = one(saved(file.save), "a.docx")
    assert document.text.split("\n\n") == [
        ARTICLE.paragraphs[0] * 3,
        "inner",
        "A box of its own.",
    ]
    assert set(kinds(document)) == {"paragraph"}


def test_merged_cells_stand_in_each_row_and_column_that_they_span() -> None:
    file = docx.Document()
    table = file.add_table(rows=4, cols=3)
    rows = [("Fares", "", ""), ("Zone", "Adult", "Child"), ("North", "4", ""), ("", "5", "3")]
    for row, words in zip(table.rows, rows, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    for first, last in (((0, 0), (0, 2)), ((2, 0), (3, 0)), ((2, 1), (2, 2))):
        merged = table.cell(*first).merge(table.cell(*last))
        merged.text = merged.text.strip()
    assert one(saved(file.save), "a.docx").text.split("\n\n") == [
        "Fares",
        "Zone | Adult | Child",
        "North | 4 | 4",
        "North | 5 | 3",
    ]


def test_word_s_notes_and_text_boxes_are_read() -> None:
    box = (
        '<w:r xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        f"{nsdecls('w')}><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r>"
        "<w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback>"
        "<w:p><w:r><w:t>In a box</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r>"
    )
    file = docx.Document()
    paragraph = file.add_paragraph("A claim")
    extend(paragraph, f"<w:r {nsdecls('w')}><w:footnoteReference w:id='2'/></w:r>")
    extend(paragraph, box)
    paragraph.add_run(".")
    notes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:id='2'><w:p><w:r><w:t>Its source.</w:t></w:r>"
        "</w:p></w:footnote></w:footnotes>"
    )
    add_part(file, "/word/footnotes.xml", "footnotes", notes)
    assert one(saved(file.save), "a.docx").text == "A claim.\n\nIn a box\n\nIts source."


def test_a_chart_and_a_diagram_stand_where_they_are_drawn() -> None:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    values = "".join(
        f"<c:{part}><c:{kind}Cache>{points}</c:{kind}Cache></c:{part}>"
        for part, kind, points in (
            ("tx", "str", "<c:pt idx='0'><c:v>Ships</c:v></c:pt>"),
            (
                "cat",
                "str",
                "<c:pt idx='0'><c:v>Holm</c:v></c:pt><c:pt idx='1'><c:v>Ry</c:v></c:pt>",
            ),
            ("val", "num", "<c:pt idx='0'><c:v>12</c:v></c:pt><c:pt idx='1'><c:v>7.5</c:v></c:pt>"),
        )
    )
    chart = (
        f"<c:chartSpace xmlns:c='{drawing}/chart'><c:chart><c:plotArea><c:barChart>"
        f"<c:ser>{values}</c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>"
    )
    shape = "<dgm:pt modelId='{0}'><dgm:t><a:p><a:r><a:t>{1}</a:t></a:r></a:p></dgm:t></dgm:pt>"
    link = "<dgm:cxn modelId='{0}{1}' srcId='{0}' destId='{1}' srcOrd='{2}'/>"
    diagram = (
        f"<dgm:dataModel xmlns:dgm='{drawing}/diagram' xmlns:a='{drawing}/main'><dgm:ptLst>"
        "<dgm:pt modelId='0' type='doc'/>"
        + "".join(shape.format(*pair) for pair in ((1, "Ship"), (2, "Order"), (3, "Pick")))
        + "</dgm:ptLst><dgm:cxnLst>"
        + "".join(link.format(*ends) for ends in ((0, 1, 1), (0, 2, 0), (2, 3, 0)))
        + "</dgm:cxnLst></dgm:dataModel>"
    )
    file = docx.Document()
    held = file.add_paragraph("Before.")
    for reference in (
        f"<c:chart xmlns:c='{drawing}/chart' r:id="
        f"'{add_part(file, '/word/charts/chart1.xml', 'chart', chart)}'/>",
        f"<dgm:relIds xmlns:dgm='{drawing}/diagram' r:dm="
        f"'{add_part(file, '/word/diagrams/data1.xml', 'diagramData', diagram)}'/>",
    ):
        extend(
            held,
            f"<w:r {nsdecls('w')} xmlns:r='{office}'><w:drawing>{reference}</w:drawing></w:r>",
        )
    file.add_paragraph("After.")
    document = one(saved(file.save), "a.docx")
    assert document.text.split("\n\n") == (
        ["Before.", "Ships", "Holm | 12", "Ry | 7.5", "Order", "Pick", "Ship", "After."]
    )
    assert document.blocks[2].columns == ("", "Ships")
    assert [block.level for block in document.blocks if block.kind == "item"] == [1, 2, 1]


def test_content_controls_contents_and_hidden_text() -> None:
    file = docx.Document()
    body = file.element.body
    for properties, style, words in (
        ("<w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>", "", "1 … 2"),
        ("<w:showingPlcHdr/>", "", "Click here to enter text."),
        ("<w:alias w:val='Party'/>", "", "The Buyer is Alder."),
    ):
        body.insert(
            len(body) - 1,
            parse_xml(
                f"<w:sdt {nsdecls('w')}><w:sdtPr>{properties}</w:sdtPr><w:sdtContent><w:p>{style}"
                f"<w:r><w:t>{words}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
            ),
        )
    hidden = file.add_paragraph("Shown.").add_run(" Hidden.")
    hidden.font.hidden = True
    document = one(saved(file.save), "a.docx")
    assert document.text == "1 … 2\n\nThe Buyer is Alder.\n\nShown."
    assert kinds(document) == ["furniture", "paragraph", "paragraph"]


def test_headings_by_a_style_of_one_s_own() -> None:
    file = docx.Document()
    style = file.styles.add_style("My own", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = file.styles["Heading 2"]
    file.add_paragraph("Words", style="My own")
    document = one(saved(file.save), "a.docx")
    assert document.source.headings == ((0, "Words"),)
    assert document.blocks[0].level == 2


def outline(paragraph: Paragraph, xml: str) -> None:
    """Add a property to a paragraph."""
    properties: etree._Element = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(xml))


def test_headings_by_outline_level_in_any_language() -> None:
    file = docx.Document()
    style = file.styles.add_style("Kapitel", WD_STYLE_TYPE.PARAGRAPH)
    level = f"<w:outlineLvl {nsdecls('w')} w:val='%d'/>"
    properties: etree._Element = style.element.get_or_add_pPr()
    properties.append(parse_xml(level % 0))
    file.add_paragraph("Öffnungszeiten", style="Kapitel")
    own = file.add_paragraph("Im Winter")
    outline(own, level % 1)
    plain = file.add_paragraph("Kein Kapitel.", style="Kapitel")
    outline(plain, level % 9)
    document = one(saved(file.save), "a.docx")
    assert [(block.kind, block.level) for block in document.blocks] == [
        ("heading", 1),
        ("heading", 2),
        ("paragraph", 0),
    ]
    assert document.blocks[2].above == ("Öffnungszeiten", "Im Winter")


@pytest.mark.parametrize(
    ("texts", "title"),
    [
        ((("Northgate Council", "Normal"), ("Leave policy", "Title")), "Leave policy"),
        ((("Northgate Council", "Normal"), ("Leave policy", "Heading 1")), "Leave policy"),
        ((("Scope", "Heading 1"), ("Of all.", "Normal"), ("Use", "Heading 1")), "Scope"),
    ],
)
def test_the_title_is_the_document_s_own(texts: tuple[tuple[str, str], ...], title: str) -> None:
    file = docx.Document()
    for words, style in texts:
        file.add_paragraph(words, style=style)
    assert one(saved(file.save), "a.docx").source.title == title


def test_a_title_in_the_text_comes_before_that_of_a_template() -> None:
    file = docx.Document()
    file.core_properties.title = "Letter with a blue margin"
    file.add_paragraph("Leave policy", style="Title")
    assert one(saved(file.save), "a.docx").source.title == "Leave policy"
    file.core_properties.title = "Leave Policy"
    assert one(saved(file.save), "a.docx").source.title == "Leave Policy"


def test_bold_lines_head_what_is_under_them() -> None:
    file = docx.Document()
    for words, is_bold in (
        ("About the library", True),
        ("What does a card cost?", True),
        ("Nothing for residents.", False),
        ("¿Cuánto dura un préstamo?", True),
        ("Four weeks.", False),
        ("Mind this:", True),
        ("No food.", False),
        ("The end", True),
    ):
        file.add_paragraph().add_run(words).bold = is_bold
    document = one(saved(file.save), "a.docx")
    assert kinds(document) == (
        ["heading", "question", "paragraph", "question", "paragraph", *["paragraph"] * 3]
    )
    assert document.blocks[4].above == ("About the library", "¿Cuánto dura un préstamo?")


def test_templates_days_are_not_taken() -> None:
    file = docx.Document(io.BytesIO(docx_file()))
    file.core_properties.created = datetime.fromisoformat("2013-12-23T23:15:00")
    assert one(saved(file.save), "a.docx").source.published is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.docm", "application/vnd.ms-word.document.macroEnabled.main+xml"),
        ("a.dotx", MAIN.replace("document.main", "template.main")),
        ("a.dotm", "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
    ],
)
def test_templates_and_files_with_macros_are_read(name: str, kind: str) -> None:
    data = docx_file()
    types = member(data, "[Content_Types].xml")
    assert MAIN in types
    document = one(changed(data, {"[Content_Types].xml": types.replace(MAIN, kind)}), name)
    assert document.text == one(data, "a.docx").text
    assert not any("Named" in warning for warning in document.source.warnings)


def raised(file: WordFile, *pieces: str) -> None:
    """Add a paragraph, every second piece of it raised."""
    paragraph = file.add_paragraph()
    for number, piece in enumerate(pieces):
        paragraph.add_run(piece).font.superscript = bool(number % 2) or None


def test_raised_characters_are_no_part_of_a_number() -> None:
    file = docx.Document()
    raised(file, "Orrin had 8,935", "2", " inhabitants in 2021", "3", ".")
    raised(file, "It measures 40 km", "2", ", 10", "-6", " of all, in the 19", "th", " century.")
    assert one(saved(file.save), "a.docx").text.split("\n\n") == [
        "Orrin had 8,935 inhabitants in 2021.",
        "It measures 40 km², 10⁻⁶ of all, in the 19th century.",
    ]


def test_cases() -> None:
    beam = one((FILES / "19-docx-equation-lost/beam.docx").read_bytes(), "beam.docx")
    assert beam.text == "The load of the beam of Tay is F=450 newtons."
    letter = one((FILES / "20-docm-xlsb-message/letter.docm").read_bytes(), "letter.docm")
    assert letter.text == "The well of Roe is 31 metres deep."


def test_a_table_s_years_are_its_columns_names() -> None:
    corvo = one((FILES / "04-table-labels-lost/corvo.docx").read_bytes(), "corvo.docx")
    found = [block.columns for block in corvo.blocks if block.label == "Revenue"]
    assert found == [("Item", "2018", "2019", "2020")]
