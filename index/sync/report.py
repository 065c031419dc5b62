"""A sync's progress, and the report of what it changed, document by document."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from index.store.records import Record

ENDINGS = 8
"""File name endings that are listed in a line."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sync is: files done of `total`, passages embedded."""

    files: int
    total: int
    passages: int


@dataclass(slots=True)
class SyncReport:
    """What a sync did, by document name; `failed` pairs names with one line each.

    `kept` are documents whose files vanished all at once, of which `failed` has a line a folder.
    `left_out` counts the files that are no documents, by the endings of their names.
    """

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)

    @property
    def has_changes(self) -> bool:
        """Whether any document was added, removed, moved or updated."""
        return bool(self.added or self.updated or self.moved or self.removed)

    @property
    def left_out_line(self) -> str:
        """One line that counts the files that are no documents; empty where there are none."""
        if not self.left_out:
            return ""
        counts = [f"{ending} {count}" for ending, count in self._others()]
        counts[ENDINGS:] = ["…"] if len(counts) > ENDINGS else []
        total = self.left_out.total()
        files = "1 file of another kind" if total == 1 else f"{total:,} files of other kinds"
        return f"{files} left out: {', '.join(counts)}"

    def to_dict(self) -> dict[str, object]:
        """The report as the JSON that `assistant index --json` prints."""
        return {
            "added": self.added,
            "updated": self.updated,
            "moved": self.moved,
            "removed": self.removed,
            "unchanged": self.unchanged,
            **({"kept": self.kept} if self.kept else {}),
            "failed": [{"document": name, "error": error} for name, error in self.failed],
            "left_out": dict(self._others()),
        }

    def _others(self) -> list[tuple[str, int]]:
        """The endings of the files that were left out, the commonest first."""
        return sorted(self.left_out.items(), key=lambda item: (-item[1], item[0]))


def compare(
    before: Mapping[str, Record], after: Mapping[str, Record], named: Collection[str] = ()
) -> SyncReport:
    """The report of what changed between a library's records `before` and `after`.

    A document that is new where another with the same text is gone was moved. A foreign file is
    counted, or a failure where its path was `named`.
    """
    report = SyncReport()
    gone: dict[str, list[str]] = defaultdict(list)
    for name in sorted(before.keys() - after.keys()):
        if before[name].key:
            gone[before[name].key].append(name)
    for name, record in sorted(after.items()):
        old = before.get(name)
        if record.foreign and record.path not in named:
            report.left_out[_ending(name)] += 1
        elif record.error:
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


def moved_names(
    before: Mapping[str, Record], after: Mapping[str, Record], moved: Collection[str]
) -> dict[str, str]:
    """The old names of documents that were `moved`, and their new ones."""
    gone = {before[name].key: name for name in sorted(before.keys() - after.keys(), reverse=True)}
    return {gone[after[name].key]: name for name in moved if after[name].key in gone}


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower() or "without an ending"
