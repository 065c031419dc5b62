"""The numbers, dates and names that a text mentions."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from index.text.mentions import mentions
from tests.passages import MENTIONING

PUBLISHED = date(2025, 5, 21)  # a Wednesday


def values(text: str) -> list[tuple[str, str]]:
    return [(mention.kind, mention.value) for mention in mentions(text, PUBLISHED)]


def test_mentions_of_all_kinds_are_in_order() -> None:
    assert values("On Wednesday, Ishaq Dar met two envoys; in May 2024 he met Wang.") == [
        ("date", "2025-05-21"),
        ("name", "Ishaq Dar"),
        ("number", "2"),
        ("date", "2024-05"),
        ("name", "Wang"),
    ]


def test_what_is_in_a_date_is_no_number_and_no_name() -> None:
    assert values("the talks of May 21, 2025") == [("date", "2025-05-21")]


def test_a_word_that_is_also_in_lower_case_is_no_name() -> None:
    assert values("the private ones. Private schools and the Senate") == [("name", "Senate")]
    assert values("the other ones. Private schools") == [("name", "Private")]


def test_what_is_known_of_words_decides_what_their_capital_means() -> None:
    assert values("Report it to Oslo. I think it is what US troops do.") == [
        ("name", "Oslo"),
        ("name", "US"),
    ]


@given(MENTIONING, st.none() | st.dates())
def test_mentions_are_in_order_inside_the_text(text: str, published: date | None) -> None:
    end = 0
    for found in mentions(text, published):
        assert end <= found.start < found.end <= len(text)
        assert found.value
        end = found.end
