"""Whether each mention of a claim has the context that it has in the source.

A number, date or name is entailed where the source has it among the same words. Where it has
another one among those words, it says otherwise: a mention was altered, or two were swapped.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.verify.alignment import Alignment
from assistant.verify.naming import lacking, other_name, paired, pronoun, understood
from assistant.verify.units import (
    Unit,
    context_similarity,
    copula,
    elsewhere,
    inverted,
    kind,
    listed,
    possessive,
    reworded,
    same,
    text,
    units_of,
)

_RIVAL = 0.4
"""The context similarity from which on another mention is taken to be in a mention's place."""

_SURE = 0.9
"""The context similarity from which on it is there without a doubt."""

_STRANGE = 0.2
"""The context similarity below which a mention is not in its place."""

_LEAD, _MARGIN = 1.5, 0.05
"""How much better a rival's context must be than the mention's own: a factor and a summand."""

_SWAPPED, _SWAPPED_PLAINLY = 1.2, 2.0
"""How much better two mentions must fit where the source has the other: with their neighbours on
their other side in the source, and without."""

_OWNER = 0.5
"""What a rival counts that only owns what is in the place: "Pakistan's minister"."""

_TAKEN = 0.6
"""The part of a rival's context from which on it belongs to another mention of the claim."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A mention of the claim that the source does not entail.

    `there` is what the source has in its place, empty where it has nothing.
    """

    said: str
    there: str = ""


def differences(alignment: Alignment, known: Collection[str]) -> list[Difference]:
    """The mentions of the claim that the source lacks or has otherwise.

    `known` holds the keys of the passage's words: a pronoun may refer to a name among them.
    """
    roles = _Roles(alignment, known)
    found = (roles.difference(unit) for unit in roles.mine)
    return [difference for difference in found if difference]


class _Roles:
    """The mentions of a claim and those of the source that it is aligned with."""

    def __init__(self, alignment: Alignment, known: Collection[str]) -> None:
        self.alignment = alignment
        self.known = known
        self.mine = units_of(alignment.claim)
        self.yours = units_of(alignment.source)

    def difference(self, unit: Unit) -> Difference | None:
        """How the source differs on a mention of the claim; None where it entails it."""
        alignment, claim, source = self.alignment, self.alignment.claim, self.alignment.source
        said = text(claim, unit)
        other = other_name(alignment, unit, self.yours)
        if other:
            return Difference(said, text(source, other))
        own = [there for there in self.yours if same(claim, unit, source, there)]
        missing = lacking(alignment, unit, self.known)
        partners = {alignment.pairs[index] for index in unit if index in alignment.pairs}
        abbreviated = not own and bool(partners) and not missing
        if abbreviated:
            own = [tuple(sorted(partners))]
        rival, strength = self._rival(unit, own)
        if not own or not (abbreviated or paired(alignment, unit)):
            # Its value may be elsewhere in the source, aligned with another word of the claim.
            if strength >= _RIVAL:
                return Difference(said, text(source, rival))
            spared = own or understood(alignment, unit, self.known)
            return None if spared else Difference(said)
        if rival and self._misplaced(unit, own, rival, strength):
            return Difference(said, text(source, rival))
        if missing or self._ousted(unit, own):
            return Difference(text(claim, missing or unit))
        return None

    def _rival(self, unit: Unit, own: Sequence[Unit]) -> tuple[Unit, float]:
        """The source's other mention of the same kind that best fits where the claim has `unit`."""
        alignment = self.alignment
        here = bool(own) and paired(alignment, unit)
        at_home = {index for home in own for index in home}
        best: tuple[Unit, float] = ((), 0.0)
        for there in self.yours:
            if kind(alignment.source, there) != kind(alignment.claim, unit):
                continue
            if not at_home.isdisjoint(there):
                continue
            if here and listed(alignment.source, there, own):
                continue
            if not own and (elsewhere(alignment, unit, there) or self._said(there, but=unit)):
                continue
            strength = context_similarity(alignment, unit, there)
            if possessive(alignment.source, there) == "'s" != possessive(alignment.claim, unit):
                strength *= _OWNER
            if strength > best[1] and (here or not self._taken(unit, there, strength)):
                best = (there, strength)
        return best

    def _taken(self, unit: Unit, there: Unit, strength: float) -> bool:
        """Whether a mention of the source matches another of the claim, and so is no rival."""
        alignment = self.alignment
        return any(
            any(alignment.pairs.get(index) in there for index in other)
            and context_similarity(alignment, other, there) >= _TAKEN * strength
            for other in self.mine
            if other != unit
        )

    def _said(self, there: Unit, but: Unit) -> bool:
        """Whether the claim has a mention of the source itself, beside the one in question."""
        claim, source = self.alignment.claim, self.alignment.source
        return any(same(claim, unit, source, there) for unit in self.mine if unit != but)

    def _misplaced(self, unit: Unit, own: Sequence[Unit], rival: Unit, strength: float) -> bool:
        """Whether a mention that the source has is in the claim where the source has `rival`."""
        alignment, claim, source = self.alignment, self.alignment.claim, self.alignment.source
        home = max(own, key=lambda there: context_similarity(alignment, unit, there))
        best = context_similarity(alignment, unit, home)
        if strength < _RIVAL or strength <= _LEAD * best + _MARGIN:
            return False
        if possessive(claim, unit) != possessive(source, rival):
            return False
        if kind(claim, unit) == "name" and (copula(alignment, unit) or reworded(alignment, unit)):
            return False
        turned = inverted(alignment, unit, home)
        exchanged = [
            other for other in self.mine if other != unit and same(claim, other, source, rival)
        ]
        if not exchanged:
            return turned or (strength >= _SURE and best <= _RIVAL)
        if listed(claim, unit, exchanged):
            return False
        kept = best + max(context_similarity(alignment, other, rival) for other in exchanged)
        swapped = strength + max(context_similarity(alignment, other, home) for other in exchanged)
        return swapped > (_SWAPPED if turned else _SWAPPED_PLAINLY) * kept

    def _ousted(self, unit: Unit, own: Sequence[Unit]) -> bool:
        """Whether a pronoun is in a name's place, and the name somewhere else."""
        return (
            kind(self.alignment.claim, unit) == "name"
            and all(context_similarity(self.alignment, unit, home) < _STRANGE for home in own)
            and pronoun(self.alignment, unit)
        )
