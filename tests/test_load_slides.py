import pptx
from pptx.util import Inches

from tests.make_files import saved
from tests.reading import one


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
