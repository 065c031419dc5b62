from hypothesis import given
from hypothesis import strategies as st

from index.load.limits import Limits
from index.load.page_blocks import flowing
from index.load.pages import PageLine
from tests.make_files import ARTICLE, pdf_file, wrapped
from tests.reading import one


def flowed(*pages: str) -> tuple[str, tuple[int, ...]]:
    """The text of pages of lines whose places are not known, and each page's start."""
    lines = [[PageLine(line.strip()) for line in page.split("\n")] for page in pages]
    blocks, starts, _ = flowing(lines, {}, Limits())
    return blocks.text, starts


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
    text, _ = flowed("The lighthouse keep-\ners met. All keepers of the north-\nern towers came.")
    assert text == "The lighthouse keepers met. All keepers of the north-ern towers came."


def test_hyphens_of_names_and_codes_are_kept() -> None:
    text, _ = flowed("Anna HolmVestergaard and Anna Holm-\nVestergaard saw B-\n52 at 1990-\n1995.")
    assert text == "Anna HolmVestergaard and Anna Holm-Vestergaard saw B-52 at 1990-1995."


def test_items_of_a_list_stay_apart() -> None:
    text, _ = flowed("• one long item of a list that fills its line\n• another\n1. a third")
    assert text.split("\n\n")[1:] == ["• another", "1. a third"]


LINES = st.text(st.sampled_from("ab cd\nE.1-•"), max_size=80)


@given(st.lists(LINES, max_size=6))
def test_pages_start_in_order_within_the_text(pages: list[str]) -> None:
    text, starts = flowed(*pages)
    assert len(starts) == len(pages)
    assert list(starts) == sorted(starts)
    assert all(0 <= start <= len(text) for start in starts)


@given(st.lists(LINES, max_size=2))
def test_all_letters_of_pages_survive_in_their_order(pages: list[str]) -> None:
    text, _ = flowed(*pages)
    assert [c for c in text if c.isalnum()] == [c for c in "".join(pages) if c.isalnum()]
