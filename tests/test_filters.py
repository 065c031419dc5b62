from datetime import date

import pytest

from index.search.filters import filtered_sources
from index.store.records import Record
from index.types import Source

RECORDS = [
    Record(Source("desk/Ferry.txt", "", published=date(2025, 5, 1)), "1"),
    Record(Source("desk/train.txt", "", published=date(2025, 6, 1)), "2"),
    Record(Source("desk/undated.txt", ""), "3"),
    Record(Source("desk/copy-of-train.md", ""), "2"),
    Record(Source("desk/broken.pdf", ""), "", error="broken"),
]


@pytest.mark.parametrize(
    ("since", "until", "pattern", "expected"),
    [
        (date(2025, 5, 1), None, None, {"1": "Ferry.txt", "2": "train.txt"}),
        (date(2025, 5, 2), None, None, {"2": "train.txt"}),
        (None, date(2025, 5, 31), None, {"1": "Ferry.txt"}),
        (date(2025, 5, 2), date(2025, 5, 31), None, {}),
        (None, None, "FERRY", {"1": "Ferry.txt"}),
        (None, None, "desk/*.txt", {"1": "Ferry.txt", "2": "train.txt", "3": "undated.txt"}),
        (None, None, "train", {"2": "copy-of-train.md"}),
        (None, None, "*/train*", {"2": "train.txt"}),
        (date(2025, 1, 1), None, "train", {"2": "train.txt"}),
        (None, None, "[", {}),
        (None, None, "pdf", {}),
    ],
)
def test_filters(
    since: date | None, until: date | None, pattern: str | None, expected: dict[str, str]
) -> None:
    passing = filtered_sources(RECORDS, since, until, pattern)
    assert passing is not None
    assert {key: source.name for key, source in passing.items()} == {
        key: f"desk/{name}" for key, name in expected.items()
    }


@pytest.mark.parametrize("pattern", [None, ""])
def test_no_filter_is_none(pattern: str | None) -> None:
    assert filtered_sources(RECORDS, pattern=pattern) is None
