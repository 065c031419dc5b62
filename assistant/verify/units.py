"""A mention within a tokenized sentence, and the context of it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from assistant.verify.agreement import names_agree, values_agree
from assistant.verify.alignment import Alignment, Line
from index.text.names import bare
from index.text.types import Name

_REACH = 4
"""How many content words away neighbours still count."""

_OTHER_SIDE = 0.3
"""What a neighbour counts that is on the other side: a date may open or close a sentence."""

_OTHER_CLAUSE = 0.5
"""What a neighbour counts that a comma or the like parts from the mention in the source alone."""

_PEER = 0.3
"""What a neighbour counts that is a mention of the same kind: it may be out of place itself."""

_JOINED = re.compile(r"(?:\W|\b(?:and|or|as|well|the|a|an|of|both)\b)*")
_MUTUAL = ("met", "meet", "meets", "meeting", "married", "marries", "marry", "wed")

_WHERE = ("in", "at", "on", "near")
_ARTICLES = ("a", "an", "the")

Unit = tuple[int, ...]
"""Indexes of the tokens of one number, date or name."""


def units_of(line: Line) -> list[Unit]:
    """The mentions of a line, in order."""
    groups: dict[int, list[int]] = defaultdict(list)
    for index, token in enumerate(line.tokens):
        if token.is_mention:
            groups[token.group if token.kind == "name" else -1 - index].append(index)
    return sorted(tuple(indexes) for indexes in groups.values())


def context_similarity(alignment: Alignment, claimed: Unit, there: Unit) -> float:
    """How alike two mentions' contexts are, in [0, 1]: neighbours aligned, on one side, near."""
    claim, source = alignment.claim, alignment.source
    total = possible = 0.0
    for index, mine in _neighbours(claim, claimed, _REACH):
        partner = alignment.pairs.get(index)
        if partner is None or partner in there:
            continue
        yours = distance(source, there, partner)
        trust = _PEER if claim.tokens[index].kind == kind(claim, claimed) else 1.0
        possible += trust / mine**2
        if abs(yours) <= _REACH + 1:
            side = 1 if (mine < 0) == (yours < 0) else _OTHER_SIDE
            apart = _apart(source, there, partner) and not _apart(claim, claimed, index)
            total += trust * side * (_OTHER_CLAUSE if apart else 1) / abs(mine * yours)
    return min(1.0, total / possible) if possible else 0.0


def distance(line: Line, unit: Unit, index: int) -> int:
    """Content words from a mention to a token; negative where the token comes before."""
    places = [line.position[part] for part in unit]
    place = line.position[index]
    if place < min(places):
        return place - min(places)
    return max(1, place - max(places))


def same(claim: Line, unit: Unit, source: Line, there: Unit) -> bool:
    """Whether a mention of the source means the same as one of the claim."""
    claimed, found = claim.tokens[unit[0]], source.tokens[there[0]]
    if claimed.meaning is not None or found.meaning is not None:
        return values_agree(claimed.meaning, found.meaning)
    return names_agree(_name(claim, unit), _name(source, there))


def inverted(alignment: Alignment, unit: Unit, home: Unit) -> bool:
    """Whether the words next to a mention are on its other side in the source.

    Where one of the two says "of" or "’s", either side is the same.
    """
    claim, source = alignment.claim, alignment.source
    if possessive(claim, unit) != possessive(source, home):
        return False
    balance = 0.0
    for index, mine in _neighbours(claim, unit, 2):
        partner = alignment.pairs.get(index)
        if partner is not None and partner not in home:
            other = distance(source, home, partner)
            balance += (1 if (mine < 0) == (other < 0) else -1) / abs(mine)
    return balance < 0


def possessive(line: Line, unit: Unit) -> str:
    """How a name is joined to what it has: "of" before it, "'s" after it, or nothing."""
    before = line.tokens[unit[0] - 1].key if unit[0] else ""
    if before == "the" and unit[0] > 1:
        before = line.tokens[unit[0] - 2].key
    if before in ("of", "in", "from", "for"):
        return "of"
    return "'s" if re.search(r"['’]s?$", line.tokens[unit[-1]].text) else ""


def copula(alignment: Alignment, unit: Unit) -> bool:
    """Whether "is" joins a name to what the claim says of it: either may come first."""
    claim = alignment.claim
    for index, _ in _neighbours(claim, unit, 1):
        if index not in alignment.pairs:
            continue
        first, last = sorted((unit[0] if index < unit[0] else unit[-1], index))
        between = [token.key for token in claim.tokens[first + 1 : last]]
        if any(key in ("is", "was", "are", "were") for key in between):
            return True
    return False


def elsewhere(alignment: Alignment, unit: Unit, there: Unit) -> bool:
    """Whether a name is a place in the claim ("in", "at") and the source's is none."""
    if kind(alignment.claim, unit) != "name":
        return False
    mine, yours = _before(alignment.claim, unit), _before(alignment.source, there)
    return mine in _WHERE and yours not in (mine, "and", "or")


def _before(line: Line, unit: Unit) -> str:
    """The function word before a mention, articles aside; empty where there is none."""
    for token in reversed(line.tokens[: unit[0]]):
        if token.key not in _ARTICLES:
            return token.key if token.kind == "function" else ""
    return ""


def reworded(alignment: Alignment, unit: Unit) -> bool:
    """Whether a word right beside a mention is not aligned: the mention's role may differ."""
    claim = alignment.claim
    return any(
        claim.tokens[index].kind == "word" and index not in alignment.pairs
        for index, away in _neighbours(claim, unit, 1)
        if abs(away) == 1
    )


def listed(line: Line, unit: Unit, others: Sequence[Unit]) -> bool:
    """Whether a name shares a list, or a meeting, with one of the others: order is free there."""
    if kind(line, unit) != "name":
        return False
    for other in others:
        first, last = sorted((unit, other))
        between = [token for token in line.tokens[first[-1] + 1 : last[0]] if not token.is_mention]
        words = [token.text.lower() for token in between]
        if all(_JOINED.fullmatch(word) or word in _MUTUAL for word in words):
            return True
    return False


def kind(line: Line, unit: Unit) -> str:
    """The kind of a mention: "number", "date" or "name"."""
    return line.tokens[unit[0]].kind


def text(line: Line, unit: Unit) -> str:
    """A mention as it is written, without a possessive ending."""
    start, end = line.tokens[unit[0]].start, line.tokens[unit[-1]].end
    return re.sub(r"['’]s?$", "", line.text[start:end])


def _neighbours(line: Line, unit: Unit, reach: int) -> Iterator[tuple[int, int]]:
    """The content tokens around a mention, with their distances from it."""
    places = [line.position[part] for part in unit]
    for place in range(
        max(0, min(places) - reach), min(len(line.content), max(places) + reach + 1)
    ):
        index = line.content[place]
        if index not in unit:
            yield index, distance(line, unit, index)


def _apart(line: Line, unit: Unit, index: int) -> bool:
    return all(line.tokens[part].clause != line.tokens[index].clause for part in unit)


def _name(line: Line, unit: Unit) -> Name:
    return tuple(bare(line.tokens[index].text) for index in unit)
