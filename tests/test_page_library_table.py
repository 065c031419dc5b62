"""The library as a table: searched, sorted, each document with its health."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from assistant.serve.page.html import element
from assistant.serve.page.library_table import (
    ROWS,
    TableView,
    library_table,
    matching,
    sync_summary,
)
from index.store.records import Record
from index.sync.report import SyncReport
from index.types import Source
from tests.page_answers import SOURCE, Shown

RECORDS = [
    Record(replace(SOURCE, characters=900), "1"),
    Record(Source("desk/b.pdf", "A Book", characters=50, page_starts=(0, 9)), "2"),
    Record(Source("desk/c.txt", "broken"), "", error="not text"),
    Record(Source("desk/d.txt", "Dated", warnings=("no date",), published=date(2020, 1, 1)), "4"),
]


def test_the_table_shows_what_was_read_and_where_the_day_comes_from() -> None:
    source = Source("a.pdf", "A", characters=1, page_starts=(0, 0), published=date(2020, 1, 1))
    dated = Record(replace(source, published_from="file name"), "1", passages=3)
    shown = Shown(library_table([dated], TableView())).text
    assert "1 character, 3 passages, 2 pages" in shown
    assert "by its file name" in shown


def test_files_of_other_kinds_are_reported_in_a_line() -> None:
    report = SyncReport(added=["a.txt"], left_out=Counter({".jpg": 12, ".mp4": 3}))
    shown = Shown(sync_summary(report)).text
    assert "15 files of other kinds left out: .jpg 12, .mp4 3." in shown
    assert "left out" not in Shown(sync_summary(SyncReport())).text


def order(view: TableView) -> list[str]:
    return [one.source.name[-5] for one in matching(RECORDS, view)]


def test_documents_are_sorted_by_any_column_both_ways() -> None:
    assert order(TableView(by="title")) == ["b", "c", "d", "r"]
    assert order(TableView(by="published", descending=True))[:2] == ["r", "d"]
    assert order(TableView(by="size", descending=True))[:2] == ["r", "b"]
    assert order(TableView(by="health"))[-2:] == ["d", "c"]
    assert order(TableView(by="name", descending=True)) == ["r", "d", "c", "b"]


@pytest.mark.parametrize(
    ("search", "expected"),
    [("river DESK", "r"), ("2020-01", "d"), ("june", "r"), ("not text", "c"), ("no such", "")],
)
def test_documents_are_searched_by_every_word(search: str, expected: str) -> None:
    assert "".join(order(TableView(search))) == expected


def test_the_table_shows_each_documents_health() -> None:
    shown = Shown(library_table(RECORDS, TableView(by="size", descending=True)))
    for words in ("900 characters", "2 pages", "not text", "no date", "Read well", "3 June 2025"):
        assert words in shown.text
    sorted_by = [one.get("aria-sort") for one in shown.all("th") if one.get("scope") == "col"]
    assert sorted_by == [None, None, "descending", None, None]
    opened_by = [one["data-document"] for one in shown.all("button") if one["data-do"] == "show"]
    assert "desk/c.txt" not in opened_by


def test_the_table_shows_what_a_document_is_made_of() -> None:
    made = Source("a.md", "A", kinds=(("heading", 3), ("row", 1), ("paragraph", 9)))
    shown = library_table([Record(made, "key")], TableView())
    assert element("span", "3 headings, 1 row", class_="meta") in shown
    plain = Source("a.md", "A", kinds=(("paragraph", 9), ("furniture", 1)))
    assert "paragraph" not in library_table([Record(plain, "key")], TableView())


def test_a_long_table_shows_its_first_rows_and_says_so() -> None:
    many = [Record(Source(f"desk/{n:04}.txt", f"{n:04}"), str(n)) for n in range(ROWS + 1)]
    shown = Shown(library_table(many, TableView()))
    assert len(shown.all("tr")) == ROWS + 1
    assert f"the first {ROWS} shown" in shown.text


def test_a_sync_is_reported_with_every_fault_under_its_name() -> None:
    report = SyncReport(added=["a", "b"], removed=["c"], failed=[("d.pdf", "d.pdf: is encrypted")])
    assert Shown(sync_summary(report)).text == "2 added, 1 removed.d.pdf is encrypted Dismiss"
    assert Shown(sync_summary(SyncReport(unchanged=["a"]))).text == "Nothing has changed."
