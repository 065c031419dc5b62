"""What a sync does and did: how far it is, and what it changed, document by document."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from index.records import Record


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sync is: files done of all, passages embedded."""

    files: int
    total: int
    passages: int


@dataclass(slots=True)
class Report:
    """What a sync did, by document name; `failed` pairs names with one line each."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def has_changes(self) -> bool:
        """Whether any document came, went, moved or became another."""
        return bool(self.added or self.updated or self.moved or self.removed)

    def to_dict(self) -> dict[str, object]:
        """The report as the JSON that `assistant index --json` prints."""
        return {
            "added": self.added,
            "updated": self.updated,
            "moved": self.moved,
            "removed": self.removed,
            "unchanged": self.unchanged,
            "failed": [{"document": name, "error": error} for name, error in self.failed],
        }


def compare(before: Mapping[str, Record], after: Mapping[str, Record]) -> Report:
    """What became of the documents between two states of a library, in order of their names.

    A document that is new where another with the same text is gone was moved.
    """
    report = Report()
    gone: dict[str, list[str]] = defaultdict(list)
    for name in sorted(before.keys() - after.keys()):
        if before[name].key:
            gone[before[name].key].append(name)
    for name, record in sorted(after.items()):
        old = before.get(name)
        if record.error:
            report.failed.append((name, record.error))
        elif old is not None and old.key:
            same = (old.key, old.source) == (record.key, record.source)
            (report.unchanged if same else report.updated).append(name)
        elif gone[record.key]:
            gone[record.key].pop()
            report.moved.append(name)
        else:
            report.added.append(name)
    lost = [name for name, old in before.items() if old.key and name in after and after[name].error]
    report.removed = sorted([*lost, *(name for names in gone.values() for name in names)])
    return report
