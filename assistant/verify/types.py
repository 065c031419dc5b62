"""The words of weighing: what is claimed, what came out, and the facts that can be compared."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal, TypeAlias

from assistant.types import Quote, Verdict

Kind = Literal["number", "date", "name"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence to weigh. `cited` holds indexes into the passages; empty without a marker."""

    text: str
    cited: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the passages say of a claim.

    `reason` says in one line why the verdict is not `supported`; empty where it is. `quotes` holds
    what bears the claim out or speaks against it, best first; empty where it is `unsupported`.
    """

    verdict: Verdict
    reason: str
    quotes: tuple[Quote, ...]

    @property
    def borne_out(self) -> bool:
        """Whether the sources say at least part of it, and nothing against it."""
        return self.verdict in ("supported", "partly")


@dataclass(frozen=True, slots=True)
class Number:
    """An amount with its unit: "%", a currency's sign, "th" for an ordinal, "km", or none."""

    amount: Fraction
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, month, year or stretch of time; None where it is not told.

    `since` and `until` are its first and last day where the year is known. `weekday` counts from
    0, Monday, where the text tells no other date; `month` and `day` stand alone without a year.
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
class Fact:
    """A number, date or name of a text, at `text[start:end]`.

    `value` is its normal form, the same for "two" and "2", or for "$2.25bn" and "2,250,000,000
    dollars". `meaning` is what `agree` compares.
    """

    kind: Kind
    value: str
    start: int
    end: int
    meaning: Number | Moment | Name = field(compare=False, repr=False)
