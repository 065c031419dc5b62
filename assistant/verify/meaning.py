"""Words of a claim for which the source has a synonym, by their embeddings."""

from assistant.verify.lexicon import distinct
from assistant.verify.rules import SYNONYM, Assessment
from index.types import Embedder

_UNSAID = 1 / 3
"""The share of a claim, unsaid, beyond which it is no paraphrase."""

_SPARE = 12
"""Unaligned words of a source that are compared."""


def settle(assessment: Assessment, embedder: Embedder) -> None:
    """Take out of `unsaid` the words with a synonym among the source's unaligned words."""
    claim, source = assessment.alignment.claim, assessment.alignment.source
    spare = [i for i in assessment.alignment.unaligned if source.tokens[i].kind == "word"][:_SPARE]
    unsaid = sum(claim.tokens[index].weight for index in assessment.unsaid)
    settled = assessment.against or assessment.lacking or not spare
    if settled or not 0 < unsaid <= _UNSAID * claim.weight:
        return
    texts = [claim.tokens[index].text for index in assessment.unsaid]
    vectors = embedder.embed([*texts, *(source.tokens[index].text for index in spare)])
    similar = vectors[: len(texts)] @ vectors[len(texts) :].T
    for row, index in enumerate(list(assessment.unsaid)):
        token = claim.tokens[index]
        near = [
            float(cosine)
            for cosine, other in zip(similar[row], spare, strict=True)
            if not distinct(token.key, source.tokens[other].key)
        ]
        if max(near, default=0.0) >= SYNONYM:
            assessment.unsaid.remove(index)
            assessment.share += token.weight / claim.weight
