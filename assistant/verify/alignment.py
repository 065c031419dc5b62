"""Which token of a source bears out which of a claim: one to one, neighbours with neighbours.

In the spirit of greedy string tiling (Wise 1993): what stands in matching company is paired first,
wherever it stands, so that moved clauses are found whole. Passive clauses are read in the order of
active ones before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.verify.tokens import Token, same
from assistant.verify.voice import active

_REACH = 3
"""How far, in telling words, neighbours count."""


_SPELLING = 0.3
"""What the same spelling counts for, beside the same meaning."""

Place = tuple[int, int]
"""Places of a telling token in the claim and in the source."""


class Line:
    """Tokens in a row, with the places of the telling ones in active order."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = tuple(tokens)

    def word(self, index: int) -> str:
        """A token in small letters, as it is spelt."""
        return self.tokens[index].text.lower()

    @cached_property
    def telling(self) -> list[int]:
        """Indexes of the telling tokens, in active order."""
        return [index for index in active(self.tokens) if self.tokens[index].telling]

    @cached_property
    def place(self) -> dict[int, int]:
        """Index of a telling token → its place in active order."""
        return {index: place for place, index in enumerate(self.telling)}

    @cached_property
    def weight(self) -> float:
        """What all the tokens weigh together."""
        return sum(token.weight for token in self.tokens)


@dataclass(frozen=True)
class Alignment:
    """A claim beside a source; `pairs` maps the index of a claim's token to the source's."""

    claim: Line
    source: Line
    pairs: dict[int, int]

    @cached_property
    def share(self) -> float:
        """The share of the claim, by weight, that the source bears out."""
        found = sum(self.claim.tokens[index].weight for index in self.pairs)
        return found / self.claim.weight if self.claim.weight else 0.0

    @cached_property
    def spare(self) -> list[int]:
        """Indexes of the source's telling tokens that bear nothing out."""
        used = set(self.pairs.values())
        return [index for index in self.source.telling if index not in used]


def align(claim: Line, source: Line) -> Alignment:
    """Pair the claim's telling tokens with the source's."""
    table = {
        (i, j)
        for i, said in enumerate(claim.telling)
        for j, there in enumerate(source.telling)
        if same(claim.tokens[said], source.tokens[there])
    }
    trust = [_trust(claim.tokens[index]) for index in claim.telling]
    value = {
        (i, j): _company((i, j), table, trust)
        + _SPELLING * (claim.word(claim.telling[i]) == source.word(source.telling[j]))
        for i, j in table
    }
    scored = sorted(table, key=lambda pair: (-value[pair], abs(pair[0] - pair[1]), pair))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for i, j in scored:
        if claim.telling[i] not in pairs and j not in taken:
            pairs[claim.telling[i]] = source.telling[j]
            taken.add(j)
    return Alignment(claim, source, pairs)


def _company(pair: Place, table: set[Place], trust: Sequence[float]) -> float:
    """How many neighbours of a pair are pairs too, near ones counting more."""
    i, j = pair
    total = 0.0
    for step in range(1, _REACH + 1):
        for side in (-step, step):
            if not 0 <= i + side < len(trust):
                continue
            if (i + side, j + side) in table:
                total += trust[i + side] / step
            elif (i + side, j + side + 1) in table or (i + side, j + side - 1) in table:
                total += 0.6 * trust[i + side] / step
    return total


def _trust(token: Token) -> float:
    """What a neighbour counts: a fact may itself be out of place."""
    return {"number": 0.3, "date": 0.3, "name": 0.5}.get(token.kind, 1.0)
