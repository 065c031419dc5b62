"""Do the quotes of an answer lack what the question asks for? Then the reply says so."""

import re
from collections.abc import Sequence
from typing import Literal

from assistant.types import Quote
from assistant.verify import objections

DOUBT = "These quotes may not answer the question"
"""How the line begins that marks a reply as one that may not answer."""

_DATE = re.compile(
    r"""(?ix)^\W*(?:(?:and|so|at|by|during|from|in|on|since|until)\s+)*
    (?:when|(?:what|which)\s(?:\w+\s)?(?:year|date|month|day|century|decade))\b"""
)
_ANOTHER = re.compile(r"(?i),.*\b(?:how|what|where|which|who|whom|whose|why)\b")
"""What is asked where "when" only opens: "When prices rise, who gains?"."""

_MEASURES = (
    r"age|amount|area|cost|density|depth|distance|elevation|height|length|mass|number|percentage"
    r"|population|price|ratio|size|speed|temperature|weight|width"
)
_NUMBER = re.compile(
    rf"""(?ix)^\W*how\s(?:big|deep|far|fast|heavy|high|large|long|many|much|often|old|populous|tall|wide)\b
    |\bwhat\s(?:is|was|are|were)\sthe\s(?:[\w-]+\s)?(?:{_MEASURES})\b|\b(?:what|which)\s(?:{_MEASURES})\b"""
)


def lacking(question: str, quotes: Sequence[Quote]) -> str:
    """Why quotes may not answer a question, in a clause; empty where nothing says so."""
    return next(objections(question, quotes, _want(question)), "") if quotes else ""


def doubt(lack: str, *, unsure: bool) -> str:
    """A line for the reader of quotes that may not answer, empty where nothing says so.

    `lack` is what `lacking` says of them; `unsure`, that the confidence hardly sufficed to answer.
    """
    reason = lack or ("they have little in common with it" if unsure else "")
    return f"{DOUBT}: {reason}." if reason else ""


def _want(question: str) -> Literal["date", "number"] | None:
    if (asked := _DATE.match(question)) and not _ANOTHER.search(question, asked.end()):
        return "date"
    return "number" if _NUMBER.search(question) else None
