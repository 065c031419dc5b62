"""Claims × passages → judgements with quotes at exact offsets; no language model is needed.

A claim is aligned with the sentences that share most of its words; numbers, dates, names,
negations and quantifiers are compared one by one, and the content words that remain are looked
for.
"""

from assistant.verify.agreement import agree
from assistant.verify.claims import verify_claims
from assistant.verify.polarity import denies
from assistant.verify.presuppositions import objections
from assistant.verify.types import Judgement

__all__ = [
    "Judgement",
    "agree",
    "denies",
    "objections",
    "verify_claims",
]
