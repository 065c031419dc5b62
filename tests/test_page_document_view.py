"""A document on the page: its text exact, the quote in it marked exactly."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.serve.page.document_view import AROUND, SelectedCitation, at_citation, from_offset
from assistant.serve.page.html import element
from index.types import Document
from tests.page_answers import QUOTE, SOURCE, TEXT, Shown, answered, cited


def test_an_opened_document_marks_exactly_the_quote() -> None:
    shown = at_citation(SelectedCitation("t7", answered().citations, 0), Document(SOURCE, TEXT))
    assert element("mark", QUOTE, id="quote", tabindex=-1) in shown
    assert TEXT in Shown(shown).text
    for words in ("The River", "3 June 2025", "The Desk", "desk/river.txt", "[1] 1 of 2"):
        assert words in Shown(shown).text
    previous, following = Shown(shown).all("button")
    assert "disabled" in previous
    assert following["data-index"] == "1"
    assert "has changed" not in shown


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=200),
    st.integers(0, 200),
    st.integers(1, 60),
    st.lists(st.integers(0, 200), max_size=4),
)
def test_any_quote_is_marked_exactly_in_any_text(
    words: str, start: int, length: int, pages: list[int]
) -> None:
    start = min(start, len(words))
    quote = words[start : start + length]
    source = replace(SOURCE, page_starts=tuple(sorted(set(pages) | {0})))
    one = cited(start=start, end=start + len(quote), quote=quote)
    shown = Shown(at_citation(SelectedCitation("t7", [one], 0), Document(source, words)))
    assert words in shown.text
    if quote:
        html = at_citation(SelectedCitation("t7", [one], 0), Document(source, words))
        assert element("mark", quote, id="quote", tabindex=-1) in html


@pytest.mark.parametrize(
    ("document", "reported"),
    [
        (None, "The document is no longer there."),
        (Document(SOURCE, "Other words."), "the quote no longer stands at its place."),
        (Document(replace(SOURCE, sha256="new"), TEXT), "the quote still stands at its place."),
    ],
)
def test_what_became_of_a_document_is_reported(document: Document | None, reported: str) -> None:
    html = at_citation(SelectedCitation("t7", [cited()], 0), document)
    assert reported in Shown(html).text
    assert QUOTE in Shown(html).text
    assert ('id="quote"' in html) == (document is not None and document.text == TEXT)


def test_a_long_document_is_shown_around_the_quote_and_the_rest_is_a_click_away() -> None:
    lines = "".join(f"Line {number:06}.\n" for number in range(20_000))
    start = lines.index("Line 010000.")
    one = cited(start=start, end=start + 12, quote="Line 010000.")
    html = at_citation(SelectedCitation("t7", [one], 0), Document(SOURCE, lines))
    assert 2 * AROUND < len(html) < 3 * AROUND
    assert element("mark", "Line 010000.", id="quote", tabindex=-1) in html
    earlier, later = (one for one in Shown(html).all("button") if one["data-do"] == "show")
    assert int(str(later["data-start"])) == start + 12 + AROUND
    assert 0 < int(str(earlier["data-start"])) < start - AROUND
    after = Shown(from_offset(Document(SOURCE, lines), int(str(later["data-start"])))).text
    assert lines[start + 12 + AROUND :][:50] in after


def test_a_pdf_has_a_picture_of_its_page() -> None:
    name = "desk/a & b.pdf"
    source = replace(SOURCE, name=name, page_starts=(0,))
    one = cited(document=name, page=1)
    (image,) = Shown(at_citation(SelectedCitation("t7", [one], 0), Document(source, TEXT))).all(
        "img"
    )
    assert image["src"] == "page.png?document=desk%2Fa+%26+b.pdf&page=1&start=14&end=54"
    assert "page 1" in at_citation(SelectedCitation("t7", [one], 0), Document(source, TEXT))
