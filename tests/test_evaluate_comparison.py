"""Two runs compared: improvements, regressions, and runs that can't be read."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import AssistantError
from assistant.evaluate import compare, read_run
from tests.outcomes import evaluation, outcomes


def test_a_comparison_finds_improvements_and_regressions() -> None:
    before = outcomes()
    after = [
        replace(before[0], quote_rank=2, document_rank=None, quotes=("Something\nelse.",)),
        replace(before[1], quote_rank=1),
        *before[2:5],
        replace(before[5], declined=True),
    ]
    comparison = compare(evaluation(*before).to_dict(), evaluation(*after).to_dict())
    assert comparison.shared == 6
    assert comparison.counts["answer in first quote"] == (1, 1)
    assert comparison.counts["answer in 3 quotes"] == (0, 0)
    assert comparison.counts["document rank"] == (0, 1)
    assert comparison.counts["answered or declined rightly"] == (1, 0)
    (regression,) = comparison.regressions
    assert regression.aspects == ("answer in first quote", "document rank")
    table = comparison.table()
    assert "before: The bridge opened in 1990.\n  after:  Something else." in table
    assert "not compared" not in table
    assert "… and 1 more" in comparison.table(limit=0)
    assert json.loads(json.dumps(comparison.to_dict()))["losers"][0]["id"] == "1"


def test_questions_of_one_run_alone_are_counted() -> None:
    before, after = outcomes()[:3], outcomes()[1:5]
    comparison = compare(evaluation(*before).to_dict(), evaluation(*after).to_dict())
    assert (comparison.shared, comparison.only_before, comparison.only_after) == (2, 1, 2)
    assert "not compared: 1 before, 2 after" in comparison.table()


def test_a_saved_run_is_read_again(tmp_path: Path) -> None:
    saved = tmp_path / "run.json"
    evaluation().save(saved)
    assert read_run(saved) == json.loads(json.dumps(evaluation().to_dict()))
    with pytest.raises(AssistantError, match=r"gone.json: .*not saved"):
        evaluation().save(tmp_path / "gone" / "gone.json")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"outcomes": [{"id": "1"}]}', '{"outcomes": 3}'])
def test_what_is_no_saved_run_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "run.json"
    file.write_text(text)
    with pytest.raises(AssistantError, match=r"run\.json: is not a run"):
        read_run(file)


def test_a_missing_run_is_reported(tmp_path: Path) -> None:
    with pytest.raises(AssistantError, match=r"none\.json: No such file"):
        read_run(tmp_path / "none.json")
