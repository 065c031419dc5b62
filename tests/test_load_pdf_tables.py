"""PDFs made from known texts: their words, their numbers, their tables' cells with labels."""

import io

import pytest
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from benchmarks.files import Sample, labelled, measure
from benchmarks.made_pdfs import built, made_pdfs, paragraphs_of
from index.types import Document
from tests.reading import one

FERRY = (
    "The ferry to Corvo leaves at 9.15 each morning and",
    "returns at 17.40, but not on Sundays.",
)
PORTS = (("Port", "2023", "2024"), ("Corvo", "1,204", "1,377"), ("Aldona", "845", "901"))


def test_known_texts_and_tables_are_read_right() -> None:
    figures = measure(Sample(*each) for each in made_pdfs())[".pdf"]
    assert figures.read == figures.files > 20
    assert figures.shared >= 0.99 * figures.expected
    assert figures.shared >= 0.99 * figures.found
    assert figures.altered == []
    assert figures.labelled >= 0.97 * figures.cells > 0


def page(turn: int = 0) -> Document:
    """A page, turned by its file and drawn to stand upright, with a sentence and a table."""
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4)
    canvas.setPageRotation(turn)
    if turn:
        canvas.translate(*{90: (0, 842), 180: (595, 842), 270: (595, 0)}[turn])
        canvas.rotate(-turn)
    for at, line in enumerate(FERRY):
        canvas.drawString(60, 500 - 14 * at, line)
    for at, row in enumerate(PORTS):
        for left, cell in zip((60, 200, 300), row, strict=True):
            canvas.drawString(left, 440 - 14 * at, cell)
    canvas.save()
    return one(written.getvalue(), "a.pdf")


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_read_as_one_that_is_not(turn: int) -> None:
    document = page(turn)
    assert " ".join(FERRY) in document.text
    assert ("Aldona", "2024", "901") in set(labelled(document))


def test_columns_of_a_table_with_a_text_in_each_cell_are_no_columns_of_a_page() -> None:
    from reportlab.platypus import Table  # type: ignore[import-untyped]

    rows = [
        ("Question", "Answer of the council"),
        ("Who may apply for a permit to park in the old town?", "Anybody who lives there. " * 3),
        ("How long is a permit valid, and can it be extended?", "For twelve months. " * 4),
        ("What does a lost permit cost, and who pays for it?", "It costs ten pounds. " * 4),
    ]
    cells = [paragraphs_of([cell.strip() for cell in row]) for row in rows]
    document = one(built([Table(cells, colWidths=[150, 230])], ((60, 470),)), "a.pdf")
    found = set(labelled(document))
    for question, answer in rows[1:]:
        assert (question, "Answer of the council", answer.strip()) in found


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
def test_vertical_columns_are_read_from_the_right(order: tuple[int, ...]) -> None:
    columns = (
        "青葉動物園は一九五八年に開園した。園長は",
        "佐藤花子である。動物園には象がいる",
        "。毎年十万人が訪れる。",
    )
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5", isVertical=True))
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4)
    canvas.setFont("HeiseiKakuGo-W5", 12)
    for at in order:
        canvas.drawString(500 - 20 * at, 780, columns[at])
    canvas.save()
    assert one(written.getvalue(), "a.pdf").text == "".join(columns)


def test_right_aligned_figures_close_together_are_cells() -> None:
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4)
    rows = [("Ward", "2021", "2022"), ("North", "1,250.50", "1,301.25"), ("South", "980", "12.75")]
    for at, (ward, *sums) in enumerate(rows):
        canvas.drawString(60, 700 - 14 * at, ward)
        for right, cell in zip((150, 205), sums, strict=True):
            canvas.drawRightString(right, 700 - 14 * at, cell)
    canvas.save()
    assert ("North", "2022", "1,301.25") in set(labelled(one(written.getvalue(), "a.pdf")))
