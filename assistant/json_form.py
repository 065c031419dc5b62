"""Answers and checks as the JSON that scripts rely on."""

from typing import Any

_KEYS = (
    *("id", "question", "answer", "direct", "abstained", "confidence", "model", "notice"),
    *("conflict", "sentences", "citations", "passages", "nearest", "receipt", "usage", "timings"),
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
    values["passages"] = [
        {
            "document": hit.passage.source.name,
            "start": hit.passage.start,
            "end": hit.passage.end,
            "text": hit.passage.text,
            "score": hit.score,
        }
        for hit in answer.passages
    ]
    return {key: values[key] for key in _KEYS}


def check_json(check: Any) -> dict[str, Any]:
    """A `Check` as `assistant check --json` prints it."""
    return {"id": check.id, "sentences": _json(check)["sentences"]}


def _json(value: Any) -> Any:
    """A dataclass as JSON types: dataclasses as dicts, tuples as lists, dates as YYYY-MM-DD."""
    from pydantic import TypeAdapter

    return TypeAdapter(Any).dump_python(value, mode="json")
