"""Search in documents' text: words, exact phrases, and what they must not hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.serve.page.text_search import TextQuery

TEXT = "The Aldan river rose.\nRivers of the\n  Aldan valley; Überlingen, 東京都 and тёплый дождь."


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("river", ["river", "River"]),
        ("ALDAN rose", ["Aldan", "rose", "Aldan"]),
        ('"the aldan"', ["The Aldan", "the\n  Aldan"]),
        ('"aldan riv"', []),
        ("dan", []),
        ("überling", ["Überlingen"[:8]]),
        ("京都", ["京都"]),
        ("ТЁПЛ", ["тёпл"]),
        ("-river", []),
        ('"', []),
        ("-", []),
        ("", []),
    ],
)
def test_places_are_where_the_terms_are(typed: str, found: list[str]) -> None:
    assert [TEXT[start:end] for start, end in TextQuery.of(typed).places(TEXT)] == found


@pytest.mark.parametrize(
    ("typed", "holds"),
    [
        ("river valley", True),
        ("river mountain", False),
        ("river -mountain", True),
        ("river -valley", False),
        ('-"aldan valley"', False),
        ('rose -"valley aldan"', True),
        ("desk/a.txt valley", True),
        ("river -desk", False),
        ("", True),
    ],
)
def test_every_wanted_term_is_there_and_no_unwanted_one(typed: str, holds: bool) -> None:
    assert TextQuery.of(typed).holds("desk/a.txt", lambda: TEXT) == holds


@given(st.text(max_size=60), st.text(max_size=200))
def test_any_query_finds_places_in_order_inside_the_text(typed: str, text: str) -> None:
    query = TextQuery.of(typed)
    last = 0
    for start, end in query.places(text):
        assert last <= start < end <= len(text)
        last = end
    assert query.holds(text, lambda: "") or not query.holds(
        "", lambda: "" if query.wanted else text
    )


@given(st.lists(st.sampled_from(["one", "two", "three", "four"]), min_size=1, max_size=6))
def test_a_phrase_out_of_a_text_is_found_in_it(words: list[str]) -> None:
    phrase = " ".join(words)
    text = f"zero  {'   '.join(words)}\nfive"
    assert TextQuery.of(f'"{phrase}"').holds("", lambda: text)
    assert not TextQuery.of(f'-"{phrase}"').holds("", lambda: text)
