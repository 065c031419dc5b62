"""Plain text → blocks."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from index.types import Block
from tests.blocks import blocks_of

PIECES = st.sampled_from(
    [
        *("3.2 A clause goes on\n", "TRAVEL\n", "=====\n", "- an item\n", "  1. a step\n", "\n"),
        *("Q: Why?\n", "A: So.\n", "[00:02:02] Lena Fuchs: No.\n", "Total   3   4\n", "> old\n"),
        *(
            "From: a\n",
            "Subject: b\n",
            "text that ends.\n",
            "31 December. Days\n",
            "\r\n",
            "\t",
            "x",
        ),
    ]
)


def kinds(text: str) -> list[tuple[str, str]]:
    return [
        (block.kind, " ".join(text[block.start : block.end].split())) for block in blocks_of(text)
    ]


def labels(text: str) -> list[str]:
    return [block.label for block in blocks_of(text)]


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES | st.text(max_size=20)).map("".join))
def test_blocks_tile_any_text(text: str) -> None:
    blocks = blocks_of(text)
    assert "".join(text[block.start : block.end] for block in blocks) == text
    assert all(before.end == after.start for before, after in pairwise(blocks))
    assert all(block.start < block.end for block in blocks)


def test_clauses_that_were_broken_by_hand() -> None:
    text = (
        "STAFF LEAVE RULES\n\n═══════\n2. YEARLY LEAVE\n═══════\n\n"
        "2.1 Each member of staff is entitled to 24 days of paid yearly\n    leave in a year.\n"
        "2.2 Up to 4 unused days may be carried over. Days above 4 lapse on\n    31 December.\n"
    )
    assert kinds(text) == [
        ("heading", "STAFF LEAVE RULES"),
        ("furniture", "═══════"),
        ("heading", "2. YEARLY LEAVE"),
        ("furniture", "═══════"),
        (
            "clause",
            "2.1 Each member of staff is entitled to 24 days of paid yearly leave in a year.",
        ),
        (
            "clause",
            "2.2 Up to 4 unused days may be carried over. Days above 4 lapse on 31 December.",
        ),
    ]
    assert labels(text)[-1] == "2.2"
    assert blocks_of(text)[-1].above == ("STAFF LEAVE RULES", "2. YEARLY LEAVE")


def test_questions_and_answers() -> None:
    assert kinds("Harbour Register: questions\n\n17. Which papers are required?\nForm N2.\n") == [
        ("heading", "Harbour Register: questions"),
        ("question", "17. Which papers are required?"),
        ("paragraph", "Form N2."),
    ]


def test_turns_of_a_transcript() -> None:
    text = (
        "Present: Ann Lee, Bo Ek\n\n[00:00:41] Ann Lee: Good evening.\n"
        "[00:02:02] Bo Ek: I am against it.\nDECISION: it waits.\n[00:03:00] Ann Lee: So be it.\n"
    )
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "turn", "turn", "paragraph", "turn"]
    assert labels(text)[1:3] == ["Ann Lee, 00:00:41", "Bo Ek, 00:02:02"]


def test_fields_are_no_turns() -> None:
    text = "Hammer: 37.00\nNails: 6.20\nTotal: 43.20\nPaid: by card\n"
    assert [kind for kind, _ in kinds(text)] == ["paragraph"] * 4


def test_a_list_with_its_lead() -> None:
    text = "2.1 The Keeper shall\n\n  (a) keep the goods dry;\n\n  (b) count them.\n"
    assert [kind for kind, _ in kinds(text)] == ["clause", "item", "item"]
    assert [block.lead for block in blocks_of(text)] == ["", *["2.1 The Keeper shall"] * 2]
    assert labels(text) == ["2.1", "(a)", "(b)"]


def test_columns_are_rows() -> None:
    text = "Item      Qty    Sum\n-----------\nSlates     160   376.00\nLead        14   434.00\n"
    head, rule, slates, lead = blocks_of(text)
    assert (head.kind, rule.kind) == ("furniture", "furniture")
    assert {slates.columns, lead.columns} == {("Item", "Qty", "Sum")}
    assert (slates.kind, slates.label) == ("row", "Slates")


def test_mail_headers_and_quoted_replies_are_furniture() -> None:
    text = "From: Ann\nTo: Bo\nSubject: The boat\n\nIt sails at noon.\n\n> When does it sail?\n"
    assert [kind for kind, _ in kinds(text)] == [*["furniture"] * 3, "paragraph", "furniture"]


def test_a_table_of_contents_is_furniture() -> None:
    text = "CONTENTS\n1  SCOPE\n2  TERMS\n\n1  SCOPE\n\nAll of it.\n\n2  TERMS\n\nSome of them.\n"
    found = kinds(text)
    assert found[1:3] == [("furniture", "1 SCOPE"), ("furniture", "2 TERMS")]
    assert ("heading", "1 SCOPE") in found


def test_an_article_is_paragraphs() -> None:
    text = (
        "Talks in Beijing\n\nBeijing, May 21, 2025: The ministers met on Wednesday.\n\n"
        "“We agreed,” said Wang Yi. 12 people were there.\n"
    )
    assert [kind for kind, _ in kinds(text)] == ["heading", "paragraph", "paragraph"]


def test_a_text_of_lines_is_one_block_a_line() -> None:
    assert len(blocks_of("Ann Lee\nHarbour Road 2\nMarl\n")) == 3


def test_an_empty_text_has_no_block() -> None:
    assert blocks_of("") == ()
    assert blocks_of(" \n") == (Block("paragraph", 0, 2),)


def test_bars_and_dots_in_running_text_are_no_columns() -> None:
    text = "Aug 9, 2021 ... | 1:15 PM EDT. What is the date of the game? It was in Tampa Bay, ...\n"
    assert [kind for kind, _ in kinds(f"Sport\n\nThe Post | 2021-08-09\n\n{text}")][1:] == [
        "paragraph",
        "paragraph",
    ]


def test_a_line_in_which_a_sentence_ends_is_no_heading() -> None:
    text = """News

The ferry to Skarn sailed again on Monday after a week of storms. The captain, Ove
Lind, said that the waves had been nine metres high. Tickets for the lost days are paid back.
"""
    assert [words for kind, words in kinds(text) if kind == "heading"] in (["News"], [])
