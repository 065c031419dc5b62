"""A streamed reply: its words, and its sentences as soon as they are complete."""

import re
from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.llm.replies import ReplyParser
from assistant.types import Claim

PIECES = st.sampled_from(
    [
        *("# ", "**", "| a | b |\n", "|---|---|\n", "```\n", "> ", "* ", "\n\n- ", "Sources:\n"),
        *("(1)", "[^1]", "[^1]: a\n", "¹", "(Passage 2)", "Passage 1 says that ", "According to "),
        *("[1](u)", '{"answer": "', "Sure! ", "Yes. ", "<sup>1</sup>", "The council said:\n"),
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


MET = [("They met.", (0,)), ("They left.", (1,))]


@pytest.mark.parametrize(
    "reply",
    [
        "They met.[^1] They left.[^2]\n\n[^1]: The first wire\n[^2]: Passage 2, page 3",
        "They met (1). They left (2).",
        "They met. (1) They left. (2)",
        "They met【1†source】. They left【2†L3-L5】.",
        "They met [1](https://example.org/a?b=c). They left [2](#two).",
        "They met [[1]]. They left [[2]](https://example.org).",
        "They met.¹ They left.²",
        "They met¹. They left².",
        "They met<sup>1</sup>. They left <cite>2</cite>.",
        "They met \\[1\\]. They left \\[2\\].",
        "They met^1^. They left^[2].",
        "They met (Passage 1). They left (see passage 2).",
        "They met [Passage 1]. They left [Source: 2].",
        "They met [doc_1]. They left [citation:2].",
        "They met [1, p. 4]. They left [2: page 5].",
        "They met $^{1}$. They left ([2](#two)).",
        "As per [1], they met. Per passage 2, they left.",
        "<answer><sentence>They met [1].</sentence> <sentence>They left [2].</sentence></answer>",
        "They met [1]. They left [2].\n\nPassages used: [1], [2]",
        "According to Passage [1], they met. According to passage 2, they left.",
        "Passage 1 states that they met. Passage 2 also notes that they left.",
        "As mentioned in passage 1, they met. They left, according to passage 2.",
        "Based on the provided documents, they met [1]. The documents state that they left [2].",
        "Sure! They met [1].\n\nThey left [2].\n\nI hope this helps!",
        "Certainly! Here is the answer based on the passages:\n\nThey met [1]. They left [2].",
        "They met [1]. They left [2]. Let me know if you have any further questions.",
        "**Answer:** They met [1]. They left [2].",
        "Answer: They met [1]. They left [2].",
        "# Summary\n\nThey met [1].\n\n## Details\n\nThey left [2].",
        "They **met** [1]. *They left* [2].",
        "```\nThey met [1]. They left [2].\n```",
        "```markdown\nThey met [1].\n\nThey left [2].\n```",
        "> They met [1].\n> They left [2].",
        "<answer>They met [1]. They left [2].</answer>",
        "They met [1]. They left [2].\n\n**Sources:**\n[1] The wire, 2025\n[2] The Daily",
        "They met [1]. They left [2].\n\nReferences\n\n1. The wire\n2. The Daily",
        "They met [1]. They left [2].\n\nSources: [1], [2]",
        '{"answer": "They met [1]. They left [2]."}',
        '```json\n{"question": "Who?", "answer": "They met [1]. They left [2]."}\n```',
        '{"facts": [{"text": "They met.", "source": 1}, {"text": "They left.", "source": [2]}]}',
        'Here is the JSON:\n{"response": "They met [1]. They left [2].", "confidence": 0.9}',
    ],
)
def test_the_same_is_read_out_of_every_form(reply: str) -> None:
    for pieces in ([reply], list(reply)):
        found = [(claim.text, claim.cited) for claim in claims(*pieces)]
        assert found == MET


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("- They met [1]\n- They left [2]", [("-", 0), ("-", 0)]),
        ("1. They met [1].\n2. They left [2].", [("1.", 0), ("2.", 0)]),
        ("1) They met [1].\n\n2) They left [2].", [("1.", 0), ("2.", 0)]),
        ("* They met [1]\n    * They left [2]", [("-", 0), ("-", 1)]),
        ("Here are the main points:\n\n• They met [1]\n• They left [2]", [("-", 0), ("-", 0)]),
    ],
)
def test_a_list_stays_a_list_and_its_numbers_are_no_sentences(
    reply: str, expected: list[tuple[str, int]]
) -> None:
    found = claims(reply)
    assert [(one.text.rstrip("."), one.cited) for one in found] == [
        ("They met", (0,)),
        ("They left", (1,)),
    ]
    assert [(one.layout.mark, one.layout.level) for one in found] == expected
    assert len({one.layout.block for one in found}) == 2


def test_an_item_is_weighed_with_the_line_that_leads_to_it() -> None:
    first, second, last = claims("The board refused:\n- a barn [1]\n- a well [2]\n\nIt met [3].")
    assert (first.text, first.said) == ("The board refused: a barn", "a barn")
    assert (second.text, second.layout.lead) == ("The board refused: a well", "The board refused:")
    assert (last.text, last.layout.lead, last.cited) == ("It met.", "", (2,))


@pytest.mark.parametrize(
    "table",
    [
        "| Year | Level | Source |\n|---|---|---|\n| 2024 | 212 | [1] |\n| 2025 | 300 | 2 |",
        "| Year | Level |\n|:--|--:|\n| 2024 | 212 [1] |\n| **2025** | 300 (Passage 2) |",
        "Year | Level\n--- | ---\n2024 | 212 [1]\n2025 | 300 [2]",
    ],
)
def test_a_table_stays_a_table(table: str) -> None:
    for pieces in ([table], list(table)):
        first, second = claims(*pieces)
        assert (first.text, first.said, first.cited) == ("2024, Level: 212", "2024 | 212", (0,))
        assert (second.said, second.cited) == ("2025 | 300", (1,))
        assert first.layout.kind == "row"
        assert first.layout.columns == ("Year", "Level")


@pytest.mark.parametrize(
    "said",
    [
        "The field covers 12 m² and 3 km².",
        "The reasons are (1) cost and (2) time.",
        "It was founded in 1998 (12 years later it closed).",
        "The invoice names Document 12 of the annex.",
        "They met [sic] there.",
        "It cost 5 * 3 dollars, in snake_case.",
        "He said: “We met.”",
        "According to the mayor, they met.",
        "In the report of 2024, the council said so.",
        "The documents were burnt by the ministry.",
    ],
)
def test_what_only_looks_like_a_mark_or_talk_is_kept(said: str) -> None:
    assert [claim.text for claim in claims(said)] == [said]


@pytest.mark.parametrize(
    "reply",
    [
        "Sure!",
        "I hope this helps!",
        "The provided passages do not mention when they met.",
        "I cannot answer this question based on the documents.",
        "Based on the context:",
        "What did they agree on?",
    ],
)
def test_talk_is_no_claim(reply: str) -> None:
    assert claims(reply) == []


def test_a_yes_goes_with_the_sentence_that_shows_it() -> None:
    (claim,) = claims("Yes. They met in Beijing [1].")
    assert (claim.text, claim.said) == ("They met in Beijing.", "Yes. They met in Beijing.")
    assert [claim.text for claim in claims("No [1].")] == ["No."]


@pytest.mark.parametrize(
    "loop",
    [
        "It rose. ",
        "again ",
        "[1]",
        "[[",
        "((",
        "* a ",
        "| a | b |\n",
        "- x\n",
        "passage 1 and ",
        "¹",
    ],
)
def test_a_loop_is_read_in_time_linear_in_its_length(loop: str) -> None:
    def seconds(length: int) -> float:
        text = (loop * length)[:length]
        started = perf_counter()
        parsed(*(text[at : at + 4] for at in range(0, length, 4)))
        return perf_counter() - started

    seconds(1000)
    assert seconds(20_000) < 12 * seconds(4_000) + 0.5


def test_what_is_said_again_and_again_is_said_once() -> None:
    parser = ReplyParser(2)
    assert len([one for one in parser.feed("It rose [1]. It fell. " * 9) if one]) > 0
    assert parser.loops
    assert [claim.text for claim in claims("It rose. " * 50)] == ["It rose."]
