"""Claims × passages → judgements with quotes at exact offsets; no language model is needed.

The reader reads a claim beside its sources' best sentences. Rules compare numbers, dates, names,
negations and quantifiers one by one: a difference lowers the verdict, and is its reason.
"""

from assistant.verify.agreement import agree
from assistant.verify.claims import denied_elsewhere, verify_claims
from assistant.verify.polarity import denies
from assistant.verify.presuppositions import objections
from assistant.verify.types import Judgement

__all__ = [
    "Judgement",
    "agree",
    "denied_elsewhere",
    "denies",
    "objections",
    "verify_claims",
]
