"""Whether each fact of a claim stands in the company in which the source has it.

A number, date or name is borne out where the source has it among the same words. Where another
one stands among those words, the source says otherwise: a fact was altered, or two were swapped.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.verify import names
from assistant.verify.align import Alignment, Line
from assistant.verify.reading import Token, facts_agree
from assistant.verify.reading import same as same_token
from assistant.verify.types import Name
from assistant.verify.words import TITLES, is_pronoun

_REACH = 4
_RIVAL = 0.4
"""The company from which on another fact is taken to stand in a fact's place."""
_SURE = 0.9
"""The company from which on it stands there without a doubt."""
_STRANGE = 0.25
"""The company below which a fact is not in its place."""
_SWAPPED = 1.2
"""How much better two facts must fit where the source has the other."""
_LEAD = 1.5
"""How much better a rival's company must be than the fact's own."""
_OTHER_SIDE = 0.3
"""What a neighbour counts that stands on the other side of a fact: a date may open or close."""

_OTHER_CLAUSE = 0.5
"""What a neighbour counts that a comma or the like parts from a fact in the source alone."""

_PEER = 0.3
"""What a neighbour counts that is a fact of the same kind: it may be out of place itself."""
_TAKEN = 0.6
"""The part of a rival's company from which on it belongs to another fact of the claim."""

_JOINED = re.compile(r"(?:\W|\b(?:and|or|as|well|the|a|an|of|both)\b)*")
_MUTUAL = ("met", "meet", "meets", "meeting", "married", "marries", "marry", "wed")

Unit = tuple[int, ...]
"""Indexes of the tokens of one number, date or name."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact of the claim that the source does not bear out.

    `there` is what the source has in its place, empty where it has nothing.
    """

    said: str
    there: str = ""


def differences(alignment: Alignment, known: Collection[str]) -> list[Difference]:
    """The facts of the claim that the source lacks or has otherwise.

    `known` holds the keys of names that the passage has named: a pronoun may stand for them.
    """
    claim, source = alignment.claim, alignment.source
    mine, yours = _units(claim), _units(source)
    found = []
    for unit in mine:
        difference = _weigh(alignment, unit, mine, yours, known)
        if difference:
            found.append(difference)
    return found


def company(alignment: Alignment, said: Unit, there: Unit) -> float:
    """How alike the neighbours of two units are, in [0, 1]: paired ones, on the same side, near."""
    claim, source = alignment.claim, alignment.source
    total = possible = 0.0
    for index, partner in alignment.pairs.items():
        if index in said or partner in there:
            continue
        mine = _distance(claim, said, index)
        if abs(mine) > _REACH:
            continue
        yours = _distance(source, there, partner)
        trust = _PEER if claim.tokens[index].kind == claim.tokens[said[0]].kind else 1.0
        possible += trust / mine**2
        if abs(yours) <= _REACH + 1:
            side = 1 if (mine < 0) == (yours < 0) else _OTHER_SIDE
            apart = _apart(source, there, partner) and not _apart(claim, said, index)
            total += trust * side * (_OTHER_CLAUSE if apart else 1) / abs(mine * yours)
    return min(1.0, total / possible) if possible else 0.0


def _weigh(
    alignment: Alignment,
    unit: Unit,
    mine: Sequence[Unit],
    yours: Sequence[Unit],
    known: Collection[str],
) -> Difference | None:
    claim, source = alignment.claim, alignment.source
    own = [there for there in yours if _same(claim, unit, source, there)]
    paired = tuple(sorted({alignment.pairs[index] for index in unit if index in alignment.pairs}))
    lacking = _lacking(claim, unit, source, known)
    if not own and paired and not lacking:
        own = [paired]
    said = _text(claim, unit)
    other = _other_name(alignment, unit, yours)
    if other:
        return Difference(said, _text(source, other))
    rival, strength = _rival(alignment, unit, own, mine, yours)
    if not own or not _paired(alignment, unit):
        # Its value may stand elsewhere, for another word of the claim.
        if strength >= _RIVAL:
            return Difference(said, _text(source, rival))
        return None if own or _spared(alignment, unit, known) else Difference(said)
    if rival and _misplaced(alignment, unit, own, rival, strength, mine):
        return Difference(said, _text(source, rival))
    if _ousted(alignment, unit, own):
        return Difference(said)
    if lacking:
        return Difference(_text(claim, lacking))
    return None


def _misplaced(
    alignment: Alignment,
    unit: Unit,
    own: Sequence[Unit],
    rival: Unit,
    strength: float,
    mine: Sequence[Unit],
) -> bool:
    """Whether a fact that the source has stands in the claim where the source has `rival`."""
    claim, source = alignment.claim, alignment.source
    home = max(own, key=lambda there: company(alignment, unit, there))
    best = company(alignment, unit, home)
    if strength < _RIVAL or strength <= _LEAD * best + 0.05:
        return False
    if claim.tokens[unit[0]].kind == "name" and _copula(claim, unit, alignment):
        return False
    inverted = _inverted(alignment, unit, home)
    exchanged = [other for other in mine if other != unit and _same(claim, other, source, rival)]
    if not exchanged:
        return inverted or (strength >= _SURE and best <= _RIVAL)
    kept = best + max(company(alignment, other, rival) for other in exchanged)
    swapped = strength + max(company(alignment, other, home) for other in exchanged)
    return inverted and swapped > _SWAPPED * kept


def _inverted(alignment: Alignment, unit: Unit, home: Unit) -> bool:
    """Whether the words next to a fact stand on its other side in the source.

    Where one of the two says "of" or "’s", either side is the same.
    """
    claim, source = alignment.claim, alignment.source
    if _possessive(claim, unit) != _possessive(source, home):
        return False
    balance = 0.0
    for index, partner in alignment.pairs.items():
        if index in unit or partner in home:
            continue
        distance = _distance(claim, unit, index)
        if abs(distance) > 2:
            continue
        other = _distance(source, home, partner)
        balance += (1 if (distance < 0) == (other < 0) else -1) / abs(distance)
    return balance < 0


def _possessive(line: Line, unit: Unit) -> str:
    """How a name is joined to what it has: "of" before it, "'s" after it, or nothing."""
    before = line.tokens[unit[0] - 1].key if unit[0] else ""
    if before == "the" and unit[0] > 1:
        before = line.tokens[unit[0] - 2].key
    if before in ("of", "in", "from", "for"):
        return "of"
    return "'s" if re.search(r"['’]s?$", line.tokens[unit[-1]].text) else ""


def _copula(line: Line, unit: Unit, alignment: Alignment) -> bool:
    """Whether only a form of "be" parts a fact from what is said of it: either may come first."""
    near = [index for index in alignment.pairs if abs(_distance(line, unit, index)) == 1]
    for index in near:
        first, last = sorted((unit[0] if index < unit[0] else unit[-1], index))
        between = [token.key for token in line.tokens[first + 1 : last]]
        if any(key in ("is", "was", "are", "were") for key in between):
            return True
    return False


def _rival(
    alignment: Alignment,
    unit: Unit,
    own: Sequence[Unit],
    mine: Sequence[Unit],
    yours: Sequence[Unit],
) -> tuple[Unit, float]:
    """The source's other fact of the same kind that best stands where the claim has `unit`."""
    claim, source = alignment.claim, alignment.source
    best: tuple[Unit, float] = ((), 0.0)
    for there in yours:
        if there in own or _kind(source, there) != _kind(claim, unit):
            continue
        if any(set(there) & set(mates) for mates in own):
            continue
        if _paired(alignment, unit) and _listed(source, there, own):
            continue
        strength = company(alignment, unit, there)
        if strength <= best[1]:
            continue
        if not _taken(alignment, unit, own, there, strength, mine):
            best = (there, strength)
    return best


def _taken(
    alignment: Alignment,
    unit: Unit,
    own: Sequence[Unit],
    there: Unit,
    strength: float,
    mine: Sequence[Unit],
) -> bool:
    """Whether a fact of the source bears out another of the claim, and better than it is a rival.

    Two facts exchanged are told apart later, where the source has both.
    """
    if own and _paired(alignment, unit):
        return False
    return any(
        any(alignment.pairs.get(index) in there for index in other)
        and company(alignment, other, there) >= _TAKEN * strength
        for other in mine
        if other != unit
    )


def _same(claim: Line, unit: Unit, source: Line, there: Unit) -> bool:
    said, found = claim.tokens[unit[0]], source.tokens[there[0]]
    if said.meaning is not None or found.meaning is not None:
        return facts_agree(said.meaning, found.meaning)
    if said.kind != "name" or found.kind != "name":
        return False
    return names.agree(_name(claim, unit), _name(source, there))


def _lacking(claim: Line, unit: Unit, source: Line, known: Collection[str]) -> Unit:
    """The words of a name that stand nowhere in the source, nor among the names it knows."""
    return tuple(
        index
        for index in unit
        if claim.tokens[index].kind == "name"
        and claim.tokens[index].key not in known
        and claim.tokens[index].text.lower() not in TITLES
        and not any(same_token(claim.tokens[index], token) for token in source.tokens)
    )


def _paired(alignment: Alignment, unit: Unit) -> bool:
    """Whether the last telling word of a fact has a partner in the source."""
    tokens = alignment.claim.tokens
    told = [index for index in unit if tokens[index].text.lower() not in TITLES] or list(unit)
    return told[-1] in alignment.pairs


def _other_name(alignment: Alignment, unit: Unit, yours: Sequence[Unit]) -> Unit:
    """A name of the source that shares words with one of the claim, yet each has some of its own."""
    claim, source = alignment.claim, alignment.source
    if claim.tokens[unit[0]].kind != "name":
        return ()
    for there in yours:
        partners = {alignment.pairs.get(index) for index in unit}
        if source.tokens[there[0]].kind == "name" and partners & set(there):
            own = [i for i in unit if not _has(source, there, claim.tokens[i])]
            left = [j for j in there if not _has(claim, unit, source.tokens[j])]
            if own and left and not any(i in alignment.pairs for i in own):
                return there
    return ()


def _has(line: Line, unit: Unit, token: Token) -> bool:
    return token.text.lower() in TITLES or any(
        same_token(token, line.tokens[index]) for index in unit
    )


def _spared(alignment: Alignment, unit: Unit, known: Collection[str]) -> bool:
    """Whether a pronoun of the source stands for a name that its passage knows."""
    claim = alignment.claim
    if claim.tokens[unit[0]].kind != "name":
        return claim.tokens[unit[0]].text.lower() == "one"
    named = all(
        claim.tokens[index].key in known or claim.tokens[index].text.lower() in TITLES
        for index in unit
    )
    return named and _pronoun_for(alignment, unit)


def _ousted(alignment: Alignment, unit: Unit, own: Sequence[Unit]) -> bool:
    """Whether a pronoun stands in a name's place, and the name somewhere else."""
    return (
        alignment.claim.tokens[unit[0]].kind == "name"
        and all(company(alignment, unit, home) < _STRANGE for home in own)
        and _pronoun_for(alignment, unit)
    )


def _pronoun_for(alignment: Alignment, unit: Unit) -> bool:
    """Whether the source has a pronoun next to what the claim has next to a name."""
    claim, source = alignment.claim, alignment.source
    for place, token in enumerate(source.tokens):
        if token.kind != "function" or not is_pronoun(token.text):
            continue
        for index, partner in alignment.pairs.items():
            mine = _distance(claim, unit, index) if index not in unit else 9
            if abs(mine) <= 2 and (mine < 0) == (partner < place):
                first, last = sorted((partner, place))
                between = source.tokens[first + 1 : last]
                if sum(token.telling for token in between) < 2:
                    return True
    return False


def _units(line: Line) -> list[Unit]:
    groups: dict[int, list[int]] = defaultdict(list)
    for index, token in enumerate(line.tokens):
        if token.fact:
            groups[token.group if token.kind == "name" else -1 - index].append(index)
    return sorted(tuple(indexes) for indexes in groups.values())


def _listed(source: Line, there: Unit, own: Sequence[Unit]) -> bool:
    """Whether a name shares a list, or a meeting, with one of the claim's: order is free there."""
    if source.tokens[there[0]].kind != "name":
        return False
    for mates in own:
        first, last = sorted((there, mates))
        between = [token for token in source.tokens[first[-1] + 1 : last[0]] if not token.fact]
        words = [token.text.lower() for token in between]
        if all(_JOINED.fullmatch(word) or word in _MUTUAL for word in words):
            return True
    return False


def _distance(line: Line, unit: Unit, index: int) -> int:
    """Telling words from a unit to a token; negative where the token stands before."""
    places = [line.place[part] for part in unit]
    place = line.place[index]
    if place < min(places):
        return place - min(places)
    return max(1, place - max(places))


def _apart(line: Line, unit: Unit, index: int) -> bool:
    return all(line.tokens[part].clause != line.tokens[index].clause for part in unit)


def _kind(line: Line, unit: Unit) -> str:
    return line.tokens[unit[0]].kind


def _name(line: Line, unit: Unit) -> Name:
    return tuple(names.bare(line.tokens[index].text) for index in unit)


def _text(line: Line, unit: Unit) -> str:
    if not unit:
        return ""
    start, end = line.tokens[unit[0]].start, line.tokens[unit[-1]].end
    return re.sub(r"['’]s?$", "", line.text[start:end])
