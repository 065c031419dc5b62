import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.load.outline import outlined
from index.load.text_layout import layout_blocks
from index.statements import WHOLE
from index.sync.split import PASSAGE_CHARACTERS, split
from index.text.sentences import SENTENCE_CHARACTERS, block_sentences, sentences
from index.types import Block, Document, Passage, Source

PIECES = st.one_of(
    st.text(),
    st.text("aB1.!?…。\"'”) \t\n\r-•é語", max_size=60),
    st.sampled_from(["Mr. ", "U.S. ", "\r\n", "\n\n", ". The ", "1) ", "- ", "x" * 700, "\u2028"]),
    st.integers(1, 1500).map(lambda count: "word " * (count // 5)),
)
TEXTS = st.lists(PIECES, max_size=20).map("".join)

WRAPPED = (
    "The foreign ministers of the three countries met in the Chinese capital on\n"
    "Wednesday and agreed to take the corridor on to Kabul, a spokesman said. They\n"
    "will meet again in August.\n"
)


def said(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def passages(text: str, size: int = PASSAGE_CHARACTERS) -> list[Passage]:
    blocks = outlined(text, tuple(layout_blocks(text)))
    return split(Document(Source("a.txt", "A"), text, blocks), size)


@pytest.mark.parametrize("title", ["Messrs.", "Mme.", "Insp.", "Supt.", "Revd.", "Sens.", "Brig."])
def test_a_title_ends_no_sentence(title: str) -> None:
    text = f"The deed was written by {title} Holt in May."
    assert said(f"{text} It was long.") == [text, "It was long."]


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_every_character_but_white_space_is_in_one_sentence(text: str) -> None:
    spans = sentences(text)
    covered = [place for start, end in spans for place in range(start, end)]
    assert len(covered) == len(set(covered))
    assert {i for i, each in enumerate(text) if not each.isspace()} <= set(covered)


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_sentences_are_trimmed_ordered_and_not_too_long(text: str) -> None:
    spans = sentences(text)
    for start, end in spans:
        assert text[start:end] == text[start:end].strip() != ""
        assert end - start <= SENTENCE_CHARACTERS
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@settings(max_examples=50, deadline=None)
@given(TEXTS, st.integers(1, 1500))
def test_passages_tile_their_text(text: str, size: int) -> None:
    found = passages(text, size)
    assert "".join(passage.text for passage in found) == (text if text.strip() else "")
    place = 0
    for passage in found:
        assert (passage.start, passage.text) == (place, text[passage.start : passage.end])
        assert passage.text.strip()
        place = passage.end


@settings(max_examples=50, deadline=None)
@given(TEXTS, st.integers(SENTENCE_CHARACTERS, 1500))
def test_passages_keep_to_their_size_and_to_sentences(text: str, size: int) -> None:
    blocks = outlined(text, tuple(layout_blocks(text)))
    starts = {
        block.start + start
        for block in blocks
        for start, _ in block_sentences(text[block.start : block.end])
    }
    for number, passage in enumerate(passages(text, size)):
        whole = any(block.kind != "paragraph" for block in passage.blocks)
        assert len(passage.text.strip()) <= max(size, WHOLE) if whole else size
        assert number == 0 or passage.start in starts


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_no_item_row_or_clause_is_cut(text: str) -> None:
    blocks = outlined(text, tuple(layout_blocks(text)))
    cuts = {passage.start for passage in passages(text)}
    for block in blocks:
        if block.kind not in ("paragraph", "code", "furniture"):
            length = len(text[block.start : block.end].strip())
            inside = [cut for cut in cuts if block.start < cut < block.start + length]
            assert length > WHOLE or not inside


def test_a_list_stays_with_what_introduces_it_and_an_answer_with_its_question() -> None:
    filler = "Something was said here that fills the page. " * 12
    items = "".join(f"- item {number}\n" for number in range(4))
    listed = f"{filler}\n\nThese services need none:\n\n{items}"
    assert [each.text.strip() for each in passages(listed)][1].startswith("These services")
    asked = f"{filler}\n\nQ: What does it cost?\nA: It is free.\n"
    assert [each.text.strip() for each in passages(asked)][1].startswith("Q: What")


def test_a_passage_holds_the_blocks_that_it_is_made_of() -> None:
    (found,) = passages("TRAVEL\n\n3.2 Trains are paid for.\n")
    assert [(block.kind, block.label, block.above) for block in found.blocks] == [
        ("heading", "", ()),
        ("clause", "3.2", ("TRAVEL",)),
    ]


def test_a_document_without_blocks_is_one_paragraph() -> None:
    (found,) = split(Document(Source("a.txt", "A"), "One. Two."))
    assert found.blocks == (Block("paragraph", 0, 9),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four… Five.", ["One.", "Two!", "Three?", "Four…", "Five."]),
        ("Mr. Wang met Gen. Munir. They spoke.", ["Mr. Wang met Gen. Munir.", "They spoke."]),
        ("The U.S. Senate voted. It passed.", ["The U.S. Senate voted.", "It passed."]),
        ("He lives in the U.S. The talks go on.", ["He lives in the U.S.", "The talks go on."]),
        ("It rose 4.2 percent, i.e. Little.", ["It rose 4.2 percent, i.e. Little."]),
        ("At 5 p.m. on Jan. 3 it closed.", ["At 5 p.m. on Jan. 3 it closed."]),
        ("“Really?” he asked. “Yes.”", ["“Really?” he asked.", "“Yes.”"]),
        ("He said “No.” She left.", ["He said “No.”", "She left."]),
        ("It ended (at last.) Then rain.", ["It ended (at last.)", "Then rain."]),
        ("Wait... what? No ... yes.", ["Wait... what?", "No ... yes."]),
        ("One. ¿Dos?", ["One.", "¿Dos?"]),
        ("会谈结束。双方同意！“好。”然后", ["会谈结束。", "双方同意！", "“好。”", "然后"]),
        ("TALKS IN BEIJING\nThey met.", ["TALKS IN BEIJING", "They met."]),
        ("Needs:\nsalt\nwater", ["Needs:", "salt\nwater"]),
        ("- salt\n- water\n1) milk\n2. tea", ["- salt", "- water", "1) milk", "2. tea"]),
        ("No stop here\n\nnor here", ["No stop here", "nor here"]),
        ("A stop.\n\nlower goes on", ["A stop.", "lower goes on"]),
        ("One.\r\nTwo\r\n\r\nthree", ["One.", "Two", "three"]),
        ("", []),
        (" \r\n\t ", []),
    ],
)
def test_sentences_by_example(text: str, expected: list[str]) -> None:
    assert said(text) == expected


def test_a_wrapped_line_goes_on() -> None:
    first, second = said(WRAPPED)
    assert first.startswith("The foreign")
    assert first.endswith("a spokesman said.")
    assert second == "They\nwill meet again in August."


def test_a_wrapped_line_that_ends_in_an_abbreviation_goes_on() -> None:
    line = "The talks were opened by the chief of the general staff of the army, Gen.\n"
    assert said(line + "Munir. He spoke.") == [line + "Munir.", "He spoke."]


def test_an_item_after_a_wide_line_is_a_sentence() -> None:
    line = "The delegations spoke of several matters, and these were agreed upon at once"
    assert said(f"{line}\n• trade\n• visas") == [line, "• trade", "• visas"]


def test_a_long_line_without_punctuation_is_cut_at_white_space() -> None:
    text = "word " * 400
    pieces = said(text)
    assert all(len(piece) <= SENTENCE_CHARACTERS for piece in pieces)
    assert " ".join(pieces).split() == text.split()


def test_a_word_without_end_is_cut_anyhow() -> None:
    assert said("x" * 1200) == ["x" * 500, "x" * 500, "x" * 200]


def test_passages_are_balanced() -> None:
    sentence = "This sentence is made so that it has fifty letters. "
    lengths = [len(passage.text) for passage in passages(sentence * 21)]
    assert lengths == [520, 572]


def test_no_small_rest_is_left_where_sentences_are_long() -> None:
    text = " ".join("X" + "y" * 423 + "." for _ in range(4))
    assert [len(each.text.strip()) for each in passages(text)] == [851, 851]
    text = " ".join("X" + "y" * 508 + "." for _ in range(4))
    assert [len(each.text.strip()) for each in passages(text)] == [510] * 4


def test_short_paragraphs_are_put_together() -> None:
    paragraph = "A short paragraph of text. " * 4
    found = passages("\n\n".join([paragraph.strip()] * 12))
    assert [passage.text.count("short") for passage in found] == [20, 20, 8]


def test_a_paragraph_is_not_cut_where_two_fit_apart() -> None:
    first, second = ("Something was said here. " * 25).strip(), ("And then more. " * 40).strip()
    assert [each.text.strip() for each in passages(f"{first}\n\n{second}")] == [first, second]


@pytest.mark.parametrize("unit", [".", " ", "\n", " \n", "\r\n", ".”", "a. ", "[", "。", "-\n"])
def test_time_grows_with_the_text_alone(unit: str) -> None:
    def seconds(count: int) -> float:
        text = "x" + unit * count + "x"
        started = time.perf_counter()
        passages(text)
        return time.perf_counter() - started

    assert seconds(100_000) < 20  # quadratic, it would be an hour
