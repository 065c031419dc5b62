"""Whether each fact of a claim stands in the company in which the source has it.

A number, date or name is borne out where the source has it among the same words. Where another
one stands among those words, the source says otherwise: a fact was altered, or two were swapped.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.verify.alignment import Alignment
from assistant.verify.naming import lacking, other_name, paired, pronoun, understood
from assistant.verify.units import (
    Unit,
    company,
    copula,
    elsewhere,
    inverted,
    kind,
    listed,
    possessive,
    reworded,
    same,
    text,
    units,
)

_RIVAL = 0.4
"""The company from which on another fact is taken to stand in a fact's place."""

_SURE = 0.9
"""The company from which on it stands there without a doubt."""

_STRANGE = 0.2
"""The company below which a fact is not in its place."""

_LEAD, _MARGIN = 1.5, 0.05
"""How much better a rival's company must be than the fact's own: times, and beyond."""

_SWAPPED, _SWAPPED_PLAINLY = 1.2, 2.0
"""How much better two facts must fit where the source has the other: with their neighbours on
their other side in the source, and without."""

_OWNER = 0.5
"""What a rival counts that only owns what stands in the place: "Pakistan's minister"."""

_TAKEN = 0.6
"""The part of a rival's company from which on it belongs to another fact of the claim."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact of the claim that the source does not bear out.

    `there` is what the source has in its place, empty where it has nothing.
    """

    said: str
    there: str = ""


def differences(alignment: Alignment, known: Collection[str]) -> list[Difference]:
    """The facts of the claim that the source lacks or has otherwise.

    `known` holds the keys of the passage's words: a pronoun may stand for a name among them.
    """
    roles = _Roles(alignment, known)
    found = (roles.difference(unit) for unit in roles.mine)
    return [difference for difference in found if difference]


class _Roles:
    """The facts of a claim and those of a source that is set beside it."""

    def __init__(self, alignment: Alignment, known: Collection[str]) -> None:
        self.alignment = alignment
        self.known = known
        self.mine = units(alignment.claim)
        self.yours = units(alignment.source)

    def difference(self, unit: Unit) -> Difference | None:
        """How the source differs on a fact of the claim; None where it bears it out."""
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
            # Its value may stand elsewhere, for another word of the claim.
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
        """The source's other fact of the same kind that best stands where the claim has `unit`."""
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
            strength = company(alignment, unit, there)
            if possessive(alignment.source, there) == "'s" != possessive(alignment.claim, unit):
                strength *= _OWNER
            if strength > best[1] and (here or not self._taken(unit, there, strength)):
                best = (there, strength)
        return best

    def _taken(self, unit: Unit, there: Unit, strength: float) -> bool:
        """Whether a fact of the source bears out another of the claim, rather than be a rival."""
        alignment = self.alignment
        return any(
            any(alignment.pairs.get(index) in there for index in other)
            and company(alignment, other, there) >= _TAKEN * strength
            for other in self.mine
            if other != unit
        )

    def _said(self, there: Unit, but: Unit) -> bool:
        """Whether the claim says a fact of the source itself, beside the one in question."""
        claim, source = self.alignment.claim, self.alignment.source
        return any(same(claim, unit, source, there) for unit in self.mine if unit != but)

    def _misplaced(self, unit: Unit, own: Sequence[Unit], rival: Unit, strength: float) -> bool:
        """Whether a fact that the source has stands in the claim where the source has `rival`."""
        alignment, claim, source = self.alignment, self.alignment.claim, self.alignment.source
        home = max(own, key=lambda there: company(alignment, unit, there))
        best = company(alignment, unit, home)
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
        kept = best + max(company(alignment, other, rival) for other in exchanged)
        swapped = strength + max(company(alignment, other, home) for other in exchanged)
        return swapped > (_SWAPPED if turned else _SWAPPED_PLAINLY) * kept

    def _ousted(self, unit: Unit, own: Sequence[Unit]) -> bool:
        """Whether a pronoun stands in a name's place, and the name somewhere else."""
        return (
            kind(self.alignment.claim, unit) == "name"
            and all(company(self.alignment, unit, home) < _STRANGE for home in own)
            and pronoun(self.alignment, unit)
        )
