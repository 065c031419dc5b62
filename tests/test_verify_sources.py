"""What a claim says, apart from where it says so; what opens a sentence and is no name."""

import pytest
from hypothesis import given

from assistant.verify.sources import Sources, stated
from tests.verifying import WORDS, judged


@pytest.mark.parametrize(
    ("claim", "says"),
    [
        ("According to passage 1, it rains.", "it rains."),
        ("Based on the provided documents, we can see that it rains.", "it rains."),
        ("Source 2 states that it rains.", "it rains."),
        ("It rains (passages 1 and 3).", "It rains."),
        ("It rains, as described in the second document.", "It rains."),
        ("12. It rains.", "It rains."),
        ("* Step 2: Wait for the rain.", "Wait for the rain."),
        ("The minister said, according to the report, that it rains.", None),
        ("According to the minister, it rains.", None),
        ("1999 was wet.", None),
        ("-5 degrees were measured.", None),
        ("3.", None),
        ("(Passage 3)", None),
    ],
)
def test_what_is_said_stands_without_item_and_source(claim: str, says: str | None) -> None:
    assert stated(claim) == (says or claim)


@given(WORDS)
def test_what_is_stated_states_the_same(word: str) -> None:
    said = stated(f"2. According to passage 1, {word} (passage 3).")
    assert said == f"{word}."
    assert stated(said) == said


@pytest.mark.parametrize(
    ("claim", "named"),
    [
        ("Once cooled, it sets.", False),
        ("Therefore, it sets.", False),
        ("After that, it sets.", False),
        ("Submerge the bricks.", False),
        ("Berg met the bricklayers.", True),
    ],
)
def test_what_opens_a_sentence_is_a_name_only_where_it_may_be(claim: str, named: bool) -> None:
    assert (Sources([], [claim]).line(claim).tokens[0].kind == "name") is named


def test_the_number_of_a_passage_or_an_item_is_no_figure_of_the_claim() -> None:
    for claim in (
        "7. The council of Lund approved the new harbour.",
        "According to passage 7, the council of Lund approved the new harbour.",
        "The council of Lund approved the new harbour (passage 7).",
    ):
        assert judged(claim).verdict == "supported"
