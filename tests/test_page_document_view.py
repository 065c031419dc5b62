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
    st.lists(st.integers(0, 200), max_size=4),
)
def test_any_quote_is_marked_exactly_in_any_text(
    words: str, start: int, length: int, pages: list[int], headings: list[int]
) -> None:
    start = min(start, len(words))
    quote = words[start : start + length]
    source = replace(
        SOURCE,
        page_starts=tuple(sorted(set(pages) | {0})),
        headings=tuple((offset, "") for offset in sorted(set(headings)) if offset <= len(words)),
    )
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


def test_a_citation_stands_in_its_section_with_a_rows_labels_and_its_printed_page() -> None:
    row = "Revenue | 538"
    text = f"Item | 2019\n\n{row}"
    source = replace(SOURCE, page_starts=(0, 11), page_labels=("iii", "iv"))
    one = cited(
        start=13,
        end=13 + len(row),
        quote=row,
        page=2,
        page_label="iv",
        section="The River › Sheet 2 › Revenue",
        labels=("Item", "2019"),
    )
    html = at_citation(SelectedCitation("t7", [one], 0), Document(source, text))
    shown = Shown(html)
    for words in (
        "page iv (page 2 of the file)",
        "· Sheet 2 › Revenue",
        "Item: Revenue | 2019: 538",
    ):
        assert words in shown.text
    assert element("mark", row, id="quote", tabindex=-1) in html
    assert [each["data-page"] for each in shown.all("span", "page")] == ["iii", "iv"]


def test_the_headings_of_a_document_are_listed_and_open_it_there() -> None:
    text = "# Travel\n\nWords.\n\n## Fares <b>\n\nMore words."
    second = text.index("##")
    document = Document(replace(SOURCE, headings=((0, "Travel"), (second, "Fares <b>"))), text)
    html = from_offset(document)
    assert text in Shown(html).text
    assert element("b", "# Travel", class_="heading") in from_offset(document, second)
    assert element("b", "## Fares <b>", class_="heading") in html
    entries = Shown(html).all("button")
    assert [(one["data-do"], one["data-start"]) for one in entries] == [
        ("show", "0"),
        ("show", str(second)),
    ]
    jumped = from_offset(document, second)
    assert element("mark", "## Fares <b>", id="quote", tabindex=-1) in jumped
    assert text in Shown(jumped).text
    for start in (0, second + 3):
        assert 'id="quote"' not in from_offset(document, start)
    assert "Contents" not in from_offset(Document(SOURCE, text))
