"""Claims × passages → judgements with quotes at exact offsets; no language model is needed.

A claim is aligned with the sentences that share most of its words; numbers, dates, names,
negations and quantifiers are compared one by one, and the content words that remain are looked
for.
"""

from assistant.verify.claims import verify_claims
from assistant.verify.mentions import agree, mentions
from assistant.verify.polarity import denies
from assistant.verify.presuppositions import objections
from assistant.verify.types import Judgement

__all__ = [
    "Judgement",
    "agree",
    "denies",
    "mentions",
    "objections",
    "verify_claims",
]
