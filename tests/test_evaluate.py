"""`assistant eval` on the small set: the real parts end to end, held above floors."""

import json
from pathlib import Path

import pytest

from assistant.app import Assistant
from assistant.cli.main import main
from assistant.errors import AssistantError, LibraryError
from assistant.evaluate import Evaluation, evaluate

SET = Path(__file__).parent / "seed_set"

FLOORS = {
    "recall_5": 1.0,
    "mrr": 0.9,
    "answer_in_4_passages": 1.0,
    "answer_shown_first": 0.8,
    "answer_shown_in_3": 0.95,
    "exact_quotes": 1.0,
    "both_sides": 1.0,
    "disagreement_said": 1.0,
}


def make(data: Path) -> Assistant:
    return Assistant(data=data, model="quotes")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def done() -> list[tuple[int, int]]:
    return []


@pytest.fixture(scope="module")
def evaluation(data: Path, done: list[tuple[int, int]]) -> Evaluation:
    def progress(asked: int, of: int) -> None:
        done.append((asked, of))

    return evaluate(SET, make, data=data, progress=progress)


@pytest.mark.parametrize(("figure", "floor"), FLOORS.items())
def test_no_figure_falls_below_its_floor(evaluation: Evaluation, figure: str, floor: float) -> None:
    assert evaluation.figures["all"][figure] >= floor


def test_what_the_library_is_not_about_is_declined(evaluation: Evaluation) -> None:
    assert evaluation.figures["off"]["declined"] == 1.0
    assert evaluation.figures["off"]["auroc"] >= 0.95


def test_every_question_is_asked_in_turn(
    evaluation: Evaluation, done: list[tuple[int, int]]
) -> None:
    lines = (SET / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    assert [each.id for each in evaluation.outcomes] == [json.loads(line)["id"] for line in lines]
    assert done == [(number, len(lines)) for number in range(1, len(lines) + 1)]
    assert evaluation.documents == 4
    assert (evaluation.set, evaluation.model, evaluation.failed) == ("seed_set", "quotes", ())
    for outcome in evaluation.outcomes:
        steps = outcome.milliseconds
        assert 0 < steps["retrieve"] <= steps["total"]


def small_set(folder: Path) -> Path:
    """One question of the set, on the seed alone."""
    (folder / "documents").mkdir(parents=True)
    seed = next((SET / "documents").glob("pakistan*"))
    (folder / "documents" / seed.name).write_bytes(seed.read_bytes())
    first = (SET / "questions.jsonl").read_text(encoding="utf-8").splitlines()[0]
    (folder / "questions.jsonl").write_text(first, encoding="utf-8")
    return folder


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


def test_a_data_folder_of_other_documents_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other" / "letters"
    other.mkdir(parents=True)
    (other / "a.txt").write_text("A letter of no consequence.")
    assistant = make(tmp_path / "data")
    assistant.index(other)
    assistant.library.close()
    with pytest.raises(AssistantError, match=r"data: holds documents from elsewhere \(letters/a"):
        evaluate(small_set(tmp_path / "small"), make, data=tmp_path / "data")


def test_what_the_index_cannot_do_is_told_as_the_library_s_error(tmp_path: Path) -> None:
    taken = tmp_path / "data"
    taken.write_text("a file")
    with pytest.raises(LibraryError, match="data folder"):
        evaluate(small_set(tmp_path / "small"), make, data=taken)


def test_a_document_that_cannot_be_read_is_told_and_the_rest_measured(tmp_path: Path) -> None:
    given = small_set(tmp_path / "small")
    (given / "documents" / "empty.txt").touch()
    evaluation = evaluate(given, make)
    assert evaluation.documents == 1
    assert [line.partition(":")[0] for line in evaluation.failed] == ["documents/empty.txt"]
    assert "not read: documents/empty.txt" in evaluation.table()
