"""How answers look in a terminal."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.cli.terminal import (
    format_answer,
    format_check,
    format_documents,
    format_outline,
    format_report,
    progress_bar,
)
from assistant.errors import one_line
from assistant.types import (
    REFUSAL,
    Answer,
    Check,
    Citation,
    Conflict,
    Receipt,
    Sentence,
    Side,
)
from index.sync.report import Progress, SyncReport
from index.types import Block

CITED = Citation(
    marker="[1]",
    document="desk/talks.pdf",
    title="The talks",
    published=date(2025, 5, 21),
    outlet="The Daily",
    page=2,
    heading="Beijing",
    start=10,
    end=35,
    quote="Ministers met\nin Beijing.",
    verdict="supported",
)
MET = Sentence("Ministers met in Beijing. [1]", "supported", ("[1]",), "", (CITED,))
ANSWER = Answer(
    question="Who met?",
    answer=MET.text,
    abstained=False,
    confidence=0.9,
    model="quotes",
    receipt=Receipt("Who met?", documents=3, passages=40),
    sentences=(MET,),
    citations=(CITED,),
)


@pytest.fixture(autouse=True)
def width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")


def test_an_answer_is_followed_by_its_sources() -> None:
    assert format_answer(ANSWER) == (
        "Ministers met in Beijing. [1]\n\n"
        "Sure that the library holds it.\n\n"
        "Sources:\n\n"
        "[1] The talks · The Daily · 2025-05-21 · page 2 · Beijing ·\n"
        "desk/talks.pdf · characters 10–35\n"
        "    “Ministers met in Beijing.”"
    )


def test_a_row_is_shown_with_its_labels_and_a_page_as_it_is_printed() -> None:
    row = replace(
        CITED,
        quote="Revenue | 538",
        page_label="iv",
        section="The talks › Sheet 2 › Revenue",
        labels=("Item", "2019"),
    )
    assert format_answer(replace(ANSWER, citations=(row,))).endswith(
        "[1] The talks · The Daily · 2025-05-21 · page iv (page 2 of\n"
        "the file) · Sheet 2 › Revenue · desk/talks.pdf · characters\n"
        "10–35\n"
        "    “Revenue | 538”\n"
        "    Item: Revenue | 2019: 538"
    )


def test_an_outline_has_a_line_for_each_block() -> None:
    text = "# Travel\n\n3.2 Fares are\npaid.\n\n\x1b[2Jred " + "far " * 99
    blocks = (
        Block("heading", 0, 10, 1),
        Block("clause", 10, 31, label="3.2", above=("Travel",)),
        Block("paragraph", 31, len(text), above=("Travel",)),
        Block("item", len(text), len(text), 1, label="3.2.1", above=("Travel " * 9,)),
    )
    lines = format_outline(text, blocks).splitlines()
    assert lines[:2] == [
        "   0–10  heading 1  # Travel",
        "  10–31  clause     [Travel › 3.2] 3.2 Fares are paid.",
    ]
    assert lines[2].startswith(f" 31–{len(text)}  paragraph  [Travel] [2Jred far")
    assert len(lines[2]) == 60
    assert "[…" in lines[3]
    assert lines[3].rstrip().endswith("Travel › 3.2.1]")
    assert lines[2].isprintable()
    assert format_outline("", ()) == ""


def test_a_source_says_nothing_twice_and_nothing_unknown() -> None:
    bare = replace(
        CITED, title="talks.pdf", document="talks.pdf", outlet=None, published=None, page=None
    )
    shown = format_answer(replace(ANSWER, citations=(replace(bare, heading=None),)))
    assert "\n[1] talks.pdf · characters 10–35\n" in shown


def test_what_is_not_supported_is_marked_and_explained() -> None:
    wrong = Sentence("They met in Kabul. [1]", "contradicted", ("[1]",), "the source says Beijing")
    vague = Sentence("They were glad.", "unsupported", (), "nothing says so")
    half = Sentence("They met early. [1]", "partly", ("[1]",), "nothing says “early”")
    shown = format_answer(
        replace(
            ANSWER,
            sentences=(MET, wrong, vague, half),
            notice="The reply was cut.",
            conflict=Conflict(
                "place", (Side("Beijing", ("[1]",)),), "Sources disagree: two say so."
            ),
        )
    )
    body, _, _ = shown.partition("\n\nSources:")
    paragraphs = [" ".join(part.split()) for part in body.split("\n\n")]
    assert paragraphs == [
        "Ministers met in Beijing. [1] They met in Kabul. [1] ✗ They were glad. ?"
        " They met early. [1] ~",
        "Sure that the library holds it.",
        "Sources disagree: two say so.",
        "Note: The reply was cut.",
        "✗ the source says Beijing: “They met in Kabul. [1]”",
        "? nothing says so: “They were glad.”",
        "~ nothing says “early”: “They met early. [1]”",
    ]


def test_an_abstention_shows_what_was_searched_and_the_nearest_quotes() -> None:
    receipt = Receipt(
        "Who met in Oslo?",
        documents=3,
        passages=40,
        since=date(2025, 1, 1),
        pattern="desk/*",
        reason="nothing was found",
        reports="a report of 2025-05-21",
    )
    declined = replace(
        ANSWER,
        answer=REFUSAL,
        abstained=True,
        receipt=receipt,
        sentences=(),
        citations=(),
        nearest=(CITED,),
    )
    refusal, searched, *nearest = format_answer(declined).split("\n\n")
    assert refusal == REFUSAL
    assert " ".join(searched.split()) == (
        "Searched for “Who met in Oslo?”: 3 documents, 40 passages (since 2025-01-01, in desk/*,"
        " only a report of 2025-05-21); nothing was found."
    )
    assert nearest[0] == "Nearest:"
    assert nearest[1].startswith("[1] The talks")
    empty = format_answer(replace(declined, nearest=()))
    assert "Nearest" not in empty


def test_no_text_of_documents_or_models_can_steer_the_terminal() -> None:
    texts = ("quote", "title", "document", "heading", "section")
    evil = "\x1b]0;owned\x07\x1b[2J\x9b31mred\r\x08\x7f\u202e\u2066"
    told: dict[str, Any] = dict.fromkeys(texts, evil)
    shown = format_answer(
        replace(
            ANSWER,
            sentences=(replace(MET, text=evil, verdict="partly", reason=evil),),
            citations=(
                replace(
                    CITED,
                    **told,
                    page_label=evil,
                    labels=(evil,),
                ),
            ),
            notice=evil,
        )
    )
    checked = format_check(Check((replace(MET, text=evil, reason=evil),)))
    entry: dict[str, Any] = {
        "document": evil,
        "title": evil,
        "published": None,
        "passages": 1,
        "characters": 1,
        "pages": None,
        "blocks": {},
        "copies": [],
        "warnings": [evil],
    }
    for text in (shown, checked, format_documents([entry]), one_line(ValueError(evil))):
        assert all(sign.isprintable() or sign == "\n" for sign in text)
        assert "red" in text


def test_a_name_with_a_line_break_makes_no_line_of_its_own() -> None:
    entry: dict[str, Any] = {
        "document": "a.txt\nb.txt",
        "title": "A\n9 documents.",
        "published": None,
        "passages": 1,
        "characters": 1,
        "pages": None,
        "blocks": {},
        "copies": [],
        "warnings": [],
    }
    assert format_documents([entry]) == (
        "a.txt b.txt\n    A 9 documents. (no date, 1 passage, 1 character)\n1 document."
    )


def test_a_check_gives_each_sentence_its_verdict_and_best_quote() -> None:
    wrong = Sentence(
        "They met in Kabul. [1]", "contradicted", ("[1]",), "it says Beijing", (CITED,)
    )
    assert format_check(Check((replace(MET, citations=()), wrong))) == (
        "✓ supported: Ministers met in Beijing. [1]\n\n"
        "✗ contradicted: They met in Kabul. [1]\n"
        "    it says Beijing\n"
        "[1] The talks · The Daily · 2025-05-21 · page 2 · Beijing ·\n"
        "desk/talks.pdf · characters 10–35\n"
        "    “Ministers met in Beijing.”"
    )


def test_a_report_counts_what_was_done() -> None:
    report = SyncReport(added=["a", "b"], removed=["c"], failed=[("d", "d: is empty")])
    assert format_report(report) == "2 added, 1 removed, 1 failed."
    assert format_report(SyncReport()) == "nothing to index."


def test_a_listing_has_pages_and_warnings() -> None:
    entry: dict[str, Any] = {
        "document": "desk/talks.pdf",
        "title": "The talks",
        "published": "2025-05-21",
        "published_from": "dateline",
        "passages": 12,
        "characters": 10_400,
        "pages": 3,
        "blocks": {"paragraph": 9, "heading": 2, "code": 1_200},
        "copies": ["mail/talks.pdf"],
        "warnings": ["page 2 has no text"],
    }
    assert format_documents([entry]) == (
        "desk/talks.pdf\n"
        "    The talks (2025-05-21 by its dateline, 12 passages, 10,400 characters, 3 pages,"
        " 2 headings, 1,200 code)\n"
        "    also mail/talks.pdf\n"
        "    ! page 2 has no text\n"
        "1 document."
    )
    assert format_documents([]) == "0 documents."


def test_lines_are_neither_too_short_nor_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    text = replace(ANSWER, sentences=(replace(MET, text="word " * 100),))
    for columns, expected in (("10", 40), ("70", 70), ("500", 100)):
        monkeypatch.setenv("COLUMNS", columns)
        longest = max(map(len, format_answer(text).splitlines()))
        assert expected - 5 < longest <= expected


def test_the_bar_shows_how_far_it_is_and_goes_away(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with progress_bar() as show:
        show(Progress(1, 4, 9))
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with progress_bar() as show:
        for done in (0, 1, 4):
            show(Progress(done, 4, 9 * done))
        show(Progress(0, 0, 0))
    start, quarter, full, none, gone = capsys.readouterr().err.split("\r\x1b[K")[1:]
    assert start.startswith(f"{'░' * 24} 0/4 files, 0 passages")
    assert quarter.startswith(f"{'█' * 6}{'░' * 18} 1/4 files, 9 passages, 0 s left")
    assert full.startswith(f"{'█' * 24} 4/4 files, 36 passages, 0 s")
    assert none.startswith(f"{'█' * 24} 0/0 files")
    assert gone == ""
