"""`assistant eval`: what it prints, saves and compares."""

import json
from pathlib import Path

import pytest

from assistant.cli.main import main
from tests.question_set import small_set


def test_the_command_prints_keeps_and_compares(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given, kept = small_set(tmp_path / "small"), tmp_path / "run.json"
    shared = ["eval", str(given), "--model", "quotes", "--data", str(tmp_path / "data")]
    assert main([*shared, "--save", str(kept)]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("small: 1 documents, ")
    assert printed.err == ""
    assert main([*shared, "--against", str(kept)]) == 0
    assert "1 questions                   better  worse" in capsys.readouterr().out
    assert main([*shared, "--against", str(kept), "--json"]) == 0
    run = json.loads(capsys.readouterr().out)
    assert run["against"]["losers"] == []
    assert run["outcomes"][0]["id"] == json.loads(kept.read_text())["outcomes"][0]["id"]
    assert main([*shared, "--json"]) == 0
    assert "against" not in json.loads(capsys.readouterr().out)


def test_questions_are_counted_in_a_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    given = small_set(tmp_path / "small")
    assert main(["eval", str(given), "--model", "quotes", "--data", str(tmp_path / "data")]) == 0
    assert "1/1 questions" in capsys.readouterr().err
