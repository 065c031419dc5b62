"""PDF: lines to paragraphs, page starts, and pages that hold nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.load.pages import flowing
from index.types import IndexingError
from tests.make_files import ARTICLE, pdf_file, wrapped
from tests.reading import one


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


LINES = st.text(st.sampled_from("ab cd\nE.1-•"), max_size=80)


@given(st.lists(LINES, max_size=6))
def test_pages_start_in_order_within_the_text(pages: list[str]) -> None:
    text, starts = flowing(pages)
    assert len(starts) == len(pages)
    assert list(starts) == sorted(starts)
    assert all(0 <= start <= len(text) for start in starts)


@given(st.lists(LINES, max_size=2))
def test_all_letters_of_pages_survive_in_their_order(pages: list[str]) -> None:
    text, _ = flowing(pages)
    assert [c for c in text if c.isalnum()] == [c for c in "".join(pages) if c.isalnum()]


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
