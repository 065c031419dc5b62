"""Wordings: compiled late, and matched as if they had been compiled at once."""

import re
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.wording import Wording, openings

PIECES = st.sampled_from(
    [
        "a",
        "ab",
        "(?:a|ba)",
        "(?:b )",
        "b?",
        "(?:a|b)?",
        "[ab]",
        "[(|]",
        r"\(",
        "|",
        "(?P<s>.+)",
        "b*",
    ]
)


@given(st.lists(PIECES, min_size=1, max_size=5), st.text("ab (|", max_size=6))
def test_what_fits_is_what_the_expression_fits(pieces: list[str], text: str) -> None:
    expression = "".join(dict.fromkeys(pieces))
    found = Wording(expression).match(text)
    assert bool(found) == bool(re.compile(expression).fullmatch(text))


@pytest.mark.parametrize(
    ("expression", "begins"),
    [
        ("how (?:big|large)", ("how",)),
        ("fasse? .+", ("fass",)),
        ("(?:is|are) there", ("is", "are")),
        ("(?:so )?what", ("",)),
        ("what is|who is", ("",)),
        ("what[|] is", ("",)),
    ],
)
def test_openings_are_read_off(expression: str, begins: tuple[str, ...]) -> None:
    assert openings(expression) == begins


def test_most_wordings_say_how_they_begin() -> None:
    text = resources.files("assistant.question").joinpath("request_wordings.txt").read_text("utf-8")
    lines = [line for line in text.partition("\n[")[2].splitlines() if line and line[0] != "["]
    assert sum("" not in openings(line) for line in lines) > len(lines) / 2
