"""Two runs of one set compared question by question: improvements and regressions."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.errors import AssistantError, one_line
from assistant.evaluate.metrics_table import align

OutcomeFields = Mapping[str, Any]
"""An outcome as JSON types, as a saved run holds it."""


def _rank(field: str, limit: int | None = None) -> Callable[[OutcomeFields], float]:
    """Higher is better: the rank's reciprocal, or whether it is within `limit`."""

    def value(outcome: OutcomeFields) -> float:
        rank = outcome[field]
        if limit is not None:
            return float(rank is not None and rank <= limit)
        return 1 / rank if rank else 0.0

    return value


ASPECTS: Mapping[str, Callable[[OutcomeFields], float]] = {
    "answer in first quote": _rank("quote_rank", 1),
    "answer in 3 quotes": _rank("quote_rank", 3),
    "document rank": _rank("document_rank"),
    "answered or declined rightly": lambda each: float(each["declined"] != each["answerable"]),
    "both sides cited": lambda each: float(bool(each["both_sides"])),
    "disagreement said": lambda each: float(bool(each["disagreement"])),
}


@dataclass(frozen=True, slots=True)
class Regression:
    """A question that got worse, the aspects in which it did, and its first quotes."""

    id: str
    question: str
    aspects: tuple[str, ...]
    before: str
    after: str

    def __str__(self) -> str:
        return (
            f"\n{one_line(self.id)}: {one_line(self.question)}"
            f"\n  worse:  {', '.join(self.aspects)}"
            f"\n  before: {one_line(self.before) or '(no quote)'}"
            f"\n  after:  {one_line(self.after) or '(no quote)'}"
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """For each aspect how many of the `shared` questions got better and worse; which got worse."""

    shared: int
    only_before: int
    only_after: int
    counts: Mapping[str, tuple[int, int]]
    regressions: tuple[Regression, ...]

    def to_dict(self) -> dict[str, Any]:
        """The comparison as JSON types."""
        return {
            "shared": self.shared,
            "only_before": self.only_before,
            "only_after": self.only_after,
            "aspects": {
                name: {"better": better, "worse": worse}
                for name, (better, worse) in self.counts.items()
            },
            "losers": [
                asdict(regression) | {"aspects": list(regression.aspects)}
                for regression in self.regressions
            ],
        }

    def table(self, limit: int = 20) -> str:
        """The counts, then up to `limit` regressions with their first quotes before and after."""
        rows = [(name, str(better), str(worse)) for name, (better, worse) in self.counts.items()]
        lines = [align([(f"{self.shared} questions", "better", "worse"), *rows])]
        if self.only_before or self.only_after:
            lines.append(f"not compared: {self.only_before} before, {self.only_after} after")
        lines += [str(regression) for regression in self.regressions[:limit]]
        if len(self.regressions) > limit:
            lines.append(f"\n… and {len(self.regressions) - limit} more")
        return "\n".join(lines)


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> Comparison:
    """Compare two runs, as `Evaluation.to_dict` gives them, over the questions they share."""
    old = {outcome["id"]: outcome for outcome in before["outcomes"]}
    new = {outcome["id"]: outcome for outcome in after["outcomes"]}
    pairs = [(old[name], new[name]) for name in new if name in old]
    regressions = [_regression(*pair) for pair in pairs]
    return Comparison(
        shared=len(pairs),
        only_before=len(old) - len(pairs),
        only_after=len(new) - len(pairs),
        counts={
            name: (
                sum(value(last) > value(first) for first, last in pairs),
                sum(value(last) < value(first) for first, last in pairs),
            )
            for name, value in ASPECTS.items()
        },
        regressions=tuple(each for each in regressions if each.aspects),
    )


def _regression(before: OutcomeFields, after: OutcomeFields) -> Regression:
    return Regression(
        id=after["id"],
        question=after["question"],
        aspects=tuple(name for name, value in ASPECTS.items() if value(after) < value(before)),
        before="".join(before["quotes"][:1]),
        after="".join(after["quotes"][:1]),
    )


def read_run(path: Path) -> dict[str, Any]:
    """A saved run; AssistantError names the file if it is none."""
    try:
        run: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        for outcome in run["outcomes"]:
            _regression(outcome, outcome)  # raises where a field is missing
    except OSError as error:
        raise AssistantError(f"{path}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise AssistantError(f"{path}: is not a run that eval --save kept") from error
    return run
