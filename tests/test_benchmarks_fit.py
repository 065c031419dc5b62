import json
from pathlib import Path

import pytest

from assistant.errors import AssistantError
from benchmarks import fit
from index.search import retrieval_weights as search_weights
from tests.question_set import SET

FITTED = {
    "DENSE": search_weights.DENSE,
    "FEEDBACK_TERMS_WEIGHT": search_weights.FEEDBACK_TERMS_WEIGHT,
    "FEEDBACK_VECTOR_WEIGHT": search_weights.FEEDBACK_VECTOR_WEIGHT,
}


@pytest.fixture
def few_values(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in fit.GRIDS:
        monkeypatch.setitem(fit.GRIDS, name, (0.1,))


@pytest.mark.usefixtures("few_values")
def test_every_fitted_weight_has_a_row_and_stays_as_it_was(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = vars(search_weights).copy()
    fit.main([str(SET), "--json"])
    assert vars(search_weights) == before
    *table, last = capsys.readouterr().out.splitlines()
    assert table[0].split() == ["shipped", "fitted", "first", "half", "second", "half"]
    rows = json.loads(last)
    assert {row["name"]: row["shipped"] for row in rows} == FITTED
    for row in rows:
        # Four documents: the ten best passages hold them all, whatever a weight is.
        assert row["fitted"] == row["shipped"]
        assert [row["first"], row["second"]] == [[1.0], [1.0]]
        assert row["equal"] == [value for value, *_ in row["tried"]] == [0.1, row["shipped"]]
        note = f"{row['name']}: the shipped value is kept; equal on the first half: 0.1, "
        assert f"{note}{row['shipped']}" in table


def test_the_best_value_is_fitted_where_the_shipped_one_is_worse(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search_weights, "DENSE", 0.75)
    row = fit.fit_ranking(lambda half: 1 - search_weights.DENSE - 0.1 * half, "DENSE")
    assert (row.shipped, row.fitted, row.equal) == (0.75, 0.5, (0.5,))
    assert (row.first, row.second) == ((0.5,), (0.4,))
    assert row.note == "DENSE: not as shipped; equal on the first half: 0.5"
    assert search_weights.DENSE == 0.5  # the next weight is fitted with it


def test_the_shipped_value_is_kept_where_the_best_is_hardly_better(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search_weights, "DENSE", 0.75)
    row = fit.fit_ranking(lambda _half: 0.9 - 0.02 * abs(search_weights.DENSE - 0.6), "DENSE")
    assert (row.fitted, row.equal) == (0.75, (0.5, 0.6, 0.7, 0.75))
    assert row.first == row.second == (0.9 - 0.02 * abs(0.75 - 0.6),)
    assert search_weights.DENSE == 0.75


def test_the_weights_are_restored_where_a_set_cannot_be_read(tmp_path: Path) -> None:
    before = search_weights.DENSE
    with pytest.raises(AssistantError, match="question set"):
        fit.fit([tmp_path], tmp_path)
    assert before == search_weights.DENSE
