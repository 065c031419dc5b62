"""Judged answers make a question set that `assistant eval` reads."""

import json
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from assistant.app import Assistant
from assistant.cli.main import main
from assistant.errors import LibraryError
from assistant.evaluate.questions import read_questions
from assistant.history.conversations import Conversations
from assistant.history.feedback_set import write_feedback_set
from index.store.records import Record
from index.types import Source
from tests.page_answers import SOURCE, TEXT, answered, cited, declined

PDF = "desk/report.pdf"


class Shelf:
    """A library of two documents and one that could not be read."""

    @property
    def records(self) -> list[Record]:
        failed = Record(Source("desk/broken.pdf", "broken"), "", error="broken")
        return [Record(SOURCE, "1"), Record(Source(PDF, "Report"), "2"), failed]

    def text(self, name: str) -> str:
        return TEXT if name == SOURCE.name else f"The text of {name}"


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path / "conversations.sqlite")


def test_every_judged_answer_is_a_question_of_the_set(kept: Conversations, tmp_path: Path) -> None:
    talk = kept.start("One")
    lost = cited("[3]", document="desk/lost.txt")
    good = answered(question="One?", citations=(cited(), cited("[2]", document=PDF), lost))
    turns = [
        kept.keep(talk, good),
        kept.keep(talk, declined(question="Two?")),
        kept.keep(talk, answered(question="Three?")),
        kept.keep(talk, declined(question="Four?")),
    ]
    kept.keep(talk, answered(question="Not judged"))
    for turn, thumb in zip(turns, ("up", "up", "down", "down"), strict=True):
        kept.judge(turn, thumb, "why")  # type: ignore[arg-type]
    assert write_feedback_set(tmp_path / "set.zip", kept, Shelf()) == 4
    with ZipFile(tmp_path / "set.zip") as archive:
        archive.extractall(tmp_path / "set")
    read = read_questions(tmp_path / "set")
    assert [one.text for one in read] == ["One?", "Two?", "Three?", "Four?"]
    assert [one.answerable for one in read] == [True, False, False, True]
    assert read[0].documents == ("desk/report.pdf.txt", "desk/river.txt")
    assert [one.documents for one in read[1:]] == [(), (), ()]
    assert [one.group for one in read] == ["thumb up"] * 2 + ["thumb down"] * 2
    assert [turn.content for turn in read[1].history] == ["One?", good.answer]
    assert (tmp_path / "set" / "documents" / SOURCE.name).read_bytes() == TEXT.encode()


def test_a_file_that_can_not_be_written_is_reported(kept: Conversations, tmp_path: Path) -> None:
    kept.judge(kept.keep(kept.start("One"), replace(answered())), "up")
    with pytest.raises(LibraryError, match="can't be written"):
        write_feedback_set(tmp_path / "no" / "set.zip", kept, Shelf())


def test_the_command_reads_what_was_judged(
    desk: Assistant, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = Conversations(tmp_path / "conversations.sqlite")
    for question, thumb in (("Who met in Beijing?", "up"), ("Which planet is it?", "down")):
        turn = kept.keep(kept.start(question), desk.answer(question))
        kept.judge(turn, thumb)  # type: ignore[arg-type]
    write_feedback_set(tmp_path / "feedback.zip", kept, desk.library)
    assert main(["eval", str(tmp_path / "feedback.zip"), "--model", "quotes", "--json"]) == 0
    run = json.loads(capsys.readouterr().out)
    assert run["figures"]["thumb up"]["answered"] == 1.0
    assert run["figures"]["thumb up"]["recall_5"] == 1.0
    assert "thumb down" in run["figures"]


def test_a_damaged_zip_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "set.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("questions.jsonl", "{}" * 100)
    path.write_bytes(path.read_bytes().replace(b"{}{}", b"{}{-", 1))
    assert main(["eval", str(path), "--model", "quotes"]) == 1
    assert f"{path}: can't be unpacked" in capsys.readouterr().err
