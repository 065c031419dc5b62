"""Whether two mentions can be one: numbers, dates and names compared."""

from assistant.verify.lexicon import near, stem
from index.text.dates import canonical_date, moments_agree
from index.text.names import acronym, without_titles
from index.text.numbers import canonical_number
from index.text.types import Mention, Moment, Name, Number


def agree(one: Mention, other: Mention) -> bool:
    """Whether two mentions can mean the same: "May 2025" and "May 21, 2025"."""
    if isinstance(one.meaning, tuple) and isinstance(other.meaning, tuple):
        return names_agree(one.meaning, other.meaning)
    if isinstance(one.meaning, tuple) or isinstance(other.meaning, tuple):
        return False
    return values_agree(one.meaning, other.meaning) or values_agree(other.meaning, one.meaning)


def values_agree(claimed: Number | Moment | None, source: Number | Moment | None) -> bool:
    """Whether two numbers or dates agree; a year is a number too, a missing unit no difference."""
    match claimed, source:
        case Number(), Number():
            units = claimed.unit == source.unit or ("" in (claimed.unit, source.unit))
            return claimed.amount == source.amount and units
        case Moment(), Moment():
            return moments_agree(claimed, source)
        case Number(unit=""), Moment():
            return canonical_number(claimed) == canonical_date(source)
        case Moment(), Number(unit=""):
            return canonical_number(source) == canonical_date(claimed)
    return False


def names_agree(claimed: Name, source: Name) -> bool:
    """Whether one name is part of the other, or its acronym: "Dar" and "Ishaq Dar"."""
    if acronym(claimed) == "".join(source) or acronym(source) == "".join(claimed):
        return True
    short, long = sorted((without_titles(claimed), without_titles(source)), key=len)
    return all(any(_same_word(word, other) for other in long) for word in short)


def _same_word(one: str, other: str) -> bool:
    """Whether two words of names are the same: "China", "Chinese"; "U.S.", "US"."""
    if one.isupper() and other.isupper() and len(one) <= 5:
        return one == other
    mine, yours = stem(one), stem(other)
    return mine == yours or near(mine, yours)
