"""A question and its answer as they are kept, and what of them is the history of the next."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from assistant.errors import LibraryError
from assistant.types import Answer, Turn

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Thumb = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """One question with its answer, and the user's thumb and note on it.

    `stopped` means that the user stopped it: the answer is what had come until then. `shared` is
    the token under which others may read it; empty: nobody else may.
    """

    id: int
    conversation: int
    asked: datetime
    answer: Answer
    thumb: Thumb | None = None
    note: str = ""
    stopped: bool = False
    shared: str = ""


def history(turns: Sequence[KeptTurn]) -> list[Turn]:
    """What was said, as the history of the next question, without questions left unanswered."""
    return [
        said
        for turn in turns
        if turn.answer.answer
        for said in (Turn("user", turn.answer.question), Turn("assistant", turn.answer.answer))
    ]


def answer_as_text(answer: Answer) -> str:
    """A whole answer, with its passages, as JSON: the page shows it again without a search."""
    return json.dumps(_answers().dump_python(answer, mode="json"), ensure_ascii=False)


@cache  # to build one takes longer than to read many answers
def _answers() -> "TypeAdapter[Answer]":
    from pydantic import TypeAdapter

    return TypeAdapter(Answer)


def turn_of_row(row: tuple[Any, ...]) -> KeptTurn:
    """A turn of its row in the file. Raises LibraryError for what another version kept."""
    from pydantic import ValidationError

    key, conversation, asked, text, thumb, note, stopped, shared = row
    try:
        # A later version's field must not be dropped without a word.
        answer = _answers().validate_json(text, extra="forbid")
    except ValidationError as error:
        first = error.errors()[0]
        reason = ": ".join([".".join(map(str, first["loc"])) or "answer", first["msg"]])
        raise LibraryError(f"Answer {key} was kept by another version: {reason}.") from error
    at = datetime.fromisoformat(asked)
    return KeptTurn(key, conversation, at, answer, thumb, note, bool(stopped), shared)
