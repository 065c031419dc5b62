"""Arguments of calls that can't be used are refused in one line."""

import re

import pytest

from assistant import Assistant, UsageError
from tests.seed_questions import MET


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"since": "May"}, "'May' is not a date: write it as YYYY-MM-DD"),
        ({"until": "2025-02-30"}, "'2025-02-30' is not a date"),
        ({"history": ["Hello"]}, 'a turn of the history is {"role": "user" or "assistant"'),
        ({"history": [{"role": "system", "content": "x"}]}, "a turn of the history is"),
        ({"history": [{"role": "user", "content": 5}]}, "a turn of the history is"),
        ({"question": " "}, "the question is empty"),
        ({"question": "x" * 8_001}, "the question has 8,001 characters"),
    ],
)
def test_arguments_that_can_t_be_used_are_refused(
    desk: Assistant, arguments: dict[str, object], message: str
) -> None:
    given: dict[str, object] = {"question": MET, **arguments}
    with pytest.raises(UsageError, match=re.escape(message)):
        desk.answer(**given)  # type: ignore[arg-type]
    with pytest.raises(UsageError):
        list(desk.stream(**given))  # type: ignore[arg-type]
