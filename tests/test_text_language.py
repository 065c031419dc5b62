"""Whether a text is taken for English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.language import language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who met in Beijing?", "en"),
        ("What did Zoë Müller say of the café?", "en"),
        ("Ishaq Dar Beijing", "en"),
        ("Torkham?", "en"),
        ("", "en"),
        ("340", "en"),
        ("¿Cuándo compró la línea el segundo ferry?", "und"),
        ("¿Quién se reunió con Wang Yi en Pekín?", "und"),
        ("Wann kaufte die Linie ihre zweite Fähre?", "und"),
        ("Когда договорились министры?", "und"),
        ("谁在北京会面", "und"),
    ],
)
def test_the_language_of_a_text(text: str, expected: str) -> None:
    assert language(text) == expected


@given(st.text(max_size=100))
def test_any_text_has_one_and_letter_case_does_not_matter(text: str) -> None:
    assert language(text) in {"en", "und"}
    assert language(text) == language(text.lower())
