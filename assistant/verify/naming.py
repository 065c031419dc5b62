"""How a source refers to what a claim names: by part of the name, another name, a pronoun."""

from collections.abc import Collection, Sequence

from assistant.verify.alignment import Alignment, Line
from assistant.verify.lexicon import is_pronoun
from assistant.verify.tokens import Token, same
from assistant.verify.units import Unit, distance, kind
from index.text.names import TITLES

_BESIDE = 2
"""How many content words away a neighbour of a name may be."""


def lacking(alignment: Alignment, unit: Unit, known: Collection[str]) -> Unit:
    """The words of a name that are neither in the source nor among the `known` keys."""
    tokens = alignment.claim.tokens
    return tuple(
        index
        for index in unit
        if tokens[index].kind == "name"
        and not _known(tokens[index], known)
        and not any(same(tokens[index], token) for token in alignment.source.tokens)
    )


def paired(alignment: Alignment, unit: Unit) -> bool:
    """Whether the last word of a mention, titles aside, is aligned."""
    tokens = alignment.claim.tokens
    own = [index for index in unit if tokens[index].text.lower() not in TITLES] or list(unit)
    return own[-1] in alignment.pairs


def other_name(alignment: Alignment, unit: Unit, yours: Sequence[Unit]) -> Unit:
    """A name of the source that shares words with one of the claim, yet each has some of its own.

    "London Stock Exchange" is none for "Warsaw Stock Exchange".
    """
    claim, source = alignment.claim, alignment.source
    if kind(claim, unit) != "name":
        return ()
    partners = {alignment.pairs.get(index) for index in unit}
    for there in yours:
        if kind(source, there) != "name" or partners.isdisjoint(there):
            continue
        own = [index for index in unit if not _has(source, there, claim.tokens[index])]
        left = [index for index in there if not _has(claim, unit, source.tokens[index])]
        if own and left and alignment.pairs.keys().isdisjoint(own):
            return there
    return ()


def understood(alignment: Alignment, unit: Unit, known: Collection[str]) -> bool:
    """Whether a mention need not be in the source in its own words.

    So it is with a name of the passage that a pronoun refers to, and with the word "one".
    """
    tokens = [alignment.claim.tokens[index] for index in unit]
    if tokens[0].kind != "name":
        return tokens[0].text.lower() == "one"
    return all(_known(token, known) for token in tokens) and pronoun(alignment, unit)


def pronoun(alignment: Alignment, unit: Unit) -> bool:
    """Whether the source has a pronoun where the claim has a name: beside the same words."""
    claim, source = alignment.claim, alignment.source
    near = {
        partner: distance(claim, unit, index)
        for index, partner in alignment.pairs.items()
        if index not in unit and abs(distance(claim, unit, index)) <= _BESIDE
    }
    for place, token in enumerate(source.tokens):
        if token.kind != "function" or not is_pronoun(token.text):
            continue
        for partner, mine in near.items():
            first, last = sorted((partner, place))
            between = sum(other.is_content for other in source.tokens[first + 1 : last])
            if (mine < 0) == (partner < place) and between < _BESIDE:
                return True
    return False


def _known(token: Token, known: Collection[str]) -> bool:
    return token.key in known or token.text.lower() in TITLES


def _has(line: Line, unit: Unit, token: Token) -> bool:
    return token.text.lower() in TITLES or any(same(token, line.tokens[index]) for index in unit)
