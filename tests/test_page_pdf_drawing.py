"""A PDF's page is drawn with exactly the quote's words boxed."""

import io
import subprocess
import sys

import pypdfium2  # type: ignore[import-untyped]
import pytest
from PIL import Image

from assistant.serve.page.pdf_drawing import LARGEST, Box, folded, page_png, quote_boxes
from tests.make_files import pdf_file, pdf_of

PAGES = [
    ["The dam report", "", "The dam holds 4 million litres. It was built in 1931."],
    ["A wall of the dam was re-", "paired in 1987. It was built in 1931.", "It was built in 1931."],
]


DATA = pdf_file(pages=PAGES)


def boxes(page: int, before: str, quote: str) -> list[Box]:
    with pypdfium2.PdfDocument(DATA) as pdf:
        found = quote_boxes(pdf[page], before, quote)
        whole = pdf[page].get_textpage()
        inside = [" ".join(whole.get_text_bounded(*box).split()) for box in found]
        whole.close()
    assert folded("".join(inside)) == folded(quote)
    return found


def test_the_words_of_the_quote_are_boxed() -> None:
    (box,) = boxes(0, "The dam report", "The dam holds 4 million litres.")
    assert box[2] - box[0] > 100


def test_a_quote_over_two_lines_has_a_box_on_each() -> None:
    first, second = boxes(1, "", "A wall of the dam was re-\npaired in 1987.")
    assert first[1] > second[3]


def test_of_two_like_quotes_the_right_one_is_boxed() -> None:
    (first,) = boxes(1, "A wall of the dam was repaired in 1987. ", "It was built in 1931.")
    before = "A wall of the dam was repaired in 1987. It was built in 1931. "
    (second,) = boxes(1, before, "It was built in 1931.")
    assert first[1] > second[3]


@pytest.mark.parametrize("quote", ["", "not on this page"])
def test_a_quote_that_is_not_there_is_not_boxed(quote: str) -> None:
    with pypdfium2.PdfDocument(DATA) as pdf:
        assert quote_boxes(pdf[0], "", quote) == []


def test_a_picture_is_the_page_with_colour_at_the_quote() -> None:
    plain, marked = (
        Image.open(io.BytesIO(page_png(DATA, 0, "", quote)))
        for quote in ("", "It was built in 1931.")
    )
    assert plain.size == marked.size
    assert plain.width > 900
    red, _, blue = plain.split()
    assert red.tobytes() == blue.tobytes()
    red, _, blue = marked.split()
    assert red.tobytes() != blue.tobytes()


def test_a_page_that_claims_to_be_huge_gives_a_picture_of_bounded_size() -> None:
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 14000 9000] >>",
    ]
    huge = page_png(pdf_of(objects, "/Root 1 0 R"), 0, "", "")
    assert max(Image.open(io.BytesIO(huge)).size) <= LARGEST


def test_a_damaged_file_ends_the_child_alone() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "assistant.serve.page.drawing"],
        input=b'{"index": 0, "before": "", "quote": ""}\n%PDF-1.4 nothing',
        capture_output=True,
        check=False,
    )
    assert done.returncode != 0
    assert done.stdout == b""
