"""`--from`: each line of a file is answered, or gets its error."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from tests.command import ANSWER_KEYS, MET, OFF, Run


@pytest.fixture(autouse=True)
def folder(desk: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder; the library is the one with the seed."""
    monkeypatch.setenv("ASSISTANT_DATA", str(desk.library.folder))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_ask_answers_a_file_of_questions_line_by_line(run: Run, folder: Path) -> None:
    asked: list[dict[str, Any]] = [
        {"id": "a", "question": MET},
        {"id": 7, "question": OFF},
        {
            "question": "And where did they meet?",
            "history": [
                {"role": "user", "content": "Who did Ishaq Dar meet?"},
                {"role": "assistant", "content": "He met Amir Khan Muttaqi."},
            ],
        },
    ]
    lines = "\ufeff" + "\n\n".join(json.dumps(line) for line in asked)
    (folder / "asked.jsonl").write_text(lines, encoding="utf-8")
    from_file = run("ask", "--from", "asked.jsonl", "--strict")
    assert (from_file.status, from_file.err) == (0, "")
    replies = [json.loads(line) for line in from_file.out.splitlines()]
    assert [reply["id"] for reply in replies] == ["a", 7, ""]
    assert [reply["question"] for reply in replies] == [line["question"] for line in asked]
    assert [reply["abstained"] for reply in replies[:2]] == [False, True]
    assert "Muttaqi" in replies[2]["receipt"]["question"]
    for reply in replies:
        assert reply.keys() >= ANSWER_KEYS
    piped = run("ask", "--from", "-", stdin=lines.replace("\ufeff", "").encode())
    assert [json.loads(line)["answer"] for line in piped.out.splitlines()] == [
        reply["answer"] for reply in replies
    ]


def test_a_line_that_can_t_be_used_is_reported_and_the_rest_go_on(run: Run) -> None:
    bad = [
        (b'{"question": 5, "id": "x"}', "x", '-, line 1 has no "question"'),
        (b"[1]", "", "-, line 2 is not a JSON object"),
        (b"nope", "", "-, line 3 is not JSON"),
        (b'{"question": "caf\xe9"}', "", "-, line 4 is not UTF-8 text"),
        (b'{"question": "\\ud800"}', "", "the question is not UTF-8 text"),
        (b'{"question": "q", "history": "h", "id": 2}', 2, '-, line 6: "history" is a list'),
        (b'{"question": "q", "history": ["h"]}', "", "a turn of the history is {"),
        (b'{"question": " "}', "", "the question is empty"),
        (b"[" * 100_000, "", "-, line 9 is not JSON"),
    ]
    good = json.dumps({"id": "last", "question": MET}).encode()
    done = run("ask", "--from", "-", stdin=b"\n".join([*(line for line, _, _ in bad), good]))
    assert done.status == 1
    *failures, last = [json.loads(line) for line in done.out.splitlines()]
    assert last["id"] == "last"
    assert not last["abstained"]
    for (_, identity, message), failure, line in zip(
        bad, failures, done.err.splitlines(), strict=True
    ):
        assert failure == {"id": identity, "error": line.removeprefix("assistant: ")}
        assert line.startswith(f"assistant: {message}")
