"""Questions and documents in languages that the reader, or the embedder, does not read."""

import math
from collections import Counter
from collections.abc import Sequence

from assistant.answering import answering_weights as weights
from assistant.messages import joined, language_name, say
from assistant.question.query import Query
from index.embed import reads
from index.text.language import UNKNOWN, language
from index.types import Embedder, Hit

_ENGLISH = ("en", UNKNOWN)
"""What the reader reads: English, and what is not known to be anything else."""


def meant(embedder: Embedder, asked_in: str, text: str, cosine: float) -> float:
    """The probability that a text answers by its meaning alone, from its cosine to the question.

    0 where the reader reads both languages, and for an embedder that does not say from which cosine
    on two texts mean about the same.
    """
    same = getattr(embedder, "same_meaning", None)
    if same is None or (asked_in in _ENGLISH and language(text) in _ENGLISH):
        return 0.0
    return 1 / (1 + math.exp(weights.FOREIGN_NEAR * (same - cosine)))


def language_line(query: Query, hits: Sequence[Hit], embedder: Embedder) -> str:
    """A line where the question is in another language than the documents and the embedder does
    not read both; empty otherwise.
    """
    counts = Counter(language(hit.passage.text) for hit in hits)
    known = [(code, count) for code, count in counts.most_common() if code != UNKNOWN]
    if not known or query.language == UNKNOWN or 2 * counts[query.language] >= counts.total():
        return ""
    others = [code for code, _ in known if code != query.language]
    if all(reads(embedder, code) for code in (query.language, *others)) or not others:
        return ""
    names = joined(map(language_name, others[:2]))
    return say(
        "notice.language",
        asked=language_name(query.language),
        names=names,
        offer=say("notice.offer"),
    )
