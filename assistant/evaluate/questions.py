"""A question set: a folder with `documents/` and `questions.jsonl`, read and checked."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import AssistantError
from assistant.types import Turn

DOCUMENTS = "documents"
QUESTIONS = "questions.jsonl"


@dataclass(frozen=True, slots=True)
class Question:
    """One line of a set. `documents` are paths below `documents/`; `group` is its kind or type."""

    id: str
    text: str
    history: tuple[Turn, ...] = ()
    answerable: bool = True
    answers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    conflicting_answers: tuple[str, ...] = ()
    group: str = ""


def read_questions(folder: Path) -> list[Question]:
    """The questions of the set in `folder`, in the order of the file.

    AssistantError names the file and line of what can't be used: a line that is no JSON object, a
    field of another type than it should have, a document that is not there, an id given twice.
    """
    path, documents = folder / QUESTIONS, folder / DOCUMENTS
    if not documents.is_dir():
        raise AssistantError(f"{folder}: a question set needs a folder {DOCUMENTS}/ in it")
    questions: dict[str, Question] = {}
    for number, line in _lines(path):
        where = f"{path}, line {number}"
        try:
            question = _question(json.loads(line), f"line {number}", documents)
        except json.JSONDecodeError as error:
            reason = f"no JSON from column {error.colno} on ({error.msg})"
            raise AssistantError(f"{where}: {reason}") from error
        except (TypeError, ValueError) as error:
            raise AssistantError(f"{where}: {error}") from error
        if question.id in questions:
            raise AssistantError(f"{where}: the id {question.id!r} was given before")
        questions[question.id] = question
    if not questions:
        raise AssistantError(f"{path}: holds no questions")
    return list(questions.values())


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "is not UTF-8"
        raise AssistantError(f"{path}: {reason}; a question set needs this file") from error
    # Not `splitlines`: a JSON string may hold line separators of Unicode.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line


def _question(fields: Any, default_id: str, documents: Path) -> Question:
    if not isinstance(fields, Mapping):
        raise TypeError("a question is a JSON object with the field question")
    text = _string(fields, "question")
    if not text.strip():
        raise ValueError("the field question is missing or empty")
    answers, names = _strings(fields, "answers"), _strings(fields, "documents")
    for name in names:
        if not (documents / name).is_file():
            raise ValueError(f"there is no file {documents / name}")
    answerable = fields.get("answerable", bool(answers or names))
    if not isinstance(answerable, bool):
        raise TypeError("the field answerable must be true or false")
    return Question(
        id=_string(fields, "id") or default_id,
        text=text,
        history=tuple(_history(fields)),
        answerable=answerable,
        answers=answers,
        documents=names,
        conflicting_answers=_strings(fields, "conflicting_answers"),
        group=_string(fields, "kind") or _string(fields, "type"),
    )


def _string(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise TypeError(f"the field {name} must be a string")
    return value


def _list(fields: Mapping[str, Any], name: str) -> list[Any]:
    value = fields.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise TypeError(f"the field {name} must be a list")
    return value


def _strings(fields: Mapping[str, Any], name: str) -> tuple[str, ...]:
    values = _list(fields, name)
    if not all(isinstance(value, str) for value in values):
        raise TypeError(f"the field {name} must be a list of strings")
    return tuple(values)


def _history(fields: Mapping[str, Any]) -> Iterator[Turn]:
    for turn in _list(fields, "history"):
        match turn:
            case {"role": "user" | "assistant" as role, "content": str(content)}:
                yield Turn(role, content)
            case _:
                raise ValueError(
                    "a turn of the history is an object with role (user or assistant) and content"
                )
