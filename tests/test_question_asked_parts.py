import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.asked_parts import asked_parts


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "What is the process for claims, and what papers are needed?",
            ["What is the process for claims?", "What papers are needed?"],
        ),
        ("Who won and by what margin?", []),
        (
            "Who won the race and by what margin?",
            ["Who won the race?", "By what margin?"],
        ),
        (
            "How many ships called, how many were late and what did they carry?",
            ["How many ships called?", "How many were late?", "What did they carry?"],
        ),
        (
            "How long does the lease run and may the tenant keep a dog?",
            ["How long does the lease run?", "May the tenant keep a dog?"],
        ),
        ("Who is ill? And where does he live?", ["Who is ill?", "Where does he live?"]),
        ("When prices rise, who gains?", []),
        ("When and where was he born?", []),
        ("What do cats and dogs eat?", []),
        ("Compare tea and coffee", []),
        ("", []),
    ],
)  # fmt: skip
def test_parts(question: str, parts: list[str]) -> None:
    assert asked_parts(question) == parts


@given(st.text(max_size=120))
def test_parts_are_none_or_several_questions(text: str) -> None:
    found = asked_parts(text)
    assert len(found) in (0, 2, 3, 4)
    assert all(part.endswith("?") and len(part.split()) > 2 for part in found)
