"""Answers and checks as the JSON that scripts rely on."""

from typing import Any

_KEYS = (
    *("id", "question", "answer", "direct", "kind", "abstained", "confidence", "model"),
    *(
        "notice",
        "conflict",
        "sentences",
        "citations",
        "passages",
        "nearest",
        "receipt",
        "usage",
        "timings",
    ),
    "reasoning",
)
"""An answer's keys in their order."""


def answer_json(answer: Any) -> dict[str, Any]:
    """An `Answer` as `assistant ask --json` prints it."""
    values = _json(answer)
    for sentence in values["sentences"]:
        del sentence["citations"]
    values["confidence"] = round(answer.confidence, 4)
    values["timings"] = {key: round(value, 1) for key, value in values["timings"].items()}
    values["passages"] = [passage_json(hit) for hit in answer.passages]
    return {key: values[key] for key in _KEYS}


def passage_json(hit: Any) -> dict[str, Any]:
    """A `Hit` as a passage with its place and score."""
    passage = hit.passage
    return {
        "document": passage.source.name,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "score": hit.score,
    }


def check_json(check: Any) -> dict[str, Any]:
    """A `Check` as `assistant check --json` prints it."""
    return {"id": check.id, "sentences": _json(check)["sentences"]}


def table_json(table: Any) -> dict[str, Any]:
    """A `DocumentTable` as `assistant table --json` prints it."""
    values = _json(table)
    for row in values["rows"]:
        for question, cell in zip(values["questions"], row["cells"], strict=True):
            cell["confidence"] = round(cell["confidence"], 4)
            cell["question"] = question
    return dict(values)


def _json(value: Any) -> Any:
    """A dataclass as JSON types: dataclasses as dicts, tuples as lists, dates as YYYY-MM-DD."""
    from pydantic import TypeAdapter

    return TypeAdapter(Any).dump_python(value, mode="json")
