"""The verdicts by the rules, with their reasons."""

import pytest

from tests.verifying import judged


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
def test_what_the_source_says_in_other_words_is_entailed(claim: str) -> None:
    judgement = judged(claim)
    assert judgement.entailed
    assert bool(judgement.reason) == (judgement.verdict == "partly")
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
def test_what_the_source_says_otherwise_is_never_supported(claim: str, reason: str) -> None:
    judgement = judged(claim)
    assert judgement.verdict in ("partly", "contradicted")
    assert reason in judgement.reason
    assert judgement.quotes


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("Only the council of Lund approved the new harbour.", "does not say “Only”"),
        ("Residents of Lund supported the harbour.", "the source says “Most”"),
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
