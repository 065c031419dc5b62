from collections import Counter

import pytest

from index.store.records import Record
from index.sync.report import SyncReport, compare
from index.types import Source


def record(name: str, key: str = "1", title: str = "", error: str = "") -> Record:
    return Record(Source(name, title), key, error=error)


def by_name(*records: Record) -> dict[str, Record]:
    return {each.source.name: each for each in records}


def facts(report: SyncReport) -> dict[str, object]:
    """The parts of a report that are not empty."""
    return {key: value for key, value in report.to_dict().items() if value}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], [record("a")], {"added": ["a"]}),
        ([record("a")], [record("a")], {"unchanged": ["a"]}),
        ([record("a")], [record("a", "2")], {"updated": ["a"]}),
        ([record("a")], [record("a", title="New")], {"updated": ["a"]}),
        ([record("a")], [], {"removed": ["a"]}),
        ([record("a")], [record("b")], {"moved": ["b"]}),
        ([record("a")], [record("a"), record("b")], {"added": ["b"], "unchanged": ["a"]}),
        ([record("a"), record("b")], [record("c")], {"moved": ["c"], "removed": ["a"]}),
        ([record("a")], [record("b"), record("c")], {"added": ["c"], "moved": ["b"]}),
        (
            [record("a")],
            [record("a", "", error="bad")],
            {"removed": ["a"], "failed": [{"document": "a", "error": "bad"}]},
        ),
        ([record("a", "", error="bad")], [record("a")], {"added": ["a"]}),
        ([record("a", "", error="bad")], [], {}),
    ],
)
def test_a_report_lists_documents_by_what_became_of_them(
    before: list[Record], after: list[Record], expected: dict[str, object]
) -> None:
    report = compare(by_name(*before), by_name(*after))
    assert facts(report) == expected
    assert report.has_changes == bool(expected.keys() - {"unchanged", "failed"})


def test_many_kinds_are_reported_by_the_commonest() -> None:
    report = SyncReport(left_out=Counter({f".{at}": 20 - at for at in range(10)}))
    line = report.left_out_line
    assert line.startswith("155 files of other kinds left out: .0 20, .1 19, ")
    assert line.endswith(", .7 13, …")
