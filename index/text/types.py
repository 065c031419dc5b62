"""What is read in a text: numbers, moments and names, and the mentions of them."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal, TypeAlias

MentionKind = Literal["number", "date", "name"]


@dataclass(frozen=True, slots=True)
class Number:
    """An amount with its unit: "%", a currency's sign, "th" for an ordinal, "km", or none."""

    amount: Fraction
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, a month, a year or a longer span of time; None for what the text does not give.

    `since` and `until` are its first and last day where the year is known. `weekday` counts from
    0, Monday, where the text gives no other date; `month` and `day` stand alone without a year.
    `label` holds what has no place in that, such as "300 BC".
    """

    since: date | None = None
    until: date | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    label: str = ""


Name: TypeAlias = tuple[str, ...]
"""A name's words, without possessive endings."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A number, date or name mentioned in a text, at the span `text[start:end]`.

    `value` is its normal form, the same for "two" and "2", or for "$2.25bn" and "2,250,000,000
    dollars". `meaning` is what mentions are compared by.
    """

    kind: MentionKind
    value: str
    start: int
    end: int
    meaning: Number | Moment | Name = field(compare=False, repr=False)
