"""The metrics against examples worked by hand, and against their own definitions."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluate import metrics

SCORES = st.lists(st.integers(0, 10).map(lambda tenth: tenth / 10), min_size=1, max_size=30)
SHARES = st.sampled_from([0.0, 0.1, 0.5, 0.9, 0.95, 0.97, 1.0])


@pytest.mark.parametrize(("k", "share"), [(1, 0.0), (2, 1 / 3), (3, 1 / 3), (4, 2 / 3), (9, 2 / 3)])
def test_recall_counts_the_relevant_found(k: int, share: float) -> None:
    assert metrics.recall(["x", "a", "y", "b"], ["a", "b", "c"], k) == pytest.approx(share)


def test_nothing_relevant_is_no_figure() -> None:
    assert metrics.recall(["a"], [], 5) is None
    assert metrics.reciprocal_rank(["a"], []) is None
    assert metrics.ndcg(["a"], [], 10) is None


def test_reciprocal_rank_looks_at_the_first_relevant_alone() -> None:
    assert metrics.reciprocal_rank(["x", "y", "b", "a"], {"a", "b"}) == pytest.approx(1 / 3)
    assert metrics.reciprocal_rank(["x"], {"a"}) == 0


def test_ndcg_of_a_worked_example() -> None:
    found = 1 / math.log2(3) + 1 / math.log2(5)
    best = 1 + 1 / math.log2(3) + 1 / math.log2(4)
    assert metrics.ndcg(["x", "a", "y", "b"], ["a", "b", "c"], 10) == pytest.approx(found / best)


def test_ndcg_is_one_for_the_best_order_even_of_more_than_fit() -> None:
    assert metrics.ndcg(["a", "b"], ["a", "b", "c"], 2) == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("The Café’s “menu”,  an À-la-carte one!", "café menu à la carte one"),
        ("$1,234.50 in the U.S.", "123450 in us"),
        ("1990–95", "1990 95"),
        ("Theatre", "theatre"),
        ("…", ""),
    ],
)
def test_normalise(text: str, normal: str) -> None:
    assert metrics.normalise(text) == normal


@pytest.mark.parametrize(
    ("text", "answers", "found"),
    [
        ("It was played in TAMPA, Florida.", ["Tampa Florida"], True),
        ("Some 2,014 people came", ["14"], False),
        ("Some 2,014 people came", ["2014"], True),
        ("between 2010-2014", ["2014", "1999"], True),
        ("Dar's visit", ["Dar"], True),
        ("anything", ["", "the"], False),
        ("anything", [], False),
    ],
)
def test_contains_answer(text: str, answers: list[str], found: bool) -> None:
    assert metrics.contains_answer(text, answers) is found


def test_auroc_of_a_worked_example() -> None:
    # Of the six pairs four are in order, one is tied and one is reversed.
    assert metrics.auroc([0.9, 0.5], [0.5, 0.1, 0.6]) == pytest.approx(4.5 / 6)
    assert metrics.auroc([], [0.1]) is None
    assert metrics.auroc([0.1], []) is None


@given(SCORES, SCORES)
def test_auroc_is_the_share_of_pairs_in_order(
    positives: list[float], negatives: list[float]
) -> None:
    pairs = [(high > low) + (high == low) / 2 for high in positives for low in negatives]
    assert metrics.auroc(positives, negatives) == pytest.approx(sum(pairs) / len(pairs))


@pytest.mark.parametrize(("percent", "value"), [(0, 1), (50, 2.5), (95, 3.85), (100, 4)])
def test_percentile_of_a_worked_example(percent: float, value: float) -> None:
    assert metrics.percentile([4, 1, 3, 2], percent) == pytest.approx(value)
    assert metrics.percentile([], percent) is None


def test_mean_leaves_out_what_is_not_there() -> None:
    assert metrics.mean([1, None, 0]) == pytest.approx(0.5)
    assert metrics.mean([None]) is None


def test_the_sweep_of_a_worked_example() -> None:
    known, unknown = [0.9, 0.8, 0.7, 0.2], [0.75, 0.6, 0.1, 0.1]
    assert metrics.threshold_answering(known, 0.75) == 0.7
    assert metrics.declined_while_answering(known, unknown, 0.75) == 0.75
    assert metrics.declined_while_answering(known, unknown, 1) == 0.5
    assert metrics.answered_while_declining(known, unknown, 0.75) == 0.75
    assert metrics.answered_while_declining(known, unknown, 1) == 0.5


def test_an_empty_side_gives_no_threshold() -> None:
    assert metrics.declined_while_answering([], [0.5], 0.9) is None
    assert metrics.declined_while_answering([0.5], [], 0.9) is None
    assert metrics.answered_while_declining([0.5], [], 0.9) is None


@given(SCORES, SHARES)
def test_thresholds_keep_their_share_and_no_better_one_does(
    scores: list[float], share: float
) -> None:
    answering = metrics.threshold_answering(scores, share)
    assert answering in scores
    assert sum(score >= answering for score in scores) / len(scores) >= share - 1e-9
    assert sum(score > answering for score in scores) / len(scores) < max(share, 1e-9)

    declining = metrics.threshold_declining(scores, share)
    assert declining is not None
    assert sum(score < declining for score in scores) / len(scores) >= share - 1e-9
