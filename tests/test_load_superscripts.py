import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.load.superscripts import joined


@pytest.mark.parametrize(
    ("before", "raised", "expected"),
    [
        ("8,935", "2", "8,935"),
        ("83 190", "12", "83 190"),
        ("2021", "1,2", "2021"),
        ("in 12 %", "3", "in 12 %"),
        ("the committee", "4", "the committee"),
        ("It closed.", "[5]", "It closed."),
        ("Saturday", "*", "Saturday"),
        ("10", "6", "10⁶"),
        ("10", "−3", "10⁻³"),
        ("1.05", "10", "1.05¹⁰"),
        ("40 km", "2", "40 km²"),
        ("cubic metres, m", "3", "cubic metres, m³"),
        ("two metres", "2", "two metres²"),
        ("x", "n", "xⁿ"),
        ("the 19", "th", "the 19th"),
        ("le XVI", "e", "le XVIe"),
        ("412", "a", "412ᵃ"),
        ("", "1", "¹"),
        ("Holm", "TM", "HolmTM"),
    ],
)
def test_raised_characters(before: str, raised: str, expected: str) -> None:
    assert joined([(before, False), (raised, True)]) == expected


def test_what_is_raised_in_several_runs_is_one_mark() -> None:
    segments = [("8,935", False), ("1", True), (",", True), ("2", True), (" people", False)]
    assert joined(segments) == "8,935 people"


@given(st.integers(0, 10**9), st.integers(0, 999), st.booleans())
def test_no_raised_number_makes_another_of_the_number_before_it(
    number: int, raised: int, are_grouped: bool
) -> None:
    written = f"{number:,}" if are_grouped else str(number)
    text = joined([(f"It was {written}", False), (str(raised), True), (" of them.", False)])
    assert re.findall(r"[0-9][0-9,]*", text) == [written]
