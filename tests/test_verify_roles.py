"""Who did what to whom: mentions in the contexts that they have in the source."""

import pytest

from assistant.types import Claim
from assistant.verify import verify_claims
from index.types import Document, Source
from tests.verifying import READER, TALKS, judged, passages_of


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
    assert (judged(claim, TALKS).verdict == "supported") == (verdict == "supported")


@pytest.mark.parametrize(
    ("source", "claim", "verdict"),
    [
        (
            "Ann Lee, the minister, proposed the law with Bo Chen.",
            "Ann Lee and Bo Chen proposed the law.",
            "supported",
        ),
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
    found = verify_claims([Claim(claim)], passages_of(source), READER)[0].verdict
    assert (found == "supported") == (verdict == "supported")


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


def test_the_other_end_of_a_dealing_is_no_opposite() -> None:
    source = Document(Source("aid.txt", "Aid"), "The United Nations sent ambulances to Herat.")
    found = judged("Herat received ambulances from the United Nations.", source)
    assert found.verdict in ("supported", "partly")
