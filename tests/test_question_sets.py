"""The question sets written for this project hold together: what they name is there."""

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from assistant.evaluate.questions import read_questions

HERE = Path(__file__).parent


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def plain(text: str) -> str:
    """A text's words on one line, tags aside."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def compact(text: str) -> str:
    return re.sub(r"\W", "", plain(text)).casefold()


STRUCTURED = HERE / "structured_set"
FIRST_DAY = HERE / "first_day_set"


@pytest.mark.parametrize("folder", [STRUCTURED, FIRST_DAY], ids=lambda folder: folder.name)
def test_questions_are_told_apart_and_name_documents_that_are_there(folder: Path) -> None:
    asked = lines(folder / "questions.jsonl")
    assert len({one["id"] for one in asked}) == len(asked) > 100
    names = {path.name for path in (folder / "documents").iterdir()}
    assert {name for one in asked for name in one["documents"]} == names


def test_the_evidence_of_structured_documents_stands_in_them() -> None:
    texts = {
        path.name: compact(path.read_text(encoding="utf-8"))
        for path in (STRUCTURED / "documents").iterdir()
    }
    for one in lines(STRUCTURED / "questions.jsonl"):
        assert one["answerable"] == bool(one["answers"]), one["id"]
        for evidence in one.get("evidence", []):
            assert any(compact(evidence) in texts[name] for name in one["documents"]), one["id"]


def test_eval_reads_the_structured_set() -> None:
    questions = read_questions(STRUCTURED)
    assert len(questions) == len(lines(STRUCTURED / "questions.jsonl"))


def test_what_a_first_day_answer_must_hold_stands_in_a_document() -> None:
    texts = {
        path.name: compact(path.read_text(encoding="utf-8"))
        for path in (FIRST_DAY / "documents").iterdir()
    }
    for one in lines(FIRST_DAY / "questions.jsonl"):
        if one["kind"] in ("talk", "cannot", "documents") or one["abstain"]:
            continue
        for wanted in one["must"]:
            choices = wanted if isinstance(wanted, list) else [wanted]
            held = any(compact(choice) in text for choice in choices for text in texts.values())
            assert held or one["kind"] == "yes_no", one["id"]


@pytest.mark.parametrize("name", ["pairs.jsonl", "questions.jsonl"])
def test_the_reader_set_has_each_line_once(name: str) -> None:
    held = lines(HERE / "reader_set" / name)
    assert len({one["id"] for one in held}) == len(held) > 200
    for one in held:
        if one.get("answer"):
            assert one["answer"] in one["passage"]
