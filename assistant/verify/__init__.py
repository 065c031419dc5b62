"""Sentences × passages → verdicts with quotes at exact offsets; no language model is needed.

A claim is set beside the sentences that share most of its words; numbers, dates, names, denials
and amounts are compared one by one, and the words that are left are looked for.
"""

from assistant.verify.claims import agree, verify
from assistant.verify.dates import dateline
from assistant.verify.polarity import denies
from assistant.verify.presuppositions import objections
from assistant.verify.tokens import facts
from assistant.verify.types import Claim, Fact, Judgement

__all__ = [
    "Claim",
    "Fact",
    "Judgement",
    "agree",
    "dateline",
    "denies",
    "facts",
    "objections",
    "verify",
]
