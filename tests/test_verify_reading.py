"""How claim and source are read and set beside each other."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.verify.alignment import Line, align
from assistant.verify.lexicon import near, opposite, stem
from assistant.verify.polarity import denials, hedges
from assistant.verify.quantity import amounts
from assistant.verify.roles import differences
from assistant.verify.tokens import acronyms_of, read
from assistant.verify.voice import active

WORDS = st.sampled_from(
    re.split(" ", "The dog cat was seen by Anna Berg in 1961 and two held not , were is of stolen")
)


def line(text: str, acronyms: Sequence[str] = ()) -> Line:
    return Line(text, read(text, None, frozenset(), acronyms))


@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_active_order_holds_every_token_once(text: str) -> None:
    tokens = read(text)
    assert sorted(active(tokens)) == list(range(len(tokens)))


@given(st.lists(WORDS, max_size=20).map(" ".join), st.lists(WORDS, max_size=20).map(" ".join))
def test_tokens_are_paired_one_to_one(claim: str, source: str) -> None:
    found = align(line(claim), line(source))
    partners = list(found.pairs.values())
    assert len(partners) == len(set(partners))
    assert 0.0 <= found.share <= 1.0 + 1e-9
    assert all(line(source).tokens[partner].telling for partner in partners)
    assert not set(found.spare) & set(partners)


@given(st.lists(WORDS, min_size=1, max_size=25).map(" ".join))
def test_a_sentence_bears_itself_out(text: str) -> None:
    found = align(line(text), line(text))
    assert found.share == pytest.approx(1.0) or not line(text).weight
    assert differences(found, frozenset()) == []
    assert denials(found) == []
    assert amounts(found) == []


@given(st.text(max_size=80))
def test_tokens_stand_in_order_at_their_places(text: str) -> None:
    end = 0
    for token in read(text):
        assert text[token.start : token.end] == token.text
        assert end <= token.start < token.end
        end = token.end


@pytest.mark.parametrize(
    ("passive", "expected"),
    [
        ("The bridge was designed by Ada Stone in 1931", "Ada Stone designed bridge 1931"),
        ("The bridge designed by Ada Stone fell", "Ada Stone designed bridge fell"),
        ("Dar was thanked", "thanked Dar"),
        ("The tax was raised by 1931", "raised tax 1931"),
        ("It grew by raising taxes", "grew raising taxes"),
        ("Dar thanked Wang", "Dar thanked Wang"),
    ],
)
def test_passive_clauses_are_read_as_active_ones(passive: str, expected: str) -> None:
    read_as = line(passive)
    assert " ".join(read_as.tokens[index].text for index in read_as.telling) == expected


def test_long_names_are_read_as_the_acronyms_that_are_used() -> None:
    text = "The Intergovernmental Panel on Climate Change met; the Untersee and the Seerhein froze."
    acronyms = acronyms_of(["The IPCC met U.S. envoys."])
    assert acronyms == {"IPCC", "US"}
    keys = [token.key for token in line(text, tuple(acronyms)).tokens if token.kind == "name"]
    assert keys == ["ipcc", "unterse", "seerhein"]


def test_denials_inside_words_are_read_apart() -> None:
    keys = [token.key for token in read("They can’t, won't and didn't; she cannot.")]
    assert keys.count("not") == 4
    assert {"can", "will", "did"} <= set(keys)


@pytest.mark.parametrize(
    ("claim", "source", "differ"),
    [
        ("He did not sign it.", "He signed it.", True),
        ("He signed it.", "He never signed it.", True),
        ("He did not sign it.", "He refused to sign it.", False),
        ("He refused to sign it.", "He refused to sign it.", False),
        ("They stopped her from leaving.", "They prevented her from leaving.", False),
        ("He has not yet fully signed it.", "He has signed it.", True),
        ("Not only the mayor signed it.", "The mayor signed it.", False),
        ("He signed it or not.", "He signed it.", False),
        ("The mayor said he would not.", "The mayor said he would.", True),
        ("He did not.", "He did.", False),
    ],
)
def test_denials_of_one_side_alone_are_found(claim: str, source: str, differ: bool) -> None:
    assert bool(denials(align(line(claim), line(source)))) is differ


@pytest.mark.parametrize(
    ("claim", "source", "against"),
    [
        ("All members left.", "Some members left.", [True]),
        ("All members left.", "Most of the members left.", [True]),
        ("More than 30 members left.", "Fewer than 30 members left.", [True]),
        ("The council is not only small.", "The council is only small.", [True]),
        ("Most members left.", "Members left.", [False]),
        ("Members left.", "Most members left.", [False]),
        ("Members left.", "Some members left.", []),
        ("It is the most liveable city.", "It is a liveable city.", []),
    ],
)
def test_amounts_of_one_side_alone_are_found(claim: str, source: str, against: list[bool]) -> None:
    found = amounts(align(line(claim), line(source)))
    assert [amount.against for amount in found][:1] == against


@pytest.mark.parametrize("text", ["They denied that", "At least", "if he wins", "Don't say"])
def test_what_limits_a_quote_is_seen(text: str) -> None:
    assert hedges(text)
    assert not hedges("The mayor said on Monday that")


@pytest.mark.parametrize(
    ("one", "other", "is_near", "is_opposite"),
    [
        ("agree", "agreement", True, False),
        ("China", "Chinese", True, False),
        ("Britain", "British", True, False),
        ("suffer", "experience", True, False),
        ("Austria", "Australia", False, False),
        ("Niger", "Nigeria", False, False),
        ("rise", "fall", False, True),
        ("lawful", "unlawful", False, True),
        ("wrote", "written", True, False),
        ("the", "then", False, False),
    ],
)
def test_words_of_one_meaning_and_of_the_opposite(
    one: str, other: str, is_near: bool, is_opposite: bool
) -> None:
    assert (stem(one) == stem(other) or near(stem(one), stem(other))) is is_near
    assert opposite(stem(one), stem(other)) is is_opposite
