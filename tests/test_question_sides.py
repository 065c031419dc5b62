from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.sides import sides
from index.embed import load_embedder


def likeness(pairs: Sequence[tuple[str, str]]) -> list[float]:
    texts = list(dict.fromkeys(text for pair in pairs for text in pair))
    vectors = dict(zip(texts, load_embedder().embed(texts), strict=True))
    return [float(vectors[one] @ vectors[other]) for one, other in pairs]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("the rent of 2019 and 2020", ["the rent of 2019", "the rent of 2020"]),
        ("rent in Leeds and York", ["rent in Leeds", "rent in York"]),
        ("memo and bill about it", ["memo about it", "bill about it"]),
        ("the ferry and the night train", ["the ferry", "the night train"]),
        ("membership between 2018 and 2023", ["membership in 2018", "membership in 2023"]),
        ("revenue in 2024 than in 2023", ["revenue in 2024", "revenue in 2023"]),
        ("the new and the old rules", ["the new rules", "the old rules"]),
        ("Ito's and Lund's share of it", ["Ito's share of it", "Lund's share of it"]),
        ("old fares versus new fares", ["old fares", "new fares"]),
        ("Hall, Meyer and Ito", ["Hall", "Meyer", "Ito"]),
        ("plan A and plan B", ["plan A", "plan B"]),
        ("what Hall and Ito promised", ["what Hall promised", "what Ito promised"]),
        ("Oakham bigger than Melton", ["Oakham bigger", "Melton bigger"]),
        ("the two ministries", []),
        ("", []),
    ],
)  # fmt: skip
def test_what_is_asked_of_each_side(text: str, asked: list[str]) -> None:
    assert [side.asked for side in sides(text, likeness)] == asked


def test_a_side_is_called_by_its_own_words() -> None:
    found = sides("the toll according to the Herald and according to Wire News", likeness)
    assert [side.name for side in found] == ["Herald", "Wire News"]
    assert {side.shared for side in found} == {"the toll"}


def test_what_stands_for_a_word_of_the_other_side() -> None:
    found = sides("the rise the utility wanted and the one the council passed", likeness)
    assert found[1].asked == "the rise the council passed"


@given(st.text(max_size=80))
def test_there_are_no_sides_or_several(text: str) -> None:
    found = sides(text, lambda pairs: [1.0 for _ in pairs], 0.0)
    assert len(found) in (0, 2, 3, 4)
    assert len({side.name.lower() for side in found}) == len(found)
    assert all(side.asked for side in found)
