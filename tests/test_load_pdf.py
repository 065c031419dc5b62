"""PDF: pages without text, damaged pages, metadata."""

import pytest

from index.types import IndexingError
from tests.make_files import ARTICLE, pdf_file, wrapped
from tests.reading import one


def test_pages_without_text_are_reported() -> None:
    lines = wrapped(ARTICLE.paragraphs[0])
    pages = [lines, [], lines, [], [], lines]
    document = one(pdf_file(pages=pages), "a.pdf")
    assert "Pages 2, 4–5 hold no text: scanned? OCR would help." in document.source.warnings
    assert document.source.page(len(document.text) - 1) == 6
    single = one(pdf_file(pages=[lines, []]), "a.pdf").source
    assert "Page 2 holds no text: scanned? OCR would help." in single.warnings


def test_a_damaged_page_is_reported() -> None:
    lines = wrapped(ARTICLE.paragraphs[0])
    data = pdf_file(pages=[lines, lines]).replace(b"/Kids [5 0 R 7 0 R]", b"/Kids [5 0 R 3 0 R]")
    source = one(data, "a.pdf").source
    assert "Page 2 is damaged and could not be read." in source.warnings


def test_a_scanned_pdf_is_refused_with_advice() -> None:
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
