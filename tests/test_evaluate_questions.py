"""Question sets read, and refused with the file and line of the fault."""

import json
from pathlib import Path

import pytest

from assistant.errors import AssistantError
from assistant.evaluate.questions import Question, read_questions
from assistant.types import Turn


def question_set(folder: Path, *lines: str) -> Path:
    (folder / "documents").mkdir()
    (folder / "documents" / "a.txt").write_text("A.")
    (folder / "questions.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_a_set_is_read_with_its_defaults(tmp_path: Path) -> None:
    turn = {"role": "user", "content": "hello"}
    lines = [
        json.dumps({"question": "Who?", "answers": ["A"], "documents": ["a.txt"], "type": "t"}),
        "",
        json.dumps(
            {"id": "x", "question": "And?", "history": [turn], "kind": "k", "answers": None}
        ),
    ]
    assert read_questions(question_set(tmp_path, *lines)) == [
        Question("line 1", "Who?", (), True, ("A",), ("a.txt",), (), "t"),
        Question("x", "And?", (Turn("user", "hello"),), False, (), (), (), "k"),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "no JSON from column 2"),
        ("[]", "JSON object with the field question"),
        ("{}", "question is missing or empty"),
        ('{"question": 3}', "question must be a string"),
        ('{"question": "q", "id": 3}', "id must be a string"),
        ('{"question": "q", "answerable": "yes"}', "answerable must be true or false"),
        ('{"question": "q", "answers": "a"}', "answers must be a list"),
        ('{"question": "q", "answers": [1]}', "answers must be a list of strings"),
        ('{"question": "q", "documents": ["b.txt"]}', r"no file .*b\.txt"),
        ('{"question": "q", "history": {}}', "history must be a list"),
        ('{"question": "q", "history": [{"role": "system", "content": ""}]}', "role .user or"),
        ('{"question": "q", "id": "first"}', "id 'first' was given before"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, line: str, reason: str) -> None:
    folder = question_set(tmp_path, '{"question": "q", "id": "first"}', line)
    with pytest.raises(AssistantError, match=rf"questions\.jsonl, line 2: .*{reason}"):
        read_questions(folder)


def test_a_folder_that_is_no_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AssistantError, match="needs a folder documents/"):
        read_questions(tmp_path)
    (tmp_path / "documents").mkdir()
    with pytest.raises(AssistantError, match=r"questions\.jsonl: No such file"):
        read_questions(tmp_path)
    (tmp_path / "questions.jsonl").write_bytes(b"\xff")
    with pytest.raises(AssistantError, match="is not UTF-8"):
        read_questions(tmp_path)
    (tmp_path / "questions.jsonl").write_text("\n")
    with pytest.raises(AssistantError, match="holds no questions"):
        read_questions(tmp_path)
