import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.compose import citation, claims, sentences_of, texts_of, visible
from assistant.types import Quote, Verdict
from assistant.verify import Claim, Judgement
from index.types import Passage, Source

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
        ("- One [1]\n- Two [2]", [("- One", (0,)), ("- Two", (1,))]),
        ("Two\nlines [1].", [("Two lines.", (0,))]),
        ("", []),
        (" [1] \n", []),
    ],
)
def test_a_sentence_is_told_with_what_it_cites(
    reply: str, expected: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert [(claim.text, claim.cited) for claim in claims(reply, 3)] == expected


def test_markers_of_passages_that_do_not_exist_are_dropped() -> None:
    assert claims("They met [0][4][99, 2] in 2025 [123456] [7-9].", 3) == [
        Claim("They met in 2025.", (1,))
    ]


@given(st.text(st.sampled_from("aB .!?\n[]【】0123-–,;§é"), max_size=60), st.integers(0, 4))
def test_no_reply_cites_what_is_not_there_or_keeps_its_markers(reply: str, passages: int) -> None:
    for claim in claims(reply, passages):
        assert set(claim.cited) <= set(range(passages))
        assert len(set(claim.cited)) == len(claim.cited)
        assert re.search(r"\w", claim.text)


@pytest.mark.parametrize(
    ("so_far", "shown"),
    [
        ("They met [1]. They", "They met. They"),
        ("They met [1", "They met"),
        ("They met [1, ", "They met"),
        ("They met [", "They met"),
        ("They met [sic", "They met [sic"),
    ],
)
def test_a_marker_is_never_shown_while_it_comes(so_far: str, shown: str) -> None:
    assert visible(so_far) == shown


def test_each_distinct_quote_has_one_marker_in_the_order_of_the_answer() -> None:
    both = Judgement("supported", "", (AGREED, MET))
    sentences, citations = sentences_of(
        ["They agreed.", "They met.", "They won."],
        [both, Judgement("partly", "no day", (MET,)), Judgement("unsupported", "nothing", ())],
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
    judgements = [Judgement(verdict, "", (MET,)) for verdict in verdicts]
    _, (only,) = sentences_of(["One.", "Two."], judgements)
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


def test_a_quote_comes_as_its_sentences_each_on_one_line() -> None:
    two = quote("They agreed\non trade. They left.")
    assert texts_of(two) == ["They agreed on trade.", "They left."]
    assert texts_of(Claim("They met. They left.")) == ["They met. They left."]
