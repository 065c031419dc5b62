"""Paragraphs, lists and tables, as text and in the terminal, in Markdown and in the page."""

from dataclasses import replace
from typing import Any

import pytest
from markdown_it import MarkdownIt

from assistant.answer_layout import Layout, answer_markdown_text, groups
from assistant.cli.terminal import format_answer
from assistant.history.answer_markdown import markdown
from assistant.history.footnoted_text import footnoted, text_pieces
from assistant.serve.page.answer_view import whole_answer
from assistant.serve.page.partial_answer import PartialAnswer
from assistant.serve.page.turn_view import streaming_turn
from assistant.types import Answer, Sentence, Update
from tests.page_answers import ATTACKS, Shown, answered, attacking, cited

COLUMNS = ("Year", "Level")


def placed(text: str, *place: Any, **more: Any) -> Sentence:
    return Sentence(f"{text} [1]", "supported", ("[1]",), "", (cited(),), Layout(*place, **more))


SENTENCES = (
    placed("It rose.", "paragraph", 0),
    placed("It fell.", "paragraph", 0),
    placed("mud", "item", 1, "1.", lead="It left:"),
    placed("It dried.", "item", 1, "1.", lead="It left:"),
    placed("sand", "item", 2, "-", 1, lead="It left:"),
    placed("2024 | 212", "row", 3, columns=COLUMNS),
    placed("2025 | 300", "row", 4, columns=COLUMNS),
    placed("It stopped.", "paragraph", 5),
)
TEXT = """It rose. [1] It fell. [1]

It left:
1. mud [1] It dried. [1]
   - sand [1]

Year | Level
--- | ---
2024 | 212 [1]
2025 | 300 [1]

It stopped. [1]"""


def laid_out(*sentences: Sentence) -> Answer:
    return answered(
        sentences=sentences, answer=answer_markdown_text(sentences), citations=(cited(),)
    )


def test_the_text_of_an_answer_is_markdown_of_its_blocks() -> None:
    assert answer_markdown_text(SENTENCES) == TEXT
    assert [len(group) for group in groups(SENTENCES)] == [1, 2, 2, 1]


def test_the_terminal_has_a_line_for_each_item_and_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    long = placed("word " * 20, "item", 9, "12.")
    shown = format_answer(laid_out(*SENTENCES, long))
    assert TEXT in shown
    assert "\n12. word" in shown
    assert "\n    word" in shown


def test_exported_markdown_has_lists_and_tables() -> None:
    shown = MarkdownIt("commonmark").enable("table").render(markdown(laid_out(*SENTENCES)))
    assert shown.count("<li>") == 2
    assert shown.count("<tr>") == 3
    assert "<td>212" not in shown.replace("<td>212 [^1]</td>", "")


def test_a_chat_client_gets_the_same_text_streamed() -> None:
    answer = laid_out(*SENTENCES)
    updates = [Update("write", sentence=one) for one in SENTENCES]
    streamed = "".join(text_pieces([*updates, Update("done", answer=answer)]))
    assert streamed == footnoted(answer)
    assert streamed.startswith(TEXT)


def test_the_page_has_lists_and_tables_each_part_with_its_mark() -> None:
    shown = Shown(whole_answer(laid_out(*SENTENCES), "t7"))
    items = [one for one in shown.all("li") if one.get("class")]  # the legend's have none
    assert [one.get("value") for one in items] == ["1", None]
    assert len(shown.all("tr", "sentence")) == 2
    assert len(shown.all("th")) == 2
    assert len(shown.all("a", "marker")) == len(SENTENCES)
    assert shown.harmless()


def test_a_list_is_a_list_while_it_streams_in() -> None:
    partial = PartialAnswer("What?", "write", sentences=list(SENTENCES[:4]), words="san")
    shown = Shown(streaming_turn(partial))
    assert len(shown.all("li")) == 1
    assert shown.text.endswith("san")
    kept = partial.answer("model")
    assert kept.answer.endswith("It dried. [1] san")
    assert "san" in Shown(whole_answer(kept, "t7")).text


def test_what_a_model_thought_is_folded() -> None:
    shown = Shown(whole_answer(answered(reasoning="It <b>rose</b>."), "t7"))
    assert len(shown.all("details", "reasoning")) == 1
    assert "It <b>rose</b>." in shown.text
    assert not Shown(whole_answer(answered(), "t7")).all("details")


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_in_a_layout_is_text(attack: str) -> None:
    columns = (attack, attack)
    item = placed(attack, "item", 1, "-", lead=attack)
    row = placed(f"{attack} | {attack}", "row", 2, columns=columns, lead=attack)
    made = replace(attacking(attack), sentences=(item, row), citations=(cited(),), reasoning=attack)
    made = replace(made, answer=answer_markdown_text(made.sentences))
    assert Shown(whole_answer(made, "t7")).harmless()
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown(made))
    assert not any(tag in html for tag in ("<script", "<img", "<svg", "<a "))
