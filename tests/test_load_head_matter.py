"""Bylines are furniture, fields are blocks of their own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.load.head_matter import without_head_matter
from index.load.text_layout import layout_blocks
from index.types import Block

MEMO = """Memo

Place: Dock Street
Contact: Ada Moor, Head of Works
Deadline: 3 February 2025

We move to Dock Street on 1 May. Bring your keys.
"""


def kinds(text: str) -> list[tuple[str, str]]:
    found = without_head_matter(text, list(layout_blocks(text)))
    return [(block.kind, text[block.start : block.end].strip()) for block in found]


def test_each_field_is_a_block() -> None:
    start, end = MEMO.index("Place"), MEMO.index("\nWe move")
    found = list(without_head_matter(MEMO, [Block("paragraph", start, end)]))
    assert [(each.kind, MEMO[each.start : each.end]) for each in found] == [
        ("paragraph", "Place: Dock Street\n"),
        ("paragraph", "Contact: Ada Moor, Head of Works\n"),
        ("paragraph", "Deadline: 3 February 2025\n"),
    ]


@pytest.mark.parametrize(
    "byline",
    [
        "Harbour Courier, 14 January 2025. By Lorne Tibb",
        "The Verge, 2023-09-26",
        "By Jane Doe | 6 October 2023",
    ],
)
def test_a_byline_is_furniture(byline: str) -> None:
    found = kinds(f"Bridge closed at once\n\n{byline}\n\nThe bridge was closed on Friday at noon.")
    assert ("furniture", byline) in found


@pytest.mark.parametrize(
    "line",
    [
        "Version 1.4, in force from 1 March 2021",
        "The council met on Monday. It voted for the bridge.",
        "Note: the bridge is closed.",
    ],
)
def test_what_says_something_is_not(line: str) -> None:
    found = kinds(f"The title\n\n{line}\n\nThe bridge is closed on Friday.")
    assert ("furniture", line) not in found


@given(st.text(alphabet="Ab:*\n .,1-By", max_size=200))
def test_the_blocks_still_cover_the_same_words(text: str) -> None:
    blocks = list(layout_blocks(text))
    found = list(without_head_matter(text, blocks))
    assert "".join(text[b.start : b.end] for b in found) == "".join(
        text[b.start : b.end] for b in blocks
    )


@pytest.mark.parametrize("date", ["28 January 2025\n\n", "\n28 January 2025\n\n", ""])
def test_an_outlet_and_its_day_stand_above_the_headline(date: str) -> None:
    story = "The dispute is settled. The duty falls from 18 to 6 percent, both ministers said."
    found = kinds(f"Morning Ledger\n{date}TIMBER DISPUTE: DUTY CUT\n\n{story}\n\nIt rained.\n")
    above = [("furniture", "28 January 2025")] if date else []
    assert found == [
        ("furniture", "Morning Ledger"),
        *above,
        ("heading", "TIMBER DISPUTE: DUTY CUT"),
        ("paragraph", story),
        ("paragraph", "It rained."),
    ]
