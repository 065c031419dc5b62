"""Whether the source gives a description ("the mayor of Oslo") to the name that the claim does."""

from collections.abc import Iterator, Sequence

from assistant.verify.alignment import Alignment, Line
from assistant.verify.lexicon import words_of
from assistant.verify.roles import Difference
from assistant.verify.units import Unit, possessive, same, text, units_of

_IS = ("is", "was", "are", "were")
_ARTICLES = ("a", "an", "the")
_ENDS = words_of("bounds")
_JOINS = ("and", "or", "with", "but", "while")


def misdescribed(alignment: Alignment) -> Iterator[Difference]:
    """What the source has in place of the claim's name, if it describes another one so."""
    claim, source = alignment.claim, alignment.source
    found = _described(claim)
    if found is None:
        return
    name, words = found
    there = sorted(alignment.pairs[index] for index in words if index in alignment.pairs)
    homes = [unit for unit in units_of(source) if same(claim, name, source, unit)]
    if len(there) < len(words) or not homes or _after_copula(source, there[0]):
        return
    names = [
        unit
        for unit in units_of(source)
        if _is_name(source, unit) and possessive(source, unit) != "'s" and not set(unit) <= {*there}
    ]
    nearest = min(
        names,
        key=lambda unit: (_distance(source, unit, there), unit[0] < there[0]),
        default=homes[0],
    )
    least = _distance(source, nearest, there)
    if all(_distance(source, home, there) > least for home in homes):
        yield Difference(text(claim, name), text(source, nearest))


def _described(claim: Line) -> tuple[Unit, list[int]] | None:
    """The name, and the description's content words, of a claim that joins them by "is"."""
    keys = [token.key for token in claim.tokens]
    verb = next((index for index, key in enumerate(keys) if key in _IS), 0)
    names = [unit for unit in units_of(claim) if _is_name(claim, unit)]
    before = next((unit for unit in names if unit[0] == 0 and unit[-1] + 1 == verb), None)
    if before and verb + 1 < len(keys):
        owner = next((unit for unit in names if unit[0] == verb + 1), None)
        if keys[verb + 1] in _ARTICLES or (owner and possessive(claim, owner) == "'s"):
            return _words(claim, before, verb + 1, len(keys))
    after = next((unit for unit in names if unit[0] == verb + 1), None)
    if after and after[-1] == len(keys) - 1 and keys[0] in _ARTICLES:
        return _words(claim, after, 0, verb)
    return None


def _words(claim: Line, name: Unit, start: int, end: int) -> tuple[Unit, list[int]] | None:
    found: list[int] = []
    for index in range(start, end):
        token = claim.tokens[index]
        if token.key in _ENDS or token.clause != claim.tokens[start].clause:
            break
        if token.is_content:
            found.append(index)
    return (name, found) if found else None


def _is_name(line: Line, unit: Unit) -> bool:
    return line.tokens[unit[0]].kind == "name"


def _after_copula(source: Line, first: int) -> bool:
    """Whether a description follows "is": whom it describes may be far from it."""
    keys = [token.key for token in source.tokens[:first] if token.key not in _ARTICLES]
    return bool(keys) and keys[-1] in _IS


def _distance(source: Line, unit: Unit, there: Sequence[int]) -> float:
    """How far a name is from a description; "and" and the like part more than a comma."""
    if unit[0] > there[-1]:
        first, last = there[-1], unit[0]
    elif unit[-1] < there[0]:
        first, last = unit[-1], there[0]
    else:
        return 0.0
    between = source.tokens[first + 1 : last]
    joins = sum(token.key in _JOINS for token in between)
    return len(between) + joins + 0.5 * (source.tokens[first].clause != source.tokens[last].clause)
