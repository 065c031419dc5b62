"""A request for more of the same: "tell me more", "go on", "what else?"."""

import re

_MORE = re.compile(
    r"\W*(?:(?:and|ok(?:ay)?|please|can you|could you|would you|i(?:'d| would) like to)[\s,]+)*"
    r"(?:(?:tell|give|show)\s+(?:me|us)\s+|say\s+|know\s+|hear\s+|explain\s+)?"
    r"(?:(?:(?:some|a\s+(?:bit|little))\s+)?more(?:\s+(?:details?|information|info|detail))?"
    r"|(?:what|anything|something)\s+(?:else|more)(?:\s+(?:is\s+there|do\s+(?:they|we|you)\s+\w+"
    r"|happened|was\s+said))?|go\s+on|continue|carry\s+on|elaborate|expand|(?:in\s+)?more\s+detail"
    r"|(?:further\s+)?details|keep\s+going)"
    r"(?:\s+(?:about|on|of)\s+(?:that|this|it|them|these|those))?(?:[\s,]+please)?\W*",
    re.IGNORECASE,
)


def asks_for_more(question: str) -> bool:
    """Whether a question asks for more of what was answered before, and for nothing else."""
    return _MORE.fullmatch(question) is not None
