from datetime import date

import pytest

from assistant.answering.citations import JudgedSentence, citation, sentences_of, texts_of
from assistant.types import Citation, Claim, Quote, Verdict
from assistant.verify import Judgement
from index.types import Block, Passage, Source

TEXT = "Page one ends.\nMinisters met in Beijing. They agreed\non trade. They left."
SOURCE = Source(
    "papers/talks.pdf",
    "The talks",
    sha256="ab12",
    published=date(2025, 5, 21),
    outlet="The Daily",
    page_starts=(0, 15),
    headings=((15, "Talks"),),
)
PASSAGE = Passage(SOURCE, 15, len(TEXT), TEXT[15:])


def quote(words: str) -> Quote:
    start = TEXT.index(words)
    return Quote(PASSAGE, start, start + len(words), words)


MET, AGREED = quote("Ministers met in Beijing."), quote("They agreed\non trade.")


def test_each_distinct_quote_has_one_marker_in_the_order_of_the_answer() -> None:
    both = Judgement("supported", "", (AGREED, MET))
    sentences, citations = sentences_of(
        [
            JudgedSentence("They agreed.", both),
            JudgedSentence("They met.", Judgement("partly", "no day", (MET,))),
            JudgedSentence("They won.", Judgement("unsupported", "nothing", ())),
        ]
    )
    assert [sentence.text for sentence in sentences] == [
        "They agreed. [1][2]",
        "They met. [2]",
        "They won.",
    ]
    assert [sentence.markers for sentence in sentences] == [("[1]", "[2]"), ("[2]",), ()]
    assert [sentence.verdict for sentence in sentences] == ["supported", "partly", "unsupported"]
    assert [sentence.reason for sentence in sentences] == ["", "no day", "nothing"]
    assert [(one.marker, one.quote) for one in citations] == [
        ("[1]", AGREED.text),
        ("[2]", MET.text),
    ]
    assert sentences[0].citations == citations


@pytest.mark.parametrize(
    ("verdicts", "shown"),
    [
        (("partly", "supported"), "supported"),
        (("supported", "partly"), "supported"),
        (("contradicted", "partly"), "partly"),
        (("contradicted", "unsupported"), "contradicted"),
    ],
)
def test_a_citation_has_the_best_verdict_of_its_sentences(
    verdicts: tuple[Verdict, Verdict], shown: Verdict
) -> None:
    weighed = [
        JudgedSentence("It was said.", Judgement(verdict, "", (MET,))) for verdict in verdicts
    ]
    _, (only,) = sentences_of(weighed)
    assert only.verdict == shown


def test_a_citation_tells_where_its_quote_stands() -> None:
    told = citation("[1]", AGREED, "supported")
    assert (told.document, told.title, told.outlet) == (
        "papers/talks.pdf",
        "The talks",
        "The Daily",
    )
    assert (told.published, told.page, told.heading) == (date(2025, 5, 21), 2, "Talks")
    assert TEXT[told.start : told.end] == told.quote == "They agreed\non trade."
    assert told.sha256 == "ab12"


def test_without_blocks_the_section_is_the_heading() -> None:
    told = citation("[1]", AGREED, "supported")
    assert (told.section, told.labels, told.page_label) == ("Talks", (), None)


def standing(words: str, blocks: tuple[Block, ...], text: str, **source: object) -> Citation:
    """The citation of some words of a text of these blocks."""
    passage = Passage(Source("a", "A", **source), 0, len(text), text, blocks)  # type: ignore[arg-type]
    start = text.index(words)
    return citation("[1]", Quote(passage, start, start + len(words), words), "supported")


SHEET = "Sheet 2\n\nItem | 2019\n\nRevenue | 538\n\nStaff | 131"
ROWS = (
    Block("heading", 0, 9, 1),
    Block("furniture", 9, 22, above=("Sheet 2",)),
    Block("row", 22, 37, label="Revenue", columns=("Item", "2019"), above=("Sheet 2",)),
    Block("row", 37, 48, label="Staff", columns=("", ""), above=("Sheet 2",)),
)


def test_a_row_stands_under_its_headings_and_label_with_its_column_names() -> None:
    row = standing("Revenue | 538", ROWS, SHEET)
    assert (row.section, row.labels) == ("Sheet 2 › Revenue", ("Item", "2019"))
    cell = standing("538", ROWS, SHEET)
    assert (cell.section, cell.labels) == (row.section, row.labels)
    assert standing("Revenue | 538\n\nStaff | 131", ROWS, SHEET).section == row.section
    assert standing("Staff | 131", ROWS, SHEET).labels == ()
    heading = standing("Sheet 2", ROWS, SHEET)
    assert (heading.section, heading.labels) == (None, ())


@pytest.mark.parametrize(
    ("block", "section"),
    [
        (Block("clause", 0, 5, label="3.2", above=("3 Travel",)), "3 Travel › 3.2"),
        (Block("paragraph", 0, 5, above=("FAQ", "What does it cost?")), "FAQ › What does it cost?"),
        (Block("turn", 0, 5, label="Lena Fuchs, 00:02:02"), "Lena Fuchs, 00:02:02"),
        (Block("item", 0, 5, 1, label="2.", above=("To do",)), "To do › 2"),
        (Block("item", 0, 5, 2, label="a)", above=("To do",)), "To do › a)"),
        (Block("item", 0, 5, 1, above=("To do",)), "To do"),
        (Block("question", 0, 5, label="4", above=("FAQ",)), "FAQ"),
        (Block("heading", 0, 5, 2, label="4", above=("FAQ",)), "FAQ"),
        (Block("row", 0, 5, label="two\nlines"), "two lines"),
        (Block("paragraph", 0, 5), None),
    ],
)
def test_the_section_is_what_people_cite(block: Block, section: str | None) -> None:
    assert standing("Words", (block,), "Words").section == section


def test_a_page_is_counted_from_one_and_has_its_printed_label() -> None:
    source: dict[str, object] = {"page_starts": (0, 6), "page_labels": ("iv", "")}
    blocks = (Block("paragraph", 0, 11),)
    first = standing("Words", blocks, "Words\nmore.", **source)
    assert (first.page, first.page_label) == (1, "iv")
    second = standing("more.", blocks, "Words\nmore.", **source)
    assert (second.page, second.page_label) == (2, None)


def test_a_quote_comes_as_its_sentences_each_on_one_line() -> None:
    two = quote("They agreed\non trade. They left.")
    assert texts_of(two) == ["They agreed on trade.", "They left."]
    assert texts_of(Claim("They met. They left.")) == ["They met. They left."]
