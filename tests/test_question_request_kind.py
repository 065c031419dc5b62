"""Kinds of request are told apart by how they are worded, and an ordinary question is no other."""

from collections import Counter
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.request_kind import request_kind

REQUESTS = Path(__file__).parent / "request_set" / "requests.txt"
PAIRS = [
    (kind.strip(), request.strip())
    for line in REQUESTS.read_text("utf-8").splitlines()
    if not line.startswith("#")
    for kind, _, request in [line.partition("|")]
]
TENTATIVE = {"of a document": "overview", "of items": "list"}


def told(request: str) -> set[str]:
    """The kind, or both that it may turn out to be."""
    found = request_kind(request)
    return {found.kind, TENTATIVE.get(found.form, found.kind)}


def test_the_requests_of_each_kind_are_told() -> None:
    all_of = Counter(kind for kind, _ in PAIRS)
    right = Counter(kind for kind, request in PAIRS if kind in told(request))
    assert {kind: right[kind] / count for kind, count in all_of.items() if kind} == pytest.approx(
        dict.fromkeys(all_of, 1.0), abs=0.05
    )


@pytest.mark.parametrize(
    ("request_", "subject"),
    [
        ("Could you please summarise the March minutes for me?", "the March minutes"),
        ("Tell me about Anna Lindt", "Anna Lindt"),
        ("Which articles mention İstanbul?", "i̇stanbul"),
        ("¿De qué trata el informe?", "el informe"),
        ("What do the papers say about the fire?", "the fire"),
        ("Name all the winners", "winners"),
        ("the newest on the tunnel", "the tunnel"),
    ],
)
def test_the_subject_is_what_is_asked_about(request_: str, subject: str) -> None:
    assert request_kind(request_).subject == subject


def test_what_a_follow_up_carries_over_joins_the_subject() -> None:
    found = request_kind("Summarise it (annual report)")
    assert (found.kind, found.subject) == ("overview", "it (annual report)")
    assert request_kind("Thanks (annual report)").subject == ""


@given(
    st.text(max_size=400)
    | st.lists(st.sampled_from(["what", "the", "of", ",", "is", "ok", "and"])).map(" ".join)
)
def test_any_text_has_a_kind_soon(text: str) -> None:
    started = perf_counter()
    assert request_kind(text).kind
    assert perf_counter() - started < 2


def test_courtesy_does_not_hide_a_question() -> None:
    assert request_kind("Hello, can you tell me when the shop opens?").kind == "question"
    assert request_kind("Thanks! Can you list the fees?").kind == "list"
