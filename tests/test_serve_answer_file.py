"""An answer as one HTML file: whole by itself, and nothing in it does anything."""

import pytest

from assistant.serve.answer_file import answer_file
from assistant.types import DirectAnswer
from tests.page_answers import ATTACKS, QUOTE, Shown, answered, attacking, declined


def test_it_holds_the_answer_with_its_quotes() -> None:
    html = answer_file(answered(direct=DirectAnswer("212 <centimetres>", "[1]", 5, 22)))
    assert html.startswith("<!doctype html>")
    text = html.partition("<main>")[2].partition("</main>")[0]
    shown = Shown(text)
    assert shown.harmless()
    for words in ("How much did the river rise?", "212 <centimetres> [1]", "the source says 212"):
        assert words in shown.text
    assert shown.text.count(QUOTE) == 2
    assert shown.all("a") == []
    assert "Nearest in the library" in answer_file(declined())


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_in_it_is_text(attack: str) -> None:
    text = answer_file(attacking(attack)).partition("<main>")[2].partition("</main>")[0]
    assert Shown(text).harmless()
