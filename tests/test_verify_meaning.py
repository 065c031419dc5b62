"""Synonyms by their embeddings, and what is none."""

import pytest

from assistant.types import Claim
from assistant.verify import verify_claims
from index.types import Embedder
from tests.verifying import Words, passages_of


def test_near_synonyms_count_through_the_embedder(minilm: Embedder) -> None:
    passages = passages_of("The wealthy farmer constructed a windmill behind the barn in 1890.")
    claim = [Claim("The wealthy farmer constructed a windmill behind the stable in 1890.")]
    assert verify_claims(claim, passages, Words())[0].verdict == "partly"
    other = [Claim("The wealthy farmer constructed a windmill behind the barnyard in 1890.")]
    assert verify_claims(other, passages, minilm)[0].verdict == "supported"
    wrong = [Claim("The wealthy farmer constructed a parliament behind the barn in 1890.")]
    assert verify_claims(wrong, passages, minilm)[0].verdict == "partly"


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
    found = verify_claims(other, passages_of(source), minilm)[0]
    assert (found.verdict, found.reason) == (
        "contradicted",
        f"the source says “{claim}”, not “{reason}”",
    )
