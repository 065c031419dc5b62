"""An evaluation of the small set: the real parts end to end, the metrics above floors."""

import json
from pathlib import Path

import pytest

from assistant.app import Assistant
from assistant.errors import AssistantError, LibraryError
from assistant.evaluate import Evaluation, evaluate
from tests.question_set import SET, small_set

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
    def count(asked: int, of: int) -> None:
        done.append((asked, of))

    return evaluate(SET, make, data=data, on_question=count)


@pytest.mark.parametrize(("metric", "floor"), FLOORS.items())
def test_no_metric_falls_below_its_floor(evaluation: Evaluation, metric: str, floor: float) -> None:
    assert evaluation.aggregates["all"][metric] >= floor


def test_what_the_library_is_not_about_is_declined(evaluation: Evaluation) -> None:
    assert evaluation.aggregates["off"]["declined"] == 1.0
    assert evaluation.aggregates["off"]["auroc"] >= 0.95


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


def test_a_data_folder_of_other_documents_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other" / "letters"
    other.mkdir(parents=True)
    (other / "a.txt").write_text("A letter of no consequence.")
    assistant = make(tmp_path / "data")
    assistant.index(other)
    assistant.library.close()
    with pytest.raises(AssistantError, match=r"data: holds documents from elsewhere \(letters/a"):
        evaluate(small_set(tmp_path / "small"), make, data=tmp_path / "data")


def test_what_the_index_cannot_do_is_a_library_error(tmp_path: Path) -> None:
    taken = tmp_path / "data"
    taken.write_text("a file")
    with pytest.raises(LibraryError, match="data folder"):
        evaluate(small_set(tmp_path / "small"), make, data=taken)


def test_a_document_that_cannot_be_read_is_reported_and_the_rest_measured(tmp_path: Path) -> None:
    given = small_set(tmp_path / "small")
    (given / "documents" / "empty.txt").touch()
    evaluation = evaluate(given, make)
    assert evaluation.documents == 1
    assert [line.partition(":")[0] for line in evaluation.failed] == ["documents/empty.txt"]
    assert "not read: documents/empty.txt" in evaluation.table()
