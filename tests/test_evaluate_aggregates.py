"""Outcomes aggregated over groups of questions."""

import pytest

from assistant.evaluate.aggregates import aggregate_by_group
from tests.outcomes import outcomes


def test_the_aggregates_of_a_worked_example() -> None:
    groups = aggregate_by_group(outcomes())
    assert list(groups) == ["all", "known", "off"]
    aggregates = groups["all"]
    assert (aggregates["questions"], aggregates["answerable"]) == (6, 4)
    assert aggregates["answer_in_first_quote"] == 0.25
    assert aggregates["answer_in_3_quotes"] == 0.5
    assert aggregates["answer_shown_in_3"] == 0.75
    assert aggregates["answer_in_4_passages"] == 0.25
    assert aggregates["mrr"] == pytest.approx(1 / 12)
    assert (aggregates["answered"], aggregates["declined"]) == (0.75, 0.5)
    assert (aggregates["declined_or_marked"], aggregates["marked"]) == (1.0, 1 / 6)
    assert [groups[name]["marked"] for name in ("known", "off")] == [0.0, 0.5]
    assert aggregates["auroc"] == 0.75
    assert aggregates["declined_while_answering"] == {"90%": 0.5, "95%": 0.5, "97%": 0.5}
    assert aggregates["answered_while_declining"] == {"90%": 0.5, "95%": 0.5, "97%": 0.5}
    assert aggregates["exact_quotes"] == 1.0
    assert aggregates["milliseconds"]["total"] == {"median": 12.5, "p95": 12.5}
    assert groups["known"]["declined"] is None
    assert groups["known"]["auroc"] is None
    assert groups["off"]["auroc"] == 0.75
    assert groups["off"]["mrr"] is None
