"""The stems by which words are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.stems import index_terms, stem, stems


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("met", "meeting"),
        ("agreed", "agreement agrees"),
        ("children", "child"),
        ("Women", "woman"),
        ("went", "go"),
    ],
)
def test_forms_of_one_word_share_a_stem(one: str, other: str) -> None:
    assert set(stems(one)) & set(stems(other))


def test_stems_keep_their_order_and_other_words_stay_apart() -> None:
    assert stems("Lorries cross the Border") == ["lorri", "cross", "the", "border"]
    assert stems("") == []
    assert stems("lead") != stems("leaf")


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("met", "meet"),
        ("meeting", "meet"),
        ("second", "2"),
        ("found", "find"),
        ("people", "person"),
    ],
)
def test_an_irregular_form_has_the_stem_of_its_base(form: str, base: str) -> None:
    assert stem(form) == stem(base)


def test_a_word_that_looks_like_an_irregular_form_keeps_its_own_stem() -> None:
    assert stem("founded") == "found"
    assert stem("found") == "find"


def test_the_index_holds_irregular_forms_as_they_are() -> None:
    assert index_terms("They met in Meetings") == ["they", "met", "in", "meet"]


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1), max_size=20))
def test_each_word_of_a_text_has_one_stem_in_order(words: list[str]) -> None:
    text = ", ".join(words).lower()
    assert stems(text) == [stem for word in text.split(", ") for stem in stems(word)]


@given(st.text(max_size=200))
def test_stems_are_never_empty_and_letter_case_does_not_matter(text: str) -> None:
    assert all(stems(text))
    assert stems(text) == stems(text.lower())
