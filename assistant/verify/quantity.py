"""Quantifiers in claim and source: "all", "most", "some", "only", "at least"."""

import re
from dataclasses import dataclass

from assistant.verify.alignment import Alignment, Line

_SORTS = {
    "all": r"all|every|each|always|entire|whole",
    "most": r"most(?=\s+(?:of|[a-z]+s)\b)|majority",
    "some": r"some|several|a\s+few|various|certain|sometimes|occasionally",
    "few": r"(?<!a\s)few|hardly\s+any",
    "only": r"(?<!not )(?:only|solely|exclusively)",
    "not only": r"not\s+only",
    "at least": r"at\s+least|(?<!no )more\s+than|over|no\s+(?:fewer|less)\s+than|upwards\s+of"
    r"|exceeding",
    "at most": r"at\s+most|(?:(?<!no )(?:less|fewer)|no\s+more)\s+than|under|up\s+to|below|nearly"
    r"|almost",
}
_PATTERNS = {sort: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for sort, words in _SORTS.items()}
_BOUNDS = ("at least", "at most")
_SUPERLATIVE = re.compile(
    r"\b(?:the|one\s+of\s+the|its|his|her|their|['’]s)\s+most\b", re.IGNORECASE
)
_OWN = re.compile(
    r"(?i)least|less|fewer|exceeding|upwards|solely|exclusively|majority|various|certain|entire|whole"
)
"""Content words that are part of a quantifier."""

_AGAINST = {
    frozenset(pair)
    for pair in (
        ("all", "some"),
        ("all", "most"),
        ("all", "few"),
        ("most", "few"),
        ("only", "not only"),
        _BOUNDS,
    )
}
_WEIGHTY = ("all", "most", "few", "only", *_BOUNDS)
"""Sorts that a claim may not add; "most" and the bounds it may not leave out either."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A difference in quantifiers: the claim's and the source's; empty where one has none.

    `against` says whether they exclude one another.
    """

    said: str
    there: str
    against: bool


def amounts(alignment: Alignment) -> list[Amount]:
    """The differences in the quantifiers of aligned words."""
    found = []
    for index, partner in sorted(alignment.pairs.items()):
        mine = _before(alignment.claim, index)
        yours = _before(alignment.source, partner)
        for sort in mine.keys() - yours.keys():
            rival = next((other for other in yours if frozenset((sort, other)) in _AGAINST), None)
            if rival:
                found.append(Amount(mine[sort], yours[rival], True))
            elif sort in _WEIGHTY and not _PATTERNS[sort].search(alignment.source.text):
                found.append(Amount(mine[sort], "", False))
        found += [
            Amount("", yours[sort], False)
            for sort in yours.keys() - mine.keys()
            if sort in ("most", *_BOUNDS)
            and not mine
            and not _PATTERNS[sort].search(alignment.claim.text)
        ]
    return found


def _before(line: Line, index: int) -> dict[str, str]:
    """The quantifiers between a token and the content token before it, by their sort."""
    token = line.tokens[index]
    earlier = (other for other in line.tokens[:index] if other.is_content)
    start = max((other.end for other in earlier if not _OWN.fullmatch(other.text)), default=0)
    superlative = _SUPERLATIVE.search(line.text, start, token.end)
    found = {}
    for sort, pattern in _PATTERNS.items():
        match = pattern.search(line.text, start)
        near = match is not None and match.end() <= token.start
        if sort in _BOUNDS and token.kind != "number":
            continue
        if match and near and not (sort == "most" and superlative):
            found[sort] = match[0]
    return found
