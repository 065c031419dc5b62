"""Names that can only be an outlet's: "The Riverton Courier", "Radio Ostra"; a place's can't."""

import re

_WORDS = re.compile(
    r"(?i:broadcast(?:er|ing)|chronicle|courier|dispatch|echo|enquirer|examiner|express|gazette"
    r"|globe|guardian|herald|inquirer|journal|ledger|mercury|mirror|observer|post|radio|sentinel"
    r"|telegraph|television|times|tribune|tv)"
)
"""Words of which an outlet's name has one, and other names hardly any."""
_PAIRS = re.compile(r"(?i:agency|bulletin|daily|evening|mail|morning|news|press|standard|weekly)")
"""Words of which it has two: "Daily News", "Press Agency"."""
_LONGEST = 6
"""Words of the longest name."""
_OTHER = re.compile(
    r"\b(?:\w+ing times|(?:blog|guest|job) post)\b|\d\d|\s[-–—|]\s|[:;,?!]", re.IGNORECASE
)
"""What no outlet's name has."""


def is_outlet(name: str) -> bool:
    """Whether a name's own words say that it is an outlet's."""
    words = re.findall(r"[^\W\d_]+", name)
    if not 0 < len(words) <= _LONGEST or _OTHER.search(name) or not words[-1][0].isupper():
        return False
    return any(map(_WORDS.fullmatch, words)) or len(list(filter(_PAIRS.fullmatch, words))) > 1
