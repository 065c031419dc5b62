"""The generator of altered sentences: repeatable, and each alteration is what it says."""

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.alter import name_swapped, names_in, negated, number_altered, reworded
from tests.alter_grammar import reordered, turned
from tests.alter_numbers import ONES, TENS, in_words, number_rewritten

SENTENCES = [
    "In 1961 the United Kingdom sent 3,500 men and two ships to Kuwait.",
    "The director of the museum opened the new wing in Lisbon on May 12, 2019.",
    "Only 7.5% of the 32nd battalion was trained by Captain Harris during the war.",
    "The river is not deep near Basel, and it was never dredged.",
    "After the opening ceremonies, closed plenary sessions were held in Geneva.",
    "The engineers developed a small engine in the 1920s.",
    "Twenty-eight ministers met the delegation from Norway and did not sign the treaty.",
    "Seven of the towns that belonged to Saxony were given to Prussia by the congress.",
    "She can swim.",
    "Was the bridge in Porto built in 1886?",
]
NAMES = ["Oslo", "Marie Curie", "Bavaria", "Toledo", "World Bank", "NATO"]

sentences = st.sampled_from(SENTENCES)
seeds = st.integers(0, 10_000)


def numbers(text: str) -> list[str]:
    """The numbers of a text by value: digits, and the words that the generator knows."""
    spelt = {in_words(value): str(value) for value in range(2, 100)}
    longest = "|".join(sorted(spelt, key=len, reverse=True))
    plain = re.sub(rf"\b(?:{longest})\b", lambda match: spelt[match[0].lower()], text, flags=re.I)
    return re.findall(r"\d+(?:\.\d+)?", plain.replace(",", ""))


@given(sentences, seeds)
def test_the_same_seed_gives_the_same_alteration(sentence: str, seed: int) -> None:
    for alter in (number_altered, negated, reworded):
        assert alter(sentence, Random(seed)) == alter(sentence, Random(seed))
    first = name_swapped(sentence, Random(seed), NAMES)
    assert first == name_swapped(sentence, Random(seed), NAMES)


@given(sentences, seeds)
def test_an_alteration_changes_the_sentence(sentence: str, seed: int) -> None:
    for alter in (number_altered, negated, reworded):
        assert alter(sentence, Random(seed)) != sentence
    assert name_swapped(sentence, Random(seed), NAMES) != sentence


@given(sentences, seeds)
def test_a_number_altered_has_another_value_and_all_else_is_left(sentence: str, seed: int) -> None:
    altered = number_altered(sentence, Random(seed))
    if altered is None:
        assert not re.search(r"\d", sentence)
        return
    before, after = numbers(sentence), numbers(altered)
    assert len(before) == len(after)
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1
    digits = rf"(?:\d[\d,.]*(?:st|nd|rd|th|s)?|\b(?:{'|'.join(ONES + TENS)})\b)"
    assert re.sub(digits, "#", sentence, flags=re.I) == re.sub(digits, "#", altered, flags=re.I)


@given(sentences, seeds)
def test_a_number_rewritten_has_the_same_value(sentence: str, seed: int) -> None:
    rewritten = number_rewritten(sentence, Random(seed))
    if rewritten is not None and "thousand" not in rewritten:
        assert numbers(rewritten) == numbers(sentence)


@given(sentences, seeds)
def test_a_denial_has_one_not_more_or_less(sentence: str, seed: int) -> None:
    altered = negated(sentence, Random(seed))
    if altered is not None:
        count = len(re.findall(r"\bnot\b", altered)) - len(re.findall(r"\bnot\b", sentence))
        assert abs(count) == 1


@given(sentences, seeds)
def test_a_name_gives_way_to_one_that_shares_no_word_with_it(sentence: str, seed: int) -> None:
    altered = name_swapped(sentence, Random(seed), NAMES)
    if altered is not None:
        words, others = re.findall(r"\w+", sentence), re.findall(r"\w+", altered)
        known = {word for name in NAMES for word in name.split()}
        exchanged = sorted(words) == sorted(others)
        assert exchanged or set(others) - set(words) <= known


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The engineers developed a small engine in the 1920s.",
            "A small engine was developed by the engineers in the 1920s.",
        ),
        (
            "The old bridge was designed by Ada Stone in 1931.",
            "Ada Stone designed the old bridge in 1931.",
        ),
        ("The board publishes its reports.", "Its reports are published by the board."),
        ("The river flows north.", None),
        ("The pilot and the crew opened the door.", None),
    ],
)
def test_active_and_passive_turn_into_one_another(sentence: str, expected: str | None) -> None:
    assert turned(sentence, Random(0)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "After the opening ceremonies, closed plenary sessions were held.",
            "Closed plenary sessions were held after the opening ceremonies.",
        ),
        (
            "The old harbour was closed in 1951.",
            "In 1951, the old harbour was closed.",
        ),
        ("The harbour, once full, was closed in 1951.", None),
    ],
)
def test_clauses_change_places(sentence: str, expected: str | None) -> None:
    assert reordered(sentence, Random(0)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The lake is deep.", "The lake is not deep."),
        ("The king won the war.", "The king did not win the war."),
        ("They did not sign it.", "They did sign it."),
        ("It is not only deep but cold.", None),
        ("Nobody came.", None),
        ("Is the lake deep?", None),
    ],
)
def test_a_sentence_is_denied(sentence: str, expected: str | None) -> None:
    assert negated(sentence, Random(0)) == expected


def test_names_are_those_inside_sentences_and_no_months_or_titles() -> None:
    text = "Scientists in Norway met Mr Berg of the World Bank in March. Norway paid."
    assert names_in(text) == ["Norway", "World Bank"]


def test_two_names_are_exchanged_where_their_order_matters() -> None:
    sentence = "Troops from Saxony fought for months against Bavaria in the hills."
    seen = {name_swapped(sentence, Random(seed), []) for seed in range(40)}
    assert "Troops from Bavaria fought for months against Saxony in the hills." in seen
    assert name_swapped("Nothing is named here.", Random(0), NAMES) is None


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("They sent two ships.", "They sent 2 ships."),
        ("They sent 28 ships.", "They sent twenty-eight ships."),
        ("They sent 3,000 men.", "They sent three thousand men."),
        ("It fell by 7.5% then.", "It fell by 7.5 percent then."),
        ("It cost 4.2 million in all.", "It cost 4,200,000 in all."),
        ("It was May 12 then.", None),
    ],
)
def test_numbers_are_rewritten(sentence: str, expected: str | None) -> None:
    assert number_rewritten(sentence, Random(0)) == expected
