"""Words that a source does not have, but says with another of nearly the same meaning."""

from assistant.verify.lexicon import distinct
from assistant.verify.verdicts import SYNONYM, Weighing
from index.types import Embedder

_UNSAID = 1 / 3
"""The share of a claim beyond which it is another sentence, not another wording."""

_SPARE = 12
"""Words of a source that are looked at."""


def settle(weighing: Weighing, embedder: Embedder) -> None:
    """Strike from what is unsaid the words with a near synonym among the source's spare words."""
    claim, source = weighing.alignment.claim, weighing.alignment.source
    spare = [i for i in weighing.alignment.spare if source.tokens[i].kind == "word"][:_SPARE]
    unsaid = sum(claim.tokens[index].weight for index in weighing.unsaid)
    settled = weighing.against or weighing.lacking or not spare
    if settled or not 0 < unsaid <= _UNSAID * claim.weight:
        return
    texts = [claim.tokens[index].text for index in weighing.unsaid]
    vectors = embedder.embed([*texts, *(source.tokens[index].text for index in spare)])
    similar = vectors[: len(texts)] @ vectors[len(texts) :].T
    for row, index in enumerate(list(weighing.unsaid)):
        token = claim.tokens[index]
        near = [
            float(cosine)
            for cosine, other in zip(similar[row], spare, strict=True)
            if not distinct(token.key, source.tokens[other].key)
        ]
        if max(near, default=0.0) >= SYNONYM:
            weighing.unsaid.remove(index)
            weighing.share += token.weight / claim.weight
