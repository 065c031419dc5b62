"""The sides of a comparison, each with what it shares with the others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.sides import sides


@pytest.mark.parametrize(
    ("subject", "rest", "named"),
    [
        ("the rent of 2019 and 2020", "", ["the rent of 2019", "the rent of 2020"]),
        ("the two oldest and the newest", "", ["the two oldest", "the newest"]),
        ("rent in Leeds and York", "", ["rent in Leeds", "rent in York"]),
        ("memo and bill about it", "", ["memo about it", "bill about it"]),
        ("the ferry", " from the train", ["the ferry", "the train"]),
        ("membership", " between 2018 and 2023", ["membership in 2018", "membership in 2023"]),
        ("revenue in 2024", "than in 2023", ["revenue in 2024", "revenue in 2023"]),
        ("the rent", " in Leeds and York", ["the rent in Leeds", "the rent in York"]),
        ("Ito's and Lund's share of it", "", ["Ito's share of it", "Lund's share of it"]),
        ("old fares versus new fares", "", ["old fares", "new fares"]),
        ("Hall, Meyer and Ito", "", ["Hall", "Meyer", "Ito"]),
        ("the two ministries", "", []),
        ("", "", []),
    ],
)  # fmt: skip
def test_sides(subject: str, rest: str, named: list[str]) -> None:
    assert sides(subject, rest) == named


@given(st.text(max_size=80), st.text(max_size=40))
def test_there_are_no_sides_or_several(subject: str, rest: str) -> None:
    assert len(sides(subject, rest)) in (0, 2, 3, 4)
