"""Claims weighed against passages: verdicts, reasons, quotes at exact offsets, markers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.verify import Claim, Judgement, verify
from index.sync.split import split
from index.text.sentences import sentences
from index.types import Document, Embedder, Passage, Source, Vectors

SEED = next((Path(__file__).parent.parent / "seeds").glob("*.txt")).read_text("utf-8")
TALKS = Document(Source("talks.txt", "Talks in Beijing", published=date(2025, 5, 21)), SEED)
HARBOUR = Document(
    Source("harbour.txt", "The harbour of Lund", published=date(2024, 3, 8), outlet="The Courier"),
    "The council of Lund approved the new harbour on Tuesday. It will cost $4.2 million, the mayor"
    " Eva Berg told Nils Holm. The council did not approve the bridge. Most residents supported the"
    " harbour, and some opposed the bridge. At least 300 people came to the meeting in Lund.\n\n"
    "In 1961 Berg sold the old docks to Holm, and in 1975 Holm sold the mill to Karin Ek. She"
    " closed it because trade fell. The ferry carries 25 cars and 40 bicycles. The Lund Harbour"
    " Board (LHB) refused to sign the lease. Officials denied that the docks were poisoned.",
)


class Words:
    """An embedder that knows nothing: every word is as unlike another as can be."""

    name = "words"
    dimension = 4096

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked.extend(texts)
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            vectors[row, crc32(text.encode()) % self.dimension] = 1
        return vectors


def judged(text: str, document: Document = HARBOUR, cited: tuple[int, ...] = ()) -> Judgement:
    return verify([Claim(text, cited)], split(document), Words())[0]


@pytest.mark.parametrize(
    "claim",
    [
        "The council of Lund approved the new harbour.",
        "The new harbour was approved by the council of Lund on Tuesday.",
        "On Tuesday, the council of Lund approved the new harbour.",
        "The council of Lund approved the new harbour on March 5, 2024.",
        "The harbour will cost 4,200,000 dollars.",
        "Mayor Eva Berg told Nils Holm that it will cost $4.2m.",
        "The council did not approve the bridge.",
        "The council didn't approve the bridge.",
        "According to the article, the bridge was not approved by the council.",
        "In 1961 the old docks were sold by Berg to Holm.",
        "Holm sold the mill to Karin Ek in 1975.",
        "The ferry carries twenty-five cars and forty bicycles.",
        "The ferry carries 40 bicycles and 25 cars.",
        "The LHB refused to sign the lease.",
        "The Lund Harbour Board did not sign the lease.",
        "Most residents supported the harbour.",
        "Karin Ek closed it because trade fell.",
        "Trade dropped, so she closed it.",
    ],
)
def test_what_the_source_says_in_other_words_is_supported(claim: str) -> None:
    judgement = judged(claim)
    assert (judgement.verdict, judgement.reason) == ("supported", "")
    assert judgement.quotes


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("The harbour will cost $7.7 million.", "the source says $4.2 million, not $7.7 million"),
        ("The council of Lund approved the new harbour on Friday.", "the source says Tuesday"),
        ("The council of Malmö approved the new harbour.", "the source says Lund, not Malmö"),
        ("Nils Holm told the mayor Eva Berg that it will cost $4.2 million.", "the source says"),
        ("In 1961 Holm sold the old docks to Berg.", "the source says"),
        ("In 1975 Berg sold the old docks to Holm.", "the source says 1961, not 1975"),
        ("The ferry carries 40 cars and 25 bicycles.", "the source says 25"),
        ("The ferry carries three cars and 40 bicycles.", "the source says 25, not three"),
        ("The council approved the bridge.", "the source says “did not approve”"),
        ("The council of Lund never approved the new harbour.", "“approved”, without “never”"),
        ("The Lund Harbour Board signed the lease.", "the source says “refused to sign”"),
        ("The docks were poisoned.", "the source says “denied"),
        ("All residents supported the harbour.", "the source says “Most”, not “All”"),
        ("She closed it because trade rose.", "the source says “fell”, not “rose”"),
        ("At most 300 people came to the meeting in Lund.", "“At least”, not “At most”"),
    ],
)
def test_what_the_source_says_otherwise_is_contradicted(claim: str, reason: str) -> None:
    judgement = judged(claim)
    assert judgement.verdict == "contradicted"
    assert reason in judgement.reason
    assert judgement.quotes


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("The council of Lund approved the controversial new harbour.", "“controversial”"),
        ("Only the council of Lund approved the new harbour.", "does not say “Only”"),
        ("Residents of Lund supported the harbour.", "“Lund”"),
        ("300 people came to the meeting in Lund.", "the source says “At least”"),
        ("The ferry to Ystad carries 25 cars and 40 bicycles.", "“Ystad”"),
        ("Anna Berg told Nils Holm that it will cost $4.2 million.", "Berg"),
    ],
)
def test_what_the_source_says_in_part_is_partly(claim: str, reason: str) -> None:
    judgement = judged(claim)
    assert judgement.verdict in ("partly", "contradicted")
    assert reason in judgement.reason


@pytest.mark.parametrize(
    "claim",
    ["Germany won the World Cup in 1954.", "Whales sing.", "It is.", "", "   ", "…"],
)
def test_what_no_source_speaks_of_is_unsupported_and_has_no_quote(claim: str) -> None:
    judgement = judged(claim)
    assert (judgement.verdict, judgement.quotes) == ("unsupported", ())
    assert judgement.reason.startswith("nothing in the sources says")


def test_without_passages_nothing_is_supported() -> None:
    assert verify([Claim("The council met.", (0, 7))], [], Words())[0].verdict == "unsupported"
    assert verify([], split(HARBOUR), Words()) == []


def test_every_sentence_of_a_document_is_supported_by_itself_without_the_embedder() -> None:
    embedder = Words()
    for document in (TALKS, HARBOUR):
        claims = [
            Claim(" ".join(document.text[start:end].split()))
            for start, end in sentences(document.text)
        ]
        for claim, judgement in zip(claims, verify(claims, split(document), embedder), strict=True):
            assert judgement.verdict == "supported"
            assert [" ".join(quote.text.split()) for quote in judgement.quotes] == [claim.text]
    assert embedder.asked == []


@given(st.sampled_from([TALKS, HARBOUR]), st.data())
def test_quotes_stand_at_exact_offsets_and_any_stretch_is_weighed(
    document: Document, data: st.DataObject
) -> None:
    words = document.text.split()
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, min(len(words), start + 30)))
    cited = tuple(data.draw(st.lists(st.integers(0, 3), max_size=3)))
    passages = split(document)
    judgement = verify([Claim(" ".join(words[start:end]), cited)], passages, Words())[0]
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


def passages_of(*texts: str) -> list[Passage]:
    return [
        Passage(Source(f"{number}.txt", f"Report {number}"), 0, len(text), text)
        for number, text in enumerate(texts)
    ]


def test_a_marker_at_the_wrong_passage_is_moved_where_another_bears_the_sentence_out() -> None:
    passages = passages_of("The mill burned in 1931.", "The ferry sank in 1950 near Ystad.")
    moved = verify([Claim("The ferry sank in 1950.", (0,))], passages, Words())[0]
    assert (moved.verdict, moved.quotes[0].passage) == ("supported", passages[1])
    wrong = verify([Claim("Near Ystad the blue ferry burned.", (0,))], passages, Words())[0]
    assert wrong.verdict == "unsupported"


def test_another_passage_that_says_otherwise_is_shown_where_the_cited_one_is_silent() -> None:
    passages = passages_of("The mill burned in 1931.", "The ferry sank in 1950 near Ystad.")
    judgement = verify([Claim("The ferry sank in 1955.", (0,))], passages, Words())[0]
    assert judgement.verdict == "contradicted"
    assert judgement.reason == "the source says 1950, not 1955"


def test_a_cited_passage_that_says_otherwise_gives_way_to_one_that_bears_it_out() -> None:
    passages = passages_of("The fire killed 12 people.", "The fire killed 14 people.")
    judgement = verify([Claim("Fourteen people were killed by the fire.", (0,))], passages, Words())
    assert judgement[0].quotes[0].passage == passages[1]
    assert judgement[0].verdict == "supported"


def test_each_cited_passage_that_bears_a_sentence_out_has_its_quote() -> None:
    passages = passages_of(
        "The fire killed 12 people.", "Rain fell on the town.", "In May a fire killed 12 people."
    )
    reworded = verify([Claim("Twelve people were killed by a fire.", (0, 1, 2))], passages, Words())
    assert [quote.passage for quote in reworded[0].quotes] == [passages[0], passages[2]]
    exact = verify([Claim("fire killed 12 people", (0, 2))], passages, Words())
    assert [quote.passage for quote in exact[0].quotes] == [passages[0], passages[2]]


def test_two_sentences_together_bear_out_what_joins_them() -> None:
    passages = passages_of(
        "The old ferry sank in the storm of 1950. The town bought a faster ship from Denmark."
    )
    claim = Claim(
        "The old ferry sank in the storm of 1950 and the town bought a faster ship from Denmark."
    )
    judgement = verify([claim], passages, Words())[0]
    assert judgement.verdict == "supported"
    assert [quote.text for quote in judgement.quotes] == [
        "The old ferry sank in the storm of 1950.",
        "The town bought a faster ship from Denmark.",
    ]


def test_a_name_from_the_next_sentence_takes_no_other_ones_place() -> None:
    passages = passages_of("Dar met the envoys in Rome on Monday. Wang spoke to reporters.")
    judgement = verify([Claim("Wang met the envoys in Rome on Monday.")], passages, Words())[0]
    assert judgement.verdict == "contradicted"
    assert judgement.reason == "the source says Dar, not Wang"


def test_near_synonyms_count_through_the_embedder(minilm: Embedder) -> None:
    passages = passages_of("The wealthy farmer constructed a windmill behind the barn in 1890.")
    claim = [Claim("The wealthy farmer constructed a windmill behind the stable in 1890.")]
    assert verify(claim, passages, Words())[0].verdict == "partly"
    other = [Claim("The wealthy farmer constructed a windmill behind the barnyard in 1890.")]
    assert verify(other, passages, minilm)[0].verdict == "supported"
    wrong = [Claim("The wealthy farmer constructed a parliament behind the barn in 1890.")]
    assert verify(wrong, passages, minilm)[0].verdict == "partly"


@pytest.mark.parametrize(
    ("source", "claim", "reason"),
    [
        ("The survey is to take eight months.", "months", "weeks"),
        ("The red ferry sank off Horta.", "red", "blue"),
        ("The ministers left Rome in the morning.", "morning", "evening"),
    ],
)
def test_a_word_of_the_same_sort_is_no_synonym(
    minilm: Embedder, source: str, claim: str, reason: str
) -> None:
    other = [Claim(source.replace(claim, reason))]
    told = verify(other, passages_of(source), minilm)[0]
    assert (told.verdict, told.reason) == (
        "contradicted",
        f"the source says “{claim}”, not “{reason}”",
    )


def test_a_currency_is_part_of_a_number() -> None:
    passages = passages_of("The entry fee is 4,000 rupees for each lorry.")
    for fee, verdict in (("₹4,000", "supported"), ("4,000 dollars", "contradicted")):
        told = verify([Claim(f"The entry fee is {fee} for each lorry.")], passages, Words())[0]
        assert told.verdict == verdict


def test_a_word_that_opens_a_sentence_takes_no_name_s_place() -> None:
    passages = passages_of("Prior to his meeting with Wang, Dar spoke with the envoys in Rome.")
    told = verify([Claim("Dar did not speak with the envoys in Rome.")], passages, Words())[0]
    assert (told.verdict, told.reason) == ("contradicted", "the source says “spoke”, without “not”")


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


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Pakistan and Afghanistan's interim government agreed to expand trade.", "supported"),
        ("Dar held discussions with Chinese Foreign Minister Wang Yi.", "supported"),
        ("Discussions with Wang Yi were held by Foreign Minister Dar.", "supported"),
        ("Muttaqi is Afghanistan's interim Foreign Minister.", "supported"),
        ("Dar thanked China for its support of Pakistan's sovereignty.", "supported"),
        (
            "2 sides agreed to cooperate in agriculture, industry, and investment.",
            "supported",
        ),
        ("Ishaq Dar met Amir Khan Muttaqi in Beijing.", "partly"),
        ("Wang Yi met Amir Khan Muttaqi in Beijing.", "partly"),
        ("China thanked Dar for its support of Pakistan's sovereignty.", "contradicted"),
        ("India launched the operation in response to Pakistani aggression.", "contradicted"),
        (
            "Both expressed dissatisfaction over progress in CPEC Phase-II.",
            "contradicted",
        ),
        ("Both countries expressed satisfaction over progress in CPEC Phase-III.", "contradicted"),
        ("The proposed extension aims to bring Iran into the economic fold.", "contradicted"),
    ],
)
def test_roles_in_the_seed(claim: str, verdict: str) -> None:
    assert judged(claim, TALKS).verdict == verdict


@pytest.mark.parametrize(
    ("source", "claim", "verdict"),
    [
        (
            "Ann Lee, the minister, proposed the law with Bo Chen.",
            "Ann Lee and Bo Chen proposed the law.",
            "supported",
        ),
        ("Lee met Chen in Oslo.", "Chen met Lee in Oslo.", "supported"),
        ("Lee sued Chen in Oslo.", "Chen sued Lee in Oslo.", "contradicted"),
        ("The chair of the board is Ann Lee.", "Ann Lee is the chair of the board.", "supported"),
        (
            "He called it packet switching, which Baran disliked.",
            "Baran called it packet switching.",
            "partly",
        ),
        (
            "The average house had 2.55 rooms and the average flat had 3.21 rooms.",
            "The average flat had 2.55 rooms.",
            "contradicted",
        ),
        (
            "It has eight wards, each with five seats.",
            "It has five wards, each with eight seats.",
            "contradicted",
        ),
        ("The Warsaw Stock Exchange grew.", "The London Stock Exchange grew.", "contradicted"),
        ("Oslo, Bergen and Molde voted.", "Molde, Oslo and Bergen voted.", "supported"),
        ("Oslo, Bergen and Molde voted.", "Oslo, Bergen and Oslo voted.", "contradicted"),
        ("China’s exports to Norway fell.", "The exports of China to Norway fell.", "supported"),
        ("He built a mill and two barns.", "He built one mill and two barns.", "supported"),
    ],
)
def test_roles_in_single_sentences(source: str, claim: str, verdict: str) -> None:
    assert verify([Claim(claim)], passages_of(source), Words())[0].verdict == verdict


@pytest.mark.parametrize(
    "claim",
    [
        "Dar met Muttaqi in Beijing on May 21, 2025.",
        "Ishaq Dar and Amir Khan Muttaqi met in Beijing.",
        "Wang Yi met Ishaq Dar.",
        "Pakistan acted in response to Indian aggression.",
        "In Beijing, Pakistan's foreign minister spoke with his Chinese counterpart.",
    ],
)
def test_what_is_true_in_other_words_is_not_contradicted(claim: str) -> None:
    """Neither a name of the claim's own, nor one in another role, is said in place of a name."""
    assert judged(claim, TALKS).verdict in ("supported", "partly")


def test_the_day_of_a_dateline_is_not_when_a_thing_happened() -> None:
    report = (
        "KABUL, October 8, 2023 (Reuters) - A quake struck the west on Saturday, officials said."
    )
    source = Document(Source("q.txt", "Quake", published=date(2023, 10, 8)), report)
    assert judged("A quake struck the west on October 7, 2023.", source).verdict == "supported"
    assert judged("A quake struck the west on Saturday.", source).verdict == "supported"
    for day in ("Sunday", "October 8, 2023"):
        assert judged(f"A quake struck the west on {day}.", source).verdict != "supported"
    lead = Document(Source("q.txt", "Quake"), "On Monday, May 5, 2025 – a quake struck the west.")
    assert judged("A quake struck the west on May 5, 2025.", lead).verdict == "supported"


def test_the_other_end_of_a_dealing_is_no_opposite() -> None:
    source = Document(Source("aid.txt", "Aid"), "The United Nations sent ambulances to Herat.")
    told = judged("Herat received ambulances from the United Nations.", source)
    assert told.verdict in ("supported", "partly")
