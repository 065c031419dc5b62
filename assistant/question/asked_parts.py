"""The parts of a question that asks several things: each a question, in order."""

import re

_ASKS = r"(?:what|which|who|whom|whose|when|where|why|how)"
_PLACED = r"(?:(?:at|by|for|from|in|of|on|since|to|under|until|with)\s)?"
_AUXILIARY = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must|may)"
_SUBJECT = (
    r"(?:the|an?|it|he|she|they|there|this|that|these|those|I|we|you|my|our|his|her|their|any)"
)
_BEGINS = rf"(?:{_PLACED}{_ASKS}\b(?!\W*$)|{_AUXILIARY}\s+{_SUBJECT}\s)"
_PARTED = re.compile(
    rf"\?\s+(?:and\s+|also\s+)?|\s*[,;]?\s+(?:and|or)\s+(?:also\s+)?(?={_BEGINS})", re.IGNORECASE
)
_LISTED = re.compile(rf"[,;]\s+(?={_BEGINS})", re.IGNORECASE)
_ASKED = re.compile(rf"\W*{_BEGINS}", re.IGNORECASE)
_SHORTEST = 3
"""Words of a part: "when and where was it?" asks one thing."""
MOST = 4
"""Parts that are answered one by one."""


def asked_parts(question: str) -> list[str]:
    """The questions that a question is made of, where it asks several things; else none."""
    parts = [each for each in _PARTED.split(question) if each.strip(" ,;?.!")]
    if len(parts) > 1:
        # A comma alone parts none: "When prices rise, who gains?"
        parts = [each for part in parts for each in _LISTED.split(part)]
    parts = [each.strip(" ,;?.!") for each in parts]
    whole = all(_ASKED.match(each) and len(each.split()) >= _SHORTEST for each in parts)
    if not whole or not 1 < len(parts) <= MOST:
        return []
    return [f"{each[:1].upper()}{each[1:]}?" for each in parts]
