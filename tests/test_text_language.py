"""Which language a text is taken for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.language import function_words, language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who met in Beijing?", "en"),
        ("What did Zoë Müller say of the café?", "en"),
        ("Ishaq Dar Beijing", "en"),
        ("Torkham?", "en"),
        ("", "en"),
        ("340", "en"),
        ("¿Cuándo compró la línea el segundo ferry?", "es"),
        ("¿Quién se reunió con Wang Yi en Pekín?", "es"),
        ("Wann kaufte die Linie ihre zweite Fähre?", "de"),
        ("Когда договорились министры?", "ru"),
        ("谁在北京会面", "zh"),
        ("駅はいつ開業しましたか", "ja"),
        ("시장은 언제 쉽니까?", "ko"),
        ("پارک کب بند ہوتا ہے؟", "ur"),
        ("متى تبدأ الدراسة؟", "ar"),
        ("Combien coute le parking a l'hopital ?", "fr"),
        ("Is war over in Gaza?", "en"),
        ("Did the men die in an accident on the Aar?", "en"),
        ("Rates die Linz", "en"),
    ],
)
def test_the_language_of_a_text(text: str, expected: str) -> None:
    assert language(text) == expected


@given(st.text(max_size=100))
def test_any_text_has_one_and_letter_case_does_not_matter(text: str) -> None:
    assert len(language(text)) in (2, 3)
    assert language(text) == language(text.lower())


def test_a_languages_own_words_that_join_and_ask_are_of_it() -> None:
    for code in ("es", "fr", "ar", "ur", "de", "ru"):
        words = sorted(function_words(code))
        assert language(" ".join(words)) == code
