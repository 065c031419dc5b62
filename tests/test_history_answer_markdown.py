"""An answer as Markdown: a footnote for each citation, and no markup but its own."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.history.answer_markdown import escaped, footnote, markdown
from assistant.types import Conflict, Sentence, Side
from tests.quoted import QUOTE, START, answered, cited


def test_markdown_has_a_footnote_for_each_marker() -> None:
    text = markdown(answered(cited()))
    assert "They agreed on trade. [^1]" in text
    assert f"[^1]: {escaped(footnote(cited()))}" in text
    assert "Talks, page 2, " in text
    assert "desk/wires/talks.txt" in text


def test_markdown_marks_what_is_not_supported() -> None:
    made = answered(cited())
    wrong = Sentence("They met in Rome.", "contradicted", reason="the source says Oslo, not Rome")
    alone = Sentence("It rained.", "unsupported")
    text = markdown(replace(made, sentences=(*made.sentences, wrong, alone)))
    assert "They agreed on trade. [^1] They met in Rome." in text
    assert "They met in Rome. *(contradicted: the source says Oslo, not Rome)*" in text
    assert "It rained. *(unsupported)*" in text


def test_a_footnote_says_what_is_known() -> None:
    dated = replace(cited(), published=date(2025, 5, 21), outlet="The Desk", page=None)
    assert footnote(dated) == (
        f"“{QUOTE}” Talks, The Desk, 21 May 2025, desk/wires/talks.txt,"
        f" characters {START}–{START + len(QUOTE)}"
    )


def test_a_footnote_says_a_row_with_its_labels_and_where_it_stands() -> None:
    row = replace(
        cited(),
        quote="Revenue | <b>",
        page_label="iv",
        section="Sheet 2 › Revenue",
        labels=("Item", "*2019*"),
    )
    assert footnote(row).startswith(
        "“Revenue | <b>” (Item: Revenue | *2019*: <b>) Talks, page iv (page 2 of the file),"
        " Sheet 2 › Revenue, desk/wires/talks.txt, "
    )
    assert r"\*2019\*: \<b\>" in markdown(answered(row))


def test_markdown_of_an_abstention_and_a_disagreement() -> None:
    side = Side("one", ("[1]",))
    made = replace(
        answered(cited()),
        abstained=True,
        citations=(),
        nearest=(cited(),),
        notice="Not found.",
        conflict=Conflict("number", (side, side), "Sources disagree."),
    )
    text = markdown(made)
    assert "Nearest in the library:" in text
    assert "Searched for “”: 1 document, 1 passage." in text
    assert "**Sources disagree.**" in text
    assert "*Not found.*" in text
    assert "[^1]" not in text


@pytest.mark.parametrize(
    "attack",
    [
        "![x](https://example.org/beacon.png)",
        "[click](javascript:alert(1))",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "https://example.org/x",
        "www.example.org",
        "# heading",
        "    code",
        "[^1]: not ours",
        "&lt;b&gt;",
        "- item",
        "12. item",
        "===",
        "mail@example.org",
    ],
)
def test_markdown_of_an_attack_is_text(attack: str) -> None:
    from markdown_it import MarkdownIt

    shown = MarkdownIt("commonmark", {"html": True}).render(escaped(attack))
    words = attack.strip().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert shown == f"<p>{words}</p>\n"
