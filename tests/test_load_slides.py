"""PowerPoint: titles, bullets, tables, charts, notes, the order of reading."""

import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pptx
import pytest
from lxml import etree
from pptx.enum.chart import XL_CHART_TYPE
from pptx.presentation import Presentation
from pptx.util import Inches

from index.types import Document
from tests.make_files import changed, member, pptx_file, saved
from tests.reading import kinds, one

FILES = Path(__file__).parent / "files"
DATA: Any = import_module("pptx.chart.data")
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"


def rows(document: Document) -> list[tuple[str, tuple[str, ...]]]:
    """The text and the columns of each row."""
    return [
        (document.text[block.start : block.end].strip(), block.columns)
        for block in document.blocks
        if block.kind == "row"
    ]


def titled(file: Presentation, title: str, layout: int = 5) -> Any:
    slide = file.slides.add_slide(file.slide_layouts[layout])
    slide.shapes.title.text = title
    return slide


def box(slide: Any, words: str, left: float, top: float, width: float = 3) -> None:
    shape = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(1))
    shape.text_frame.text = words


def test_slides_by_parts() -> None:
    file = pptx.Presentation()
    slide = titled(file, "Ports")
    shape = slide.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1))
    for row, words in enumerate([("Port", "Ships"), ("Holm", "12")]):
        for column, word in enumerate(words):
            shape.table.cell(row, column).text = word
    group = slide.shapes.add_group_shape()
    box(group, "In a group", 0, 5)
    slide.notes_slide.notes_text_frame.text = "Said aloud.\nTwice."
    file.slides.add_slide(file.slide_layouts[6])
    document = one(saved(file.save), "a.pptx")
    assert document.text.split("\n\n") == (
        ["Ports", "Port | Ships", "Holm | 12", "In a group", "Said aloud.", "Twice."]
    )
    assert kinds(document) == ["heading", "furniture", "row", *["paragraph"] * 3]
    assert all(block.above == ("Ports",) for block in document.blocks[1:])
    assert rows(document) == [("Holm | 12", ("Port", "Ships"))]
    assert document.source.page_starts == (0, len(document.text))
    assert document.source.title == "Ports"
    assert "Slide 2 holds no text: pictures?" in document.source.warnings
    assert document.source.published is None


def test_bullets_keep_their_depth_and_numbers() -> None:
    file = pptx.Presentation()
    frame = titled(file, "Druck unter 2 bar", 1).placeholders[1].text_frame
    frame.text = "Ventil schließen"
    for words, depth, form in (
        ("Hahn links", 1, "arabicPeriod"),
        ("Hahn rechts", 1, "arabicPeriod"),
        ("Techniker rufen", 0, ""),
    ):
        paragraph = frame.add_paragraph()
        paragraph.text, paragraph.level = words, depth
        if form:
            properties = paragraph._p.get_or_add_pPr()
            etree.SubElement(properties, f"{DRAWING}buAutoNum").set("type", form)
    titled(file, "One thought", 1).placeholders[1].text_frame.text = "All in a line."
    document = one(saved(file.save), "a.pptx")
    assert [(b.kind, b.level, b.label) for b in document.blocks] == [
        ("heading", 1, ""),
        ("item", 1, ""),
        ("item", 2, "1."),
        ("item", 2, "2."),
        ("item", 1, ""),
        ("heading", 1, ""),
        ("paragraph", 0, ""),
    ]


def test_shapes_are_read_from_the_top_and_column_by_column() -> None:
    file = pptx.Presentation()
    slide = file.slides.add_slide(file.slide_layouts[6])
    box(slide, "The lower left.", 0.5, 4)
    box(slide, "The upper left.", 0.5, 2)
    box(slide, "Plan of the year", 0.5, 0.5, 9)
    box(slide, "The upper right.", 5, 2)
    box(slide, "The lower right.", 5, 4)
    document = one(saved(file.save), "a.pptx")
    assert document.text.split("\n\n") == [
        "Plan of the year",
        *("The upper left.", "The lower left.", "The upper right.", "The lower right."),
    ]
    assert kinds(document) == ["heading", *["paragraph"] * 4]


def test_the_file_s_order_is_kept_where_no_place_contradicts_it() -> None:
    file = pptx.Presentation()
    slide = titled(file, "Steps")
    for words, left, top in (("Across", 5, 2), ("then down", 0.5, 3.5), ("and on", 5, 5)):
        box(slide, words, left, top)
    assert one(saved(file.save), "a.pptx").text.split("\n\n")[1:] == (
        ["Across", "then down", "and on"]
    )


def test_charts_are_tables() -> None:
    file = pptx.Presentation()
    share = DATA.CategoryChartData(number_format="0.0%")
    share.categories = ["North", "South"]
    share.add_series("2022", (0.1, 0.255))
    share.add_series("2023", (0.2, None))
    days = DATA.CategoryChartData()
    days.categories = [datetime.date(2024, 1, 1), datetime.date(2024, 2, 1)]
    days.add_series("Level", (3, 4.25))
    places = DATA.XyChartData()
    run = places.add_series("Run A")
    run.add_data_point(1.5, 2.5)
    levels = DATA.CategoryChartData()
    east = levels.add_category("East")
    for quarter in ("Q1", "Q2"):
        east.add_sub_category(quarter)
    levels.add_series("Units", (1, 2))
    shapes = file.slides.add_slide(file.slide_layouts[6]).shapes
    for top, (kind, data) in enumerate(
        (
            (XL_CHART_TYPE.COLUMN_CLUSTERED, share),
            (XL_CHART_TYPE.LINE, days),
            (XL_CHART_TYPE.XY_SCATTER, places),
            (XL_CHART_TYPE.BAR_CLUSTERED, levels),
        )
    ):
        frame = shapes.add_chart(kind, 0, Inches(top * 2), Inches(5), Inches(2), data)
        frame.chart.has_title = not top
    frame = shapes[0].chart.chart_title.text_frame
    frame.text = "Share of sales"
    document = one(saved(file.save), "a.pptx")
    assert document.text.startswith("Share of sales\n\n2022 | 2023\n\n")
    assert rows(document) == [
        ("North | 10.0% | 20.0%", ("", "2022", "2023")),
        ("South | 25.5%", ("", "2022")),
        ("2024-01-01 | 3", ("", "Level")),
        ("2024-02-01 | 4.25", ("", "Level")),
        ("1.5 | 2.5", ("", "Run A")),
        ("East, Q1 | 1", ("", "Units")),
        ("East, Q2 | 2", ("", "Units")),
    ]


def test_merged_cells_and_raised_characters_of_tables() -> None:
    file = pptx.Presentation()
    shape = titled(file, "Tarife").shapes.add_table(
        3, 3, Inches(0), Inches(2), Inches(4), Inches(1)
    )
    words = (("Zone", "Kind", "Erw."), ("A", "2", ""), ("", "3", "4"))
    for row, texts in enumerate(words):
        for column, word in enumerate(texts):
            shape.table.cell(row, column).text = word
    shape.table.cell(1, 0).merge(shape.table.cell(2, 0))
    shape.table.cell(1, 1).merge(shape.table.cell(1, 2))
    paragraph = shape.table.cell(2, 2).text_frame.paragraphs[0]
    paragraph.runs[0].text = "4 km"
    raised = paragraph.add_run()
    raised.text, raised.font.bold = "2", True
    [*_, properties] = paragraph._p.iter(f"{DRAWING}rPr")
    properties.set("baseline", "30000")
    names = ("Zone", "Kind", "Erw.")
    assert rows(one(saved(file.save), "a.pptx")) == [
        ("A | 2 | 2", names),
        ("A | 3 | 4 km²", names),
    ]


def test_footers_and_slide_numbers_are_furniture() -> None:
    file = pptx.Presentation()
    slide = titled(file, "Ports", 1)
    slide.placeholders[1].text_frame.text = "Two of them."
    placeholders: Any = file.slide_layouts[1].placeholders
    for layout in placeholders:
        if layout.placeholder_format.type in (15, 13):  # footer, slide number
            slide.shapes.clone_placeholder(layout)
    for shape in list(slide.placeholders)[2:]:
        shape.text_frame.text = "Harbour office"
    document = one(saved(file.save), "a.pptx")
    assert kinds(document) == ["heading", "paragraph", "furniture", "furniture"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.ppsx", MAIN.replace("presentation.main", "slideshow.main")),
        ("a.potx", MAIN.replace("presentation.main", "template.main")),
        ("a.pptm", "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"),
        ("a.ppsm", "application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml"),
        ("a.potm", "application/vnd.ms-powerpoint.template.macroEnabled.main+xml"),
    ],
)
def test_slide_shows_templates_and_files_with_macros_are_read(name: str, kind: str) -> None:
    data = pptx_file()
    types = member(data, "[Content_Types].xml")
    assert MAIN in types
    document = one(changed(data, {"[Content_Types].xml": types.replace(MAIN, kind)}), name)
    assert document.text == one(data, "a.pptx").text
    assert not any("Named" in warning for warning in document.source.warnings)


def test_cases() -> None:
    slides = one((FILES / "02-superscripts-glued/slides.pptx").read_bytes(), "slides.pptx")
    assert slides.text == "Census\n\nThe valley of Orrin had 8,935 inhabitants."
    dunmere = one((FILES / "04-table-labels-lost/dunmere.pptx").read_bytes(), "dunmere.pptx")
    names = ("Item", "2018", "2019", "2020")
    assert rows(dunmere)[0] == ("Revenue | 412 | 538 | 497", names)
    castle = one((FILES / "11-pptx-chart-lost/castle.pptx").read_bytes(), "castle.pptx")
    assert rows(castle)[0] == ("2021 | 41", ("", "Visitors in thousands"))
    assert castle.blocks[-1].above == ("Visitors of the castle of Arn",)
