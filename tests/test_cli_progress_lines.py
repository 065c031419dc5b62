"""An index run's progress for programs."""

import json

import pytest

from assistant.cli.progress_lines import progress_lines
from index.sync.report import Progress


def test_each_line_says_how_far_it_is_and_how_long_it_takes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with progress_lines(every=0) as show:
        show(Progress(0, 4, 0))
        show(Progress(2, 4, 9))
        show(Progress(4, 4, 20))
    written = capsys.readouterr()
    first, second, last = (json.loads(line)["progress"] for line in written.err.splitlines())
    assert (first["files"], first["seconds_left"]) == (0, None)
    assert second["passages"] == 9
    assert second["seconds_left"] == pytest.approx(second["seconds"], abs=0.1)
    assert last["seconds_left"] == 0
    assert written.out == ""


def test_a_short_run_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_lines() as show:
        show(Progress(1, 4, 3))
    assert capsys.readouterr() == ("", "")
