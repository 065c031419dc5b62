"""Claims verified against passages: verdicts, reasons, quotes at exact offsets, markers."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import Claim
from assistant.verify import denied_elsewhere, verify_claims
from index.sync.split import split
from index.text.sentences import sentences
from index.types import Document, Source
from tests.verifying import HARBOUR, READER, TALKS, judged, passages_of


def test_without_passages_nothing_is_supported() -> None:
    assert (
        verify_claims([Claim("The council met.", (0, 7))], [], READER)[0].verdict == "unsupported"
    )
    assert verify_claims([], split(HARBOUR), READER) == []


def test_every_sentence_of_a_document_is_supported_by_itself() -> None:
    for document in (TALKS, HARBOUR):
        claims = [
            Claim(" ".join(document.text[start:end].split()))
            for start, end in sentences(document.text)
        ]
        for claim, judgement in zip(
            claims, verify_claims(claims, split(document), READER), strict=True
        ):
            assert judgement.verdict == "supported"
            assert [" ".join(quote.text.split()) for quote in judgement.quotes] == [claim.text]


@given(st.sampled_from([TALKS, HARBOUR]), st.data())
def test_quotes_are_at_exact_offsets_and_any_span_is_verified(
    document: Document, data: st.DataObject
) -> None:
    words = document.text.split()
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, min(len(words), start + 30)))
    cited = tuple(data.draw(st.lists(st.integers(0, 3), max_size=3)))
    passages = split(document)
    judgement = verify_claims([Claim(" ".join(words[start:end]), cited)], passages, READER)[0]
    assert (judgement.verdict == "supported") == (judgement.reason == "")
    assert (judgement.verdict == "unsupported") == (judgement.quotes == ())
    for quote in judgement.quotes:
        assert document.text[quote.start : quote.end] == quote.text
        assert any(quote.passage is passage for passage in passages)
        assert quote.passage.start <= quote.start < quote.end <= quote.passage.end


def test_part_of_a_sentence_that_is_denied_around_it_is_no_quote() -> None:
    text = "It is not true that the mayor resigned. The mayor travelled to Oslo"
    document = Document(Source("a.txt", "A"), text)
    assert judged("the mayor resigned", document).verdict == "contradicted"
    travelled = judged("mayor travelled to Oslo.", document)
    assert [quote.text for quote in travelled.quotes] == ["mayor travelled to Oslo"]


def test_a_marker_at_the_wrong_passage_is_moved_where_another_entails_the_sentence() -> None:
    passages = passages_of("The mill burned in 1931.", "The ferry sank in 1950 near Ystad.")
    moved = verify_claims([Claim("The ferry sank in 1950.", (0,))], passages, READER)[0]
    assert (moved.verdict, moved.quotes[0].passage) == ("supported", passages[1])
    wrong = verify_claims([Claim("Near Ystad the blue ferry burned.", (0,))], passages, READER)[0]
    assert wrong.verdict == "unsupported"


def test_another_passage_that_says_otherwise_is_shown_where_the_cited_one_is_silent() -> None:
    passages = passages_of("The mill burned in 1931.", "The ferry sank in 1950 near Ystad.")
    judgement = verify_claims([Claim("The ferry sank in 1955.", (0,))], passages, READER)[0]
    assert judgement.verdict == "contradicted"
    assert judgement.reason == "the source says 1950, not 1955"


def test_a_cited_passage_that_says_otherwise_gives_way_to_one_that_entails_it() -> None:
    passages = passages_of("The fire killed 12 people.", "The fire killed 14 people.")
    judgement = verify_claims(
        [Claim("Fourteen people were killed by the fire.", (0,))], passages, READER
    )
    assert judgement[0].quotes[0].passage == passages[1]
    assert judgement[0].verdict == "supported"


def test_each_cited_passage_that_entails_a_sentence_has_its_quote() -> None:
    passages = passages_of(
        "The fire killed 12 people.", "Rain fell on the town.", "In May a fire killed 12 people."
    )
    reworded = verify_claims(
        [Claim("Twelve people were killed by a fire.", (0, 1, 2))], passages, READER
    )
    assert [quote.passage for quote in reworded[0].quotes] == [passages[0], passages[2]]
    exact = verify_claims([Claim("fire killed 12 people", (0, 2))], passages, READER)
    assert [quote.passage for quote in exact[0].quotes] == [passages[0], passages[2]]


def test_two_sentences_together_entail_what_joins_them() -> None:
    passages = passages_of(
        "The old ferry sank in the storm of 1950. The town bought a faster ship from Denmark."
    )
    claim = Claim(
        "The old ferry sank in the storm of 1950 and the town bought a faster ship from Denmark."
    )
    judgement = verify_claims([claim], passages, READER)[0]
    assert judgement.entailed
    assert [quote.text for quote in judgement.quotes] == [
        "The old ferry sank in the storm of 1950.",
        "The town bought a faster ship from Denmark.",
    ]


def test_a_name_from_the_next_sentence_takes_no_other_ones_place() -> None:
    passages = passages_of("Dar met the envoys in Rome on Monday. Wang spoke to reporters.")
    judgement = verify_claims([Claim("Wang met the envoys in Rome on Monday.")], passages, READER)[
        0
    ]
    assert judgement.verdict == "contradicted"
    assert judgement.reason == "the source says Dar, not Wang"


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "The stone bridge of Arlen will be rebuilt by the firm Osk & Daughters. The wooden"
            " bridge will be rebuilt by Tarn Works.",
            "Tarn Works will rebuild the stone bridge of Arlen.",
        ),
        (
            "The bell of Osten weighs 90 grams. The Halden bell weighs 90 kilograms, says its"
            " curator.",
            "The Halden bell weighs 90 grams.",
        ),
    ],
)
def test_two_sentences_do_not_bear_out_what_each_of_them_says_otherwise(
    text: str, claim: str
) -> None:
    assert verify_claims([Claim(claim)], passages_of(text), READER)[0].verdict != "supported"


@pytest.mark.parametrize("frame", ["According to passage 2, ", "As passage 9 says, ", ""])
def test_what_names_a_passage_is_no_part_of_a_claim(frame: str) -> None:
    text = "The ferry carries 85 cars. It was built in Bergen. The ferry carries 40 cars."
    passages = passages_of(text)
    claim = Claim(f"{frame}the ferry carries 85 cars.")
    (judgement,) = verify_claims([claim], passages, READER)
    assert judgement.verdict == "supported"
    other = denied_elsewhere(claim, judgement, passages, READER)
    assert other is not None
    assert other.text == "The ferry carries 40 cars."


def test_a_currency_is_part_of_a_number() -> None:
    passages = passages_of("The entry fee is 4,000 rupees for each lorry.")
    for fee, verdict in (("₹4,000", "supported"), ("4,000 dollars", "contradicted")):
        found = verify_claims([Claim(f"The entry fee is {fee} for each lorry.")], passages, READER)[
            0
        ]
        assert found.verdict == verdict


def test_a_word_that_opens_a_sentence_takes_no_name_s_place() -> None:
    passages = passages_of("Prior to his meeting with Wang, Dar spoke with the envoys in Rome.")
    found = verify_claims([Claim("Dar did not speak with the envoys in Rome.")], passages, READER)[
        0
    ]
    assert (found.verdict, found.reason) == (
        "contradicted",
        "the source says “spoke”, without “not”",
    )


def test_dates_are_understood_on_the_day_of_publication() -> None:
    assert judged("Talks were held in Beijing on May 21, 2025.", TALKS).verdict == "supported"
    launched = "Pakistan launched Operation Bunyan-un-Marsoos in {} in response to aggression."
    assert judged(launched.format("May 2025"), TALKS).verdict == "supported"
    wrong = judged(launched.format("April 2025"), TALKS)
    assert wrong.reason == "the source says earlier this month, not April 2025"
    exact = judged(launched.format("May 7, 2025"), TALKS)
    assert exact.verdict == "partly"
    assert exact.reason == "the source says “earlier this month”, not “May 7, 2025”"
    undated = Document(replace(TALKS.source, published=None), TALKS.text)
    assert judged(launched.format("May 2025"), undated).verdict != "supported"


def test_the_day_of_a_dateline_is_not_when_a_thing_happened() -> None:
    report = (
        "KABUL, October 8, 2023 (Reuters) - A quake struck the west on Saturday, officials said."
    )
    source = Document(Source("q.txt", "Quake", published=date(2023, 10, 8)), report)
    assert judged("A quake struck the west on October 7, 2023.", source).entailed
    assert judged("A quake struck the west on Saturday.", source).entailed
    for day in ("Sunday", "October 8, 2023"):
        assert judged(f"A quake struck the west on {day}.", source).verdict != "supported"
    lead = Document(Source("q.txt", "Quake"), "On Monday, May 5, 2025 – a quake struck the west.")
    assert judged("A quake struck the west on May 5, 2025.", lead).entailed
