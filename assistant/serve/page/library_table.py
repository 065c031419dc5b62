"""The library as a table: searched and sorted, each document with its health."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from assistant.messages import counted, day, listed, say
from assistant.serve.page.html import Html, element, join
from assistant.serve.page.row_buttons import (
    all_tick,
    dismiss_button,
    open_button,
    row_buttons,
    row_tick,
)
from assistant.serve.page.text_search import TextQuery
from index.library.catalog import structure
from index.store.records import Record
from index.sync.report import SyncReport
from index.types import Source

Column = Literal["title", "published", "size", "health", "name"]

ROWS = 200
"""Documents shown at once; a search narrows the rest."""

COLUMNS: tuple[Column, ...] = ("title", "published", "size", "health", "name")

_ROLES = {
    "table": "table",
    "thead": "rowgroup",
    "tbody": "rowgroup",
    "tr": "row",
    "th": "rowheader",
    "td": "cell",
}


@dataclass(frozen=True, slots=True)
class TableView:
    """What the table is searched for and sorted by, and the collection that it shows, if any."""

    search: str = ""
    by: Column = "title"
    descending: bool = False
    collection: str = ""


Texts = Callable[[Record], str]
"""The text of a document that was read."""


def matching(
    records: Sequence[Record], view: TableView, text: Texts = lambda _record: ""
) -> list[Record]:
    """The records that hold what is searched for, in their text or beside it, in view's order."""
    query = TextQuery.of(view.search)
    kept = [
        one
        for one in records
        if query.holds(f"{_health(one)} {_metadata(one)}", partial(text, one))
    ]
    return sorted(
        kept, key=lambda one: (_rank(one, view.by), one.source.name), reverse=view.descending
    )


def library_table(
    records: Sequence[Record], view: TableView, text: Texts = lambda _record: ""
) -> Html:
    """The documents as a table whose headings sort it.

    Where words are searched for, each row leads to their places in its `text`.
    """
    shown = matching(records, view, text)
    query = TextQuery.of(view.search)
    rows = (_row(one, _places(one, query, view.search, text)) for one in shown[:ROWS])
    key = "library.count_first" if len(shown) > ROWS else "library.count"
    count = say(key, shown=f"{len(shown):,}", total=f"{len(records):,}", rows=ROWS)
    return join(
        [
            element("p", count, class_="meta", role="status"),
            bool(view.collection) and _of_collection(view.collection),
            _part(
                "table",
                element("caption", say("library.caption"), class_="heard"),
                _part(
                    "thead",
                    _part(
                        "tr",
                        _part("td", all_tick(), class_="pick"),
                        *(_heading(one, view) for one in COLUMNS),
                        _part("td"),
                    ),
                ),
                _part(
                    "tbody",
                    *rows,
                ),
            ),
        ]
    )


def sync_summary(report: SyncReport) -> Html:
    """What a sync has changed, each fault under its file's name."""
    kinds = ("added", "updated", "moved", "removed")
    done = [
        say(f"sync.{kind}", count=len(names)) for kind in kinds if (names := getattr(report, kind))
    ]
    summary = listed(done) if done else say("sync.nothing")
    others = report.left_out_line
    faults = [
        element("li", element("b", name), f" {_fault(name, error)} ", dismiss_button(name))
        for name, error in report.failed
    ]
    return join(
        [
            element("p", f"{summary[0].upper()}{summary[1:]}.", role="status"),
            others and element("p", f"{others}.", class_="meta"),
            faults and element("ul", *faults, class_="faults", aria_label=say("library.faults")),
        ]
    )


def _heading(column: Column, view: TableView) -> Html:
    direction = ("descending" if view.descending else "ascending") if column == view.by else None
    button = element(
        "button", say(f"column.{column}"), type="button", data_do="sort", data_by=column
    )
    return _part("th", button, scope="col", aria_sort=direction)


def _places(record: Record, query: TextQuery, words: str, text: Texts) -> Html | None:
    """How often a document's text holds what is searched for, as a button that opens it there."""
    count = sum(1 for _ in query.places(text(record))) if query.wanted and record.key else 0
    if not count:
        return None
    return element(
        "button",
        say("library.one_place" if count == 1 else "library.places", count=f"{count:,}"),
        type="button",
        class_="places",
        data_do="find",
        data_document=record.source.name,
        data_words=words,
    )


def _row(record: Record, places: Html | None = None) -> Html:
    source = record.source
    # A file that could not be read has no text to open.
    title = source.title if record.error else open_button(source)
    health = "fault" if record.error else "warned" if source.warnings else "well"
    return _part(
        "tr",
        _part("td", row_tick(source), class_="pick"),
        _part("th", title, places and [" ", places], scope="row"),
        _part("td", *_published(source), data_label=say("column.published")),
        _part("td", *_size(record), class_="size", data_label=say("column.size")),
        _part("td", _health(record), class_=health, data_label=say("column.health")),
        _part("td", source.name, class_="file", data_label=say("column.name")),
        _part("td", *row_buttons(source.name)),
    )


def _of_collection(name: str) -> Html:
    return element(
        "p",
        f"{say('library.in_collection', name=name)} ",
        element("button", say("library.show_all"), type="button", data_do="view", data_name=""),
        class_="in-collection",
    )


def _published(source: Source) -> list[object]:
    """The day, and which part of the file it was read from."""
    if source.published is None:
        return ["–"]
    published = element("time", day(source.published), datetime=source.published)
    if source.published_from is None:
        return [published]
    origin = say(f"origin.{source.published_from.replace(' ', '_')}")
    return [published, " ", element("span", origin, class_="meta")]


def _size(record: Record) -> list[object]:
    """How long it is, and what it is made of."""
    pages = len(record.source.page_starts)
    counts = [(record.source.characters, "character"), (record.passages, "passage")]
    counts += [(pages, "page")] if pages else []
    size = listed(counted(count, unit) for count, unit in counts)
    made_of = structure(dict(record.source.kinds))
    return [size, made_of and [" ", element("span", made_of, class_="meta")]]


def _health(record: Record) -> str:
    if record.error:
        return _fault(record.source.name, record.error)
    return "; ".join(record.source.warnings) or say("library.well")


def _fault(name: str, error: str) -> str:
    """An error without the file's name, which the table has beside it."""
    return error.removeprefix(f"{name}: ")


def _metadata(record: Record) -> str:
    source = record.source
    published = f"{source.published} {day(source.published)}" if source.published else ""
    return f"{source.title} {published} {source.outlet or ''} {source.author or ''} {source.name}"


def _rank(record: Record, by: Column) -> tuple[int, str] | int | str:
    source = record.source
    match by:
        case "title":
            return source.title.lower()
        case "published":
            return source.published.isoformat() if source.published else ""
        case "size":
            return source.characters
        case "health":
            return (2 if record.error else 1 if source.warnings else 0, _health(record))
        case "name":
            return source.name.lower()


def _part(name: str, *children: object, **attributes: object) -> Html:
    """A part of the table with its role: laid out as a list on a narrow page, it would lose it."""
    role = "columnheader" if attributes.get("scope") == "col" else _ROLES[name]
    return element(name, *children, role=role, **attributes)
