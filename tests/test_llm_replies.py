"""A streamed reply: its words, and its sentences as soon as they are complete."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.llm.replies import ReplyParser
from assistant.types import Claim

PIECES = st.sampled_from(
    [
        *"aé .!?\n[]【】0123-–,;“”)…§。",
        "The ",
        "U.S.",
        "Mr. ",
        "Army",
        "\n\n",
        "[1]",
        "[2, 3]",
        "1. ",
        "- ",
        "talks went on ",
        "word " * 30,
    ]
)


def parsed(*pieces: str, passages: int = 3) -> list[str | Claim]:
    """All that a reply yields, in its order."""
    parser = ReplyParser(passages)
    return [*(item for piece in pieces for item in parser.feed(piece)), *parser.close()]


def claims(*pieces: str, passages: int = 3) -> list[Claim]:
    return [item for item in parsed(*pieces, passages=passages) if isinstance(item, Claim)]


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("They met [1]. They left.", [("They met.", (0,)), ("They left.", ())]),
        ("They met.[2] They left. [3]", [("They met.", (1,)), ("They left.", (2,))]),
        (
            "They met. [1] They left.[2]Gone.",
            [("They met.", (0,)), ("They left.", (1,)), ("Gone.", ())],
        ),
        ("Dar [2] met Wang [1, 2] there.", [("Dar met Wang there.", (1, 0))]),
        ("They met [1][2]; they left [ 1 ;3 ].", [("They met; they left.", (0, 1, 2))]),
        ("They met [1-3]. They left 【2】.", [("They met.", (0, 1, 2)), ("They left.", (1,))]),
        ("It cost 3.5 [1] million.", [("It cost 3.5 million.", (0,))]),
        ("[1] They met.", [("They met.", (0,))]),
        ("- One [1]\n- Two [2]", [("One", (0,)), ("Two", (1,))]),
        ("Two\nlines [1].", [("Two lines.", (0,))]),
        ("", []),
        (" [1] \n", []),
    ],
)
def test_a_sentence_comes_with_what_it_cites(
    reply: str, expected: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert [(claim.text, claim.cited) for claim in claims(reply)] == expected


def test_markers_of_passages_that_do_not_exist_are_dropped() -> None:
    assert claims("They met [0][4][99, 2] in 2025 [123456] [7-9].") == [
        Claim("They met in 2025.", (1,))
    ]


@given(st.lists(PIECES, max_size=40).map("".join), st.integers(0, 4))
def test_no_reply_cites_what_is_not_there_or_keeps_its_markers(reply: str, passages: int) -> None:
    for claim in claims(reply, passages=passages):
        assert set(claim.cited) <= set(range(passages))
        assert len(set(claim.cited)) == len(claim.cited)
        assert re.search(r"\w", claim.text)


@given(st.lists(PIECES, max_size=40).map("".join), st.lists(st.integers(0, 200), max_size=8))
def test_it_makes_no_difference_in_what_pieces_a_reply_comes(reply: str, cuts: list[int]) -> None:
    pieces = [reply[one:other] for one, other in pairwise([0, *sorted(cuts), None])]
    assert claims(*pieces) == claims(reply)


def test_a_sentence_is_whole_once_the_next_has_begun() -> None:
    parser = ReplyParser(2)
    seen: list[str | Claim] = []
    for letter in "They met. [2] Then they left. [1]":
        seen.extend(parser.feed(letter))
    met = seen.index(Claim("They met.", (1,)))
    assert "".join(item for item in seen[:met] if isinstance(item, str)) == "They met."
    assert [item for item in seen if isinstance(item, Claim)] == [Claim("They met.", (1,))]
    assert list(parser.close()) == [Claim("Then they left.", (0,))]


@pytest.mark.parametrize(
    "pieces",
    [
        ["They met ", "[1]. They left."],
        ["They met", " [", "1", "]", ". They", " left."],
        ["They met [1, ", "2]. They left."],
        list("They met [1]. They left."),
    ],
)
def test_a_marker_is_never_shown_while_it_comes(pieces: list[str]) -> None:
    assert (
        "".join(item for item in parsed(*pieces) if isinstance(item, str)) == "They met. They left."
    )


def test_what_is_no_marker_is_shown() -> None:
    assert "".join(item for item in parsed("They", " [sic", "] met.") if isinstance(item, str)) == (
        "They [sic] met."
    )


@pytest.mark.parametrize(
    ("reply", "kept"),
    [
        ("They met [1]. They then", ["They met."]),
        ("They met. They left. [2]", ["They met.", "They left."]),
        ("They met. “They left.” [2]", ["They met.", "“They left.”"]),
        ("They then", ["They then"]),
        ("They met. They left.\n—", ["They met.", "They left."]),
        ("", []),
    ],
)
def test_of_a_reply_that_was_cut_no_unfinished_sentence_is_kept(
    reply: str, kept: list[str]
) -> None:
    parser = ReplyParser(2)
    items = [*parser.feed(reply), *parser.close(cut=True)]
    assert [item.text for item in items if isinstance(item, Claim)] == kept
    assert [item.text for item in claims(reply) if isinstance(item, Claim)][: len(kept)] == kept
