import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.phrases import Terms, content, content_stems, terms
from index.text.stems import stems


def test_names_stand_apart_from_other_phrases() -> None:
    assert terms("What did Ishaq Dar say about border trade in Beijing in 2025?") == Terms(
        ("Ishaq Dar", "Beijing", "2025"), ("border trade",)
    )


def test_small_words_join_the_parts_of_a_name() -> None:
    assert terms("Is the Bank of the Andes solvent?").names == ("Bank of the Andes",)
    assert terms("Who led the Bank of?").names == ("Bank",)


def test_a_capital_that_opens_a_sentence_makes_no_name() -> None:
    assert terms("Trade grew. Exports fell.") == Terms((), ("Trade grew", "Exports fell"))
    assert terms("Wang Yi spoke.").names == ("Wang Yi",)
    assert terms("NATO met.").names == ("NATO",)


def test_punctuation_parts_phrases_and_quotation_marks_do_not() -> None:
    assert terms("rice, “winter wheat”").others == ("rice", "winter wheat")
    assert terms("the “Silk Road” project").names == ("Silk Road",)


def test_each_phrase_comes_once() -> None:
    assert terms("Trade with Peru, or trade with Peru?").names == ("Peru",)


def test_content_leaves_out_the_words_of_asking() -> None:
    assert content("Could you tell me what the talks’ aims weren't?") == ["talks", "aims"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("talks", "talk"), ("countries", "country"), ("Dar’s", "dar"), ("met", "Met")],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert content_stems(one) == set(stems(other))


words = st.sampled_from(["Dar", "of", "the", "talks", ",", "said", "2025", "“", "Peru.", "x"])


@given(st.text() | st.lists(words).map(" ".join))
def test_phrases_are_pieces_of_the_text(text: str) -> None:
    found = terms(text)
    assert all(phrase and phrase in text for phrase in (*found.names, *found.others))
