"""The names of a text: where they begin and end, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.names import acronym, bare, name_runs, names_in, without_titles

STOP_WORDS = frozenset(["and", "i", "is", "it", "of", "so", "that", "the", "we", "what"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met Ishaq Dar’s envoy and Dar.", ["Ishaq Dar", "Dar"]),
        (
            "The talks in New York and the University of Chicago.",
            ["New York", "University of Chicago"],
        ),
        ("Private schools and the U.S. Senate like GPT-4.", ["US Senate", "GPT 4"]),
        ("Scientists say so. Paris fell.", ["Paris"]),
        ("“Harbours matter,” said Ek. The harbours closed.", ["Ek"]),
        ("I think it is what US troops do.", ["US"]),
        ("So I’m off and I've met O’Brien, so I'd ask Ek’s.", ["O'Brien", "Ek"]),
        ("Pakistan-China ties, Wang's and Li's", ["Pakistan China", "Wang", "Li"]),
        ("nothing here", []),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    found = names_in(text, STOP_WORDS, {"harbours", "private", "scientists"}.__contains__)
    assert [name.value for name in found] == expected


def test_a_common_word_opens_a_sentence_and_is_a_name_elsewhere() -> None:
    runs = name_runs("Apple fell. The Apple", STOP_WORDS, lambda word: word == "apple")
    assert [[word.span() for word in run] for run in runs] == [[(16, 21)]]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("U.S.", "US"), ("Dar’s", "Dar"), ("Holms'", "Holms"), ("co.uk", "co.uk")],
)
def test_a_bare_word(word: str, expected: str) -> None:
    assert bare(word) == expected


def test_acronyms_and_titles() -> None:
    assert acronym(("United", "Nations")) == "UN"
    assert acronym(("Nations",)) == ""
    assert without_titles(("President", "Ann", "Lee")) == ("Ann", "Lee")
    assert without_titles(("President",)) == ("President",)


@given(st.text(max_size=60) | st.text("Ab. ’s-of1\n", max_size=60))
def test_names_are_in_order_inside_the_text(text: str) -> None:
    end = 0
    for name in names_in(text, STOP_WORDS, str.isdigit):
        assert end <= name.start < name.end <= len(text)
        assert name.value
        end = name.end
