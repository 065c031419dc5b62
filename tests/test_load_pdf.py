"""PDF: letters at their places, pages without text, damaged pages, metadata."""

import sys
from pathlib import Path

import pytest

from index.types import RECOGNITION, Block, Document, IndexingError
from tests.make_files import ARTICLE, pdf_file, pdf_of, wrapped
from tests.reading import one

ADVICE = "pip install 'cited-assistant[ocr]'"


def test_pages_without_text_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, RECOGNITION, None)  # as where the extra is not installed
    lines = wrapped(ARTICLE.paragraphs[0])
    pages = [lines, [], lines, [], [], lines]
    document = one(pdf_file(pages=pages), "a.pdf")
    assert (
        f"Pages 2, 4–5 hold no text: scanned? OCR would help: {ADVICE}." in document.source.warnings
    )
    assert document.source.page(len(document.text) - 1) == 6
    single = one(pdf_file(pages=[lines, []]), "a.pdf").source
    assert f"Page 2 holds no text: scanned? OCR would help: {ADVICE}." in single.warnings


def test_a_damaged_page_is_reported() -> None:
    lines = wrapped(ARTICLE.paragraphs[0])
    data = pdf_file(pages=[lines, lines]).replace(b"/Kids [5 0 R 7 0 R]", b"/Kids [5 0 R 3 0 R]")
    source = one(data, "a.pdf").source
    assert "Page 2 is damaged and could not be read." in source.warnings


def test_a_scanned_pdf_is_refused_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, RECOGNITION, None)
    with pytest.raises(IndexingError, match="only pictures of pages: run text recognition"):
        one(pdf_file(pages=[[], []]), "a.pdf")


def test_letters_without_meaning_are_counted() -> None:
    document = one(
        pdf_file(pages=[["Some words, then (\x01\x03) none, and soft\x02ness."]]), "a.pdf"
    )
    assert document.text == "Some words, then (\ufffd\ufffd) none, and softness."
    assert "2 characters have no known letter and show as \ufffd." in document.source.warnings


def test_a_program_s_title_is_no_title() -> None:
    data = pdf_file().replace(ARTICLE.title.encode(), b"Microsoft Word - vote_final.docx", 1)
    assert one(data, "harbour-vote.pdf").source.title == ARTICLE.title


def test_the_day_a_file_was_made_is_called_a_guess() -> None:
    source = one(pdf_file(), "a.pdf").source
    assert source.published == ARTICLE.published
    assert "The date is a guess: it is the day on which the file was made." in source.warnings
    dated = one(pdf_file(), "2021-02-03 vote.pdf").source
    assert (str(dated.published), dated.published_from) == ("2021-02-03", "file name")


FILES = Path(__file__).parent / "files"


def case(path: str) -> Document:
    return one((FILES / path).read_bytes(), Path(path).name)


def drawn(*shown: tuple[str, float, float, float], root: str = "") -> bytes:
    """A page with each text at its place: text, left, baseline, size."""
    stream = "".join(f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n" for text, x, y, size in shown)
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {root} >>",
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
        " /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
    ]
    return pdf_of(objects, "/Root 1 0 R")


def blocks_of(document: Document, kind: str) -> list[tuple[Block, str]]:
    return [
        (block, document.text[block.start : block.end].strip())
        for block in document.blocks
        if block.kind == kind
    ]


def test_a_note_s_mark_is_not_a_figure_of_the_number_before_it() -> None:
    text = case("02-superscripts-glued/footnote-mark.pdf").text
    assert "handled 83,190² crates" in text


def test_a_power_is_raised_and_an_index_is_not() -> None:
    data = drawn(("10", 60, 700, 12), ("6", 73.4, 705, 7), ("grains of H", 80, 700, 12))
    assert one(data, "a.pdf").text == "10⁶ grains of H"
    data = drawn(("H", 60, 700, 12), ("2", 68.7, 697, 7), ("O is water.", 72.7, 700, 12))
    assert one(data, "a.pdf").text == "H2O is water."


def test_columns_of_numbers_are_cells() -> None:
    document = case("03-pdf-number-columns-glued/two-columns.pdf")
    assert "200.01 | 1" in document.text
    assert "200.011" not in document.text
    rows = blocks_of(case("03-pdf-number-columns-glued/rows.pdf"), "row")
    assert rows[0][1] == "Brandt, Ole | Clerk | 37,499.96"
    assert rows[0][0].label == "Brandt, Ole"
    assert rows[0][0].above == ("Salaries 2020",)


def test_hyphens_stay_in_names_codes_and_ranges() -> None:
    text = case("06-pdf-hyphen-line-end/hyphen.pdf").text
    for kept in ("1990-1995", "Holm-Vestergaard", "well-known", "12-14", "B-52", "AX-2201"):
        assert kept in text


def test_columns_drawn_row_by_row_are_read_one_after_the_other() -> None:
    left, right = case("07-pdf-two-columns-rowwise/columns-rowwise.pdf").text.split("\n\n")
    assert left.startswith("The council of Brae met in the hall on Monday and chose Ewan Park")
    assert right.endswith("plan to sell bread and rolls from six in the morning.")


def test_what_is_filled_into_a_form_stands_beside_its_label() -> None:
    text = case("10-pdf-form-values-lost/form.pdf").text
    assert "Name of the boat: Silver Heron" in text
    assert "Length in metres: 11.4" in text


def test_letters_read_to_the_left_are_in_the_order_of_reading() -> None:
    document = case("30-rtl-pdf-reversed/rtl.pdf")
    assert "ספריית הכרמל נוסדה בשנת 1958." in document.text
    assert "تأسست مكتبة" in document.text
    assert any("no known letter" in warning for warning in document.source.warnings)


def test_headings_have_levels_by_their_size() -> None:
    body = ["The harbour had a good year and handled more crates than ever.", "It was sold."]
    document = one(
        drawn(
            ("Report of the harbour", 60, 780, 20),
            ("Figures", 60, 740, 14),
            *((line, 60, 720 - 14 * at, 10) for at, line in enumerate(body)),
            ("Rules", 60, 680, 14),
            ("1. Boats have names.", 60, 660, 10),
            ("a\\) painted on", 80, 646, 10),
            ("2. Boats have owners.", 60, 632, 10),
        ),
        "x.pdf",
    )
    headings = blocks_of(document, "heading")
    assert [(text, block.level) for block, text in headings] == [
        ("Report of the harbour", 1),
        ("Figures", 2),
        ("Rules", 2),
    ]
    assert [(b.label, b.level) for b, _ in blocks_of(document, "item")] == [
        ("1.", 1),
        ("a)", 2),
        ("2.", 1),
    ]
    assert document.source.title == "Report of the harbour"


def test_a_page_s_own_label_is_kept() -> None:
    labels = "/PageLabels << /Nums [0 << /S /r /St 4 >>] >>"
    source = one(drawn(("A page of words.", 60, 700, 12), root=labels), "a.pdf").source
    assert source.page_labels == ("iv",)
    assert one(drawn(("A page.", 60, 700, 12)), "a.pdf").source.page_labels == ()


def test_text_over_text_is_reported() -> None:
    shown = [(word, 60 + 3 * at, 700, 12) for at, word in enumerate(["over", "other", "words"] * 6)]
    warnings = one(drawn(*shown), "a.pdf").source.warnings
    assert any("text over text" in warning for warning in warnings)
