"""The sides of a comparison: "the surplus of 2023 and 2024" → each with what both share."""

import re

_BETWEEN = re.compile(
    r",?\s+(?:and|with|versus|vs\.?|or|to|from|against|than|compared\s+(?:with|to)|as\s+opposed\s+to)\s+",
    re.IGNORECASE,
)
_OPENING = re.compile(r"^(?:from|to|with|against|between|since|than|that\s+of|those\s+of)\s+", re.I)
_TAIL = re.compile(
    r"\s(?:on|about|regarding|concerning|when\s+it\s+comes\s+to|in\s+terms\s+of|as\s+to)\s.+$", re.I
)
_HEAD = re.compile(
    r"^(?P<head>.*\s(?:of|in|for|at|on|from|by|under|during|between|according\s+to))\s(?P<last>.+)$",
    re.I,
)
_LINKED = re.compile(r"(?:the\s)?(?:of|in|for|at|on|from|by|under|during)\s", re.IGNORECASE)
_YEARS = re.compile(r"^(?P<head>.*\D\s)(?P<last>(?:1[5-9]|20)\d\d|Q[1-4])$")
_POSSESSIVE = re.compile(r"\S+(?:['’]s|s['’])\s(?P<what>.+)$")
_POSSESSIVE_ALONE = re.compile(r"(?:\S+\s)?\S+(?:['’]s|s['’])")
_OF = re.compile(r"\s(?:of|in|for|at|by)\s.+$", re.IGNORECASE)
_LINK = re.compile(r"\s(?:of|in|for|at|on|from|by|under|during|according\s+to)\s*$", re.IGNORECASE)
_WITHIN = re.compile(r"(between|from|since|in|for|at|under|during)\s", re.IGNORECASE)
_MOST = 4


def sides(subject: str, rest: str = "") -> list[str]:
    """The sides that a comparison names, each with what it shares with the others; or none.

    `rest` is what stands after the word of comparison: "How does A differ *from B*".
    """
    subject = subject.strip(" ?.!")
    rest = rest.strip(" ?.!")
    named = _split(subject)
    if len(named) < 2 and rest:
        link = _WITHIN.match(rest)
        others = _split(rest[link.end() :] if link else _OPENING.sub("", rest))
        if link and len(others) > 1:
            # "How did the price change from 2023 to 2024?"
            return [f"{subject} {_joined(each, link[1])}" for each in others[:_MOST]]
        is_aspect = _TAIL.match(f" {rest}") is not None
        named = [subject, *others] if subject and not is_aspect else [subject]
    elif rest:
        named = [f"{each} {rest}" for each in named]
    named = [each for each in named if each][:_MOST]
    return _shared(named) if len(named) > 1 else []


def _split(text: str) -> list[str]:
    text = re.sub(r"^both\s+|^between\s+|^whether\s+", "", text, flags=re.IGNORECASE)
    found = [each.strip(" ,") for each in _BETWEEN.split(text)]
    if len(found) == 2 and "," in found[0] and not found[0].startswith("the "):
        found = [*(each.strip() for each in found[0].split(",")), found[1]]
    return [_OPENING.sub("", each) for each in found if each]


def _joined(other: str, link: str) -> str:
    if re.fullmatch(r"(?:1[5-9]|20)\d\d", other):
        return f"in {other}"
    return other if link.lower() in ("between", "from", "since") else f"{link} {other}"


def _shared(named: list[str]) -> list[str]:
    """The sides with the words that one of them says for all."""
    first, last = named[0], named[-1]
    own = _POSSESSIVE.match(last)
    if own and _POSSESSIVE_ALONE.fullmatch(first):
        # "Ito's and Lund's share of the vote"
        return [each if _POSSESSIVE.match(each) else f"{each} {own['what']}" for each in named]
    if (tail := _TAIL.search(last)) and tail.start() and not _TAIL.search(first):
        # "the memo and the letter about parking"
        return [each if each == last else each + tail[0] for each in named]
    head = _YEARS.match(first) or _HEAD.match(first)
    if head and _LINKED.match(last):
        # "the price in the north and in the south"
        noun = _LINK.sub("", head["head"])
        return [first, *(f"{noun} {each}" if _LINKED.match(each) else each for each in named[1:])]
    if head and not _HEAD.match(last):
        # "rent in Leeds and York"
        lead = head["head"].rstrip()
        return [first, *(f"{lead} {each}" for each in named[1:])]
    if not head and (tail := _OF.search(last)):
        # "the planned and the actual cost of the bridge"
        return [each if each == last else each + tail[0] for each in named]
    return named
