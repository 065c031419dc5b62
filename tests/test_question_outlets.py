import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.outlets import named

OUTLETS = [
    "The Harbour Herald",
    "The Post",
    "Courier",
    "Channel Six - Sport",
    "Channel Six - Health",
    "Planet | World News Leader",
    "Gazette.com",
]


def names(question: str) -> list[tuple[str, ...]]:
    return [found.outlets for found in named(question, OUTLETS)]


@pytest.mark.parametrize(
    ("question", "outlet"),
    [
        ("What does the harbour herald say?", "The Harbour Herald"),
        ("Does Harbour Herald’s article mention rice?", "The Harbour Herald"),
        ("Does 'The Post' agree?", "The Post"),
        ("According to the Post, who met?", "The Post"),
        ("a courier article on rice", "Courier"),
        ("Courier reports on rice", "Courier"),
        ("according to “courier”?", "Courier"),
        ("What did Planet find?", "Planet | World News Leader"),
        ("as the planet reported", "Planet | World News Leader"),
        ("What did Gazette say?", "Gazette.com"),
        ("What did gazette.com say?", "Gazette.com"),
        ("What did Channel Six - Health say?", "Channel Six - Health"),
    ],
)
def test_an_outlet_is_known_by_the_names_people_use(question: str, outlet: str) -> None:
    assert names(question) == [(outlet,)]


@pytest.mark.parametrize(
    "question",
    [
        "Who brought the post?",
        "Courier services in Peru?",
        "Who saved the Planet of Apes?",
        "How warm is the planet?",
        "What does the Tribune say?",
        "",
    ],
)
def test_common_words_are_no_outlets(question: str) -> None:
    assert names(question) == []


def test_a_name_that_fits_several_means_all_of_them() -> None:
    assert names("What did Channel Six say?") == [("Channel Six - Health", "Channel Six - Sport")]


def test_readers_call_an_outlet_by_the_last_of_its_words() -> None:
    outlets = {"Sollen Herald", "Morning Ledger"}
    found = list(named("Do the Herald and the Ledger agree?", outlets))
    assert [one.outlets for one in found] == [("Sollen Herald",), ("Morning Ledger",)]


def test_outlets_come_in_order_with_their_places() -> None:
    question = "Did the Post and The Harbour Herald disagree?"
    found = list(named(question, OUTLETS))
    assert [question[one.start : one.end] for one in found] == ["the Post", "The Harbour Herald"]


@given(st.text(), st.lists(st.text()))
def test_any_text_and_any_outlets(question: str, outlets: list[str]) -> None:
    for found in named(question, outlets):
        assert 0 <= found.start < found.end <= len(question)
        assert set(found.outlets) <= set(outlets)
