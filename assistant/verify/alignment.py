"""Alignment of a claim's tokens with those of a source: one to one, neighbours with neighbours.

In the spirit of greedy string tiling (Wise 1993): the tokens whose contexts match best are paired
first, wherever they are, so that moved clauses are found whole. Passive clauses are put in the
order of active ones before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.verify.tokens import Token, same
from assistant.verify.voice import active

_REACH = 3
"""How many content words away neighbours still count."""


_SPELLING = 0.3
"""What the same spelling counts for, beside the same meaning."""

TokenPair = tuple[int, int]
"""The positions of a content token in the claim and of one in the source."""


class Line:
    """A sentence and its tokens, with the content tokens in active order."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = tuple(tokens)

    def word(self, index: int) -> str:
        """A token's spelling, in lower case."""
        return self.tokens[index].text.lower()

    @cached_property
    def content(self) -> list[int]:
        """Indexes of the content tokens, in active order."""
        return [index for index in active(self.tokens) if self.tokens[index].is_content]

    @cached_property
    def position(self) -> dict[int, int]:
        """Index of a content token → its position in `content`."""
        return {index: position for position, index in enumerate(self.content)}

    @cached_property
    def weight(self) -> float:
        """The sum of the weights of all the tokens."""
        return sum(token.weight for token in self.tokens)


@dataclass(frozen=True)
class Alignment:
    """A claim aligned with a source; `pairs` maps an index in the claim to one in the source."""

    claim: Line
    source: Line
    pairs: dict[int, int]

    @cached_property
    def share(self) -> float:
        """The share of the claim, by weight, that is aligned."""
        found = sum(self.claim.tokens[index].weight for index in self.pairs)
        return found / self.claim.weight if self.claim.weight else 0.0

    @cached_property
    def unaligned(self) -> list[int]:
        """Indexes of the source's content tokens that are not aligned."""
        used = set(self.pairs.values())
        return [index for index in self.source.content if index not in used]


def align(claim: Line, source: Line) -> Alignment:
    """Align the claim's content tokens with the source's."""
    table = {
        (i, j)
        for i, claimed in enumerate(claim.content)
        for j, there in enumerate(source.content)
        if same(claim.tokens[claimed], source.tokens[there])
    }
    trust = [_trust(claim.tokens[index]) for index in claim.content]
    value = {
        (i, j): _context((i, j), table, trust)
        + _SPELLING * (claim.word(claim.content[i]) == source.word(source.content[j]))
        for i, j in table
    }
    scored = sorted(table, key=lambda pair: (-value[pair], abs(pair[0] - pair[1]), pair))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for i, j in scored:
        if claim.content[i] not in pairs and j not in taken:
            pairs[claim.content[i]] = source.content[j]
            taken.add(j)
    return Alignment(claim, source, pairs)


def _context(pair: TokenPair, table: set[TokenPair], trust: Sequence[float]) -> float:
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
    """What a neighbour counts: a mention may itself be out of place."""
    return {"number": 0.3, "date": 0.3, "name": 0.5}.get(token.kind, 1.0)
