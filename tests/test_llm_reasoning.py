"""Thoughts told from words in a reply that is being streamed."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assistant.llm.reasoning import Reasoning, ReasoningSplitter

PARTS = st.sampled_from(
    [
        "<think>",
        "</think>",
        "[THINK]",
        "[/THINK]",
        "<b>",
        "[1]",
        "a < b",
        "They met. ",
        "\n",
        "<",
        "th",
    ]
)


def split(*pieces: str) -> tuple[str, str, int]:
    """The words, the thoughts, and how often what was told before was recalled."""
    splitter = ReasoningSplitter()
    told = [item for piece in pieces for item in splitter.feed(piece)] + [*splitter.close()]
    thoughts = [item for item in told if isinstance(item, Reasoning)]
    words = "".join(item for item in told if isinstance(item, str))
    return words, "".join(one.text for one in thoughts), sum(one.recalls for one in thoughts)


def test_what_stands_between_tags_is_thought() -> None:
    assert split("<think>Hm.</think>They met.") == ("They met.", "Hm.", 0)
    assert split("<th", "ink>Hm.</", "think>They met.") == ("They met.", "Hm.", 0)
    assert split("One. <reasoning>Hm.</reasoning>Two.") == ("One. Two.", "Hm.", 0)
    assert split("Hm.</think>They met.") == ("Hm.They met.", "", 1)


def test_what_is_no_tag_is_said() -> None:
    text = "a < b, [1] and <thin air>"
    assert split(text) == (text, "", 0)


@given(st.lists(PARTS, max_size=30).map("".join), st.lists(st.integers(0, 100), max_size=8))
def test_it_makes_no_difference_in_what_pieces_a_reply_comes(reply: str, cuts: list[int]) -> None:
    pieces = [reply[one:other] for one, other in pairwise([0, *sorted(cuts), None])]
    assert split(*pieces) == split(reply)
