"""Who is described as what: "Lee is the mayor of Oslo" beside other words for it."""

import pytest

from assistant.reader import Reader
from assistant.types import Claim
from assistant.verify import Judgement, verify_claims
from tests.passages import hit

RAIL = (
    "Tashkent, June 11, 2025: Pakistan's railways minister, Junaid Marwat, and Uzbekistan's deputy"
    " prime minister, Dilshod Karimov, met in Tashkent on Wednesday. Karimov said that the cost had"
    " risen to 6.9 billion dollars. The survey is to be led by the engineer Nodira Yusupova."
)
TALKS = (
    "The consensus was reached during a meeting between Pakistan’s Foreign Minister Ishaq Dar and"
    " Afghanistan’s interim Foreign Minister Amir Khan Muttaqi. Prior to it, Foreign Minister Dar"
    " held discussions with Chinese Foreign Minister Wang Yi, where both sides reviewed the current"
    " state of relations with Pakistan."
)


def judged(claim: str, source: str, reader: Reader) -> Judgement:
    return verify_claims([Claim(claim)], [hit(source).passage], reader)[0]


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Marwat is the railways minister of Pakistan.", RAIL),
        ("Junaid Marwat is Pakistan's railways minister.", RAIL),
        ("Dilshod Karimov is Uzbekistan's deputy prime minister.", RAIL),
        ("The railways minister of Pakistan is Junaid Marwat.", RAIL),
        ("Nodira Yusupova is an engineer.", RAIL),
        ("Muttaqi is Afghanistan's interim foreign minister.", TALKS),
        ("Ishaq Dar is the foreign minister of Pakistan.", TALKS),
        ("Wang Yi is the Chinese foreign minister.", TALKS),
        ("Ann Lee is an engineer.", "Ann Lee, who met Bo Chen in Oslo, is an engineer."),
    ],
)
def test_whoever_the_source_describes_so_is(claim: str, source: str, reader: Reader) -> None:
    assert judged(claim, source, reader).verdict == "supported"


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Karimov is the railways minister of Pakistan.", RAIL),
        ("The railways minister of Pakistan is Dilshod Karimov.", RAIL),
        ("Junaid Marwat was Uzbekistan's deputy prime minister.", RAIL),
        ("Ishaq Dar is the interim foreign minister of Afghanistan.", TALKS),
        ("Muttaqi is Pakistan's foreign minister.", TALKS),
    ],
)
def test_whoever_the_source_describes_otherwise_is_not(
    claim: str, source: str, reader: Reader
) -> None:
    assert judged(claim, source, reader).verdict in ("partly", "contradicted")


@pytest.mark.parametrize(
    "claim", ["Dilshod Karimov is an engineer.", "The survey is led by Dilshod Karimov."]
)
def test_that_stands_for_no_description(claim: str, reader: Reader) -> None:
    assert judged(claim, RAIL, reader).verdict != "supported"
