import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store.records import Record, record_from_json, record_to_json
from index.types import DateOrigin, Source

ORIGINS: list[DateOrigin | None] = [None, "metadata", "dateline", "url", "file name", "file time"]

SOURCES = st.builds(
    Source,
    name=st.text(min_size=1),
    title=st.text(),
    sha256=st.text("0123456789abcdef"),
    published=st.none() | st.dates(),
    published_from=st.sampled_from(ORIGINS),
    outlet=st.none() | st.text(),
    author=st.none() | st.text(),
    characters=st.integers(0),
    page_starts=st.lists(st.integers(0)).map(tuple),
    headings=st.lists(st.tuples(st.integers(0), st.text())).map(tuple),
    warnings=st.lists(st.text()).map(tuple),
    kinds=st.lists(st.tuples(st.text(), st.integers(0))).map(tuple),
)


@given(st.builds(Record, SOURCES, st.text(), st.text(), st.integers(0), st.integers(0), st.text()))
def test_a_record_is_kept_as_it_is(record: Record) -> None:
    assert record_from_json(record_to_json(record)) == record
    record_to_json(record).encode("ascii")


def test_a_path_may_hold_bytes_that_are_no_text() -> None:
    record = Record(Source("a.txt", "A"), "1a", "/desk/\udcff.txt")
    assert record_from_json(record_to_json(record)) == record


def test_the_json_is_what_libraries_hold() -> None:
    source = Source(
        "a.txt", "A", "0f", date(2025, 5, 21), "url", headings=((0, "A"),), kinds=(("row", 2),)
    )
    kept = {
        "source": {
            "name": "a.txt",
            "title": "A",
            "sha256": "0f",
            "published": "2025-05-21",
            "published_from": "url",
            "outlet": None,
            "author": None,
            "characters": 0,
            "page_starts": [],
            "page_labels": [],
            "headings": [[0, "A"]],
            "warnings": [],
            "kinds": [["row", 2]],
            "recognised": [],
        },
        "key": "1a",
        "path": "/desk/a.txt",
        "size": 9,
        "modified": 7,
        "error": "",
        "passages": 1,
        "foreign": False,
        "reading": 2,
    }
    record = Record(source, "1a", "/desk/a.txt", 9, 7, passages=1, reading=2)
    assert record_to_json(record) == json.dumps(kept)
    assert record_from_json(json.dumps(kept)) == record


def test_a_record_of_an_older_version_is_read() -> None:
    source = {"name": "a.txt", "title": "A", "sha256": "0f", "page_starts": [0], "headings": []}
    record = record_from_json(json.dumps({"source": source, "key": "1a"}))
    assert (record.source.kinds, record.source.page_label(0), record.reading) == ((), None, 0)


@pytest.mark.parametrize("text", ["", "{}", '{"source": {"name": "a"}, "key": "1"}'])
def test_what_is_no_record_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"validation error|Expecting value"):
        record_from_json(text)
