from datetime import date

import pytest

from assistant.answering.citations import citation, sentences_of, texts_of
from assistant.types import Claim, Quote, Verdict
from assistant.verify import Judgement
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


def test_each_distinct_quote_has_one_marker_in_the_order_of_the_answer() -> None:
    both = Judgement("supported", "", (AGREED, MET))
    sentences, citations = sentences_of(
        [
            ("They agreed.", both),
            ("They met.", Judgement("partly", "no day", (MET,))),
            ("They won.", Judgement("unsupported", "nothing", ())),
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
    weighed = [("It was said.", Judgement(verdict, "", (MET,))) for verdict in verdicts]
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


def test_a_quote_comes_as_its_sentences_each_on_one_line() -> None:
    two = quote("They agreed\non trade. They left.")
    assert texts_of(two) == ["They agreed on trade.", "They left."]
    assert texts_of(Claim("They met. They left.")) == ["They met. They left."]
