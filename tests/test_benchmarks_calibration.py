import json
from pathlib import Path

import numpy as np
import pytest

from assistant.answering import answering_weights
from benchmarks import calibration
from tests.question_set import SET


def test_it_prints_how_sure_and_how_often_right(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    calibration.main([str(SET), "--data", str(tmp_path), "--json"])
    *table, last = capsys.readouterr().out.splitlines()
    report = json.loads(last)
    assert report["shipped"] == {
        name: getattr(answering_weights, name) for name in calibration.NAMES
    }
    assert table[0].split() == list(calibration.NAMES)
    for row in report["calibration"]:
        assert 0 <= row["error"] <= 1
        assert all(0 <= each["answerable"] <= 1 for each in row["bins"])
    halves = [sum(b["questions"] for b in row["bins"]) for row in report["calibration"]]
    assert halves[:2] == halves[2:]


def test_the_regression_finds_the_weights_that_made_the_data() -> None:
    draw = np.random.default_rng(5)
    x = np.c_[draw.random((20_000, 3)), np.ones(20_000)]
    made = np.array([1.5, 2.0, -1.0, -0.5])
    y = (draw.random(len(x)) < calibration.probability(x, made)).astype(float)
    w = np.full(len(x), 1 / 100)
    found = calibration.regression(x, y, w)
    assert found == pytest.approx(made, abs=0.2)
    assert calibration.error(calibration.tenths(found, x, y)) < 0.02
    assert calibration.error(calibration.tenths(3 * found, x, y)) > 0.05
