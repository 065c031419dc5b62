"""An answer as a Word document: its sentences, verdicts and quotes, whatever they hold."""

from io import BytesIO

import pytest
from docx import Document

from assistant.answer_layout import Layout
from assistant.history.answer_word import word_document
from assistant.types import DirectAnswer, Sentence
from tests.page_answers import ATTACKS, QUOTE, answered, attacking, declined


def lines(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(BytesIO(content)).paragraphs]


def test_it_has_the_direct_answer_the_sentences_and_the_quotes() -> None:
    direct = DirectAnswer("212 <centimetres>", "[1]", 5, 22)
    shown = lines(word_document(answered(direct=direct)))
    assert shown[:2] == ["How much did the river rise?", "212 <centimetres> [1]"]
    assert "It rose 300. [2] (partly: the source says 212)" in shown[2]
    assert "Quotes" in shown
    assert sum(QUOTE in line for line in shown) == 2


def test_lists_and_tables_are_lists_and_tables() -> None:
    head = Layout("item", 1, "-", lead="Agreed:")
    row = Layout("row", 3, columns=("Item", "2019"))
    sentences = (
        Sentence("Trade. [1]", "supported", layout=head),
        Sentence("Security. [1]", "unsupported", layout=Layout("item", 2, "-", lead="Agreed:")),
        Sentence("Revenue | 538 [1]", "supported", layout=row),
    )
    made = Document(BytesIO(word_document(answered(sentences=sentences))))
    styles = [one.style.name for one in made.paragraphs if one.style]
    assert styles.count("List Bullet") == 2
    (table,) = made.tables
    assert [[cell.text for cell in line.cells] for line in table.rows] == [
        ["Item", "2019"],
        ["Revenue", "538 [1]"],
    ]


def test_a_decline_says_what_was_searched_and_what_came_nearest() -> None:
    shown = lines(word_document(declined()))
    assert any("Searched for “the moon”" in line for line in shown)
    assert "Nearest in the library" in shown


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_documents_say_is_text(attack: str) -> None:
    assert lines(word_document(attacking(attack)))
