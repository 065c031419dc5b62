"""What stands beside the library's table: collections, removed documents, what is given by hand."""

from collections.abc import Mapping, Sequence

from assistant.serve.page.html import EMPTY, Html, element, join
from index.store.records import Record

REMOVED = 200
"""Removed documents listed."""


def shelf_lists(collections: Mapping[str, int], removed: Sequence[str]) -> Html:
    """The collections, with how many documents each has, and the documents that were removed."""
    return join([_collections(collections), _removed(removed)])


def selection_bar() -> Html:
    """What can be done with the rows that are ticked; hidden while none is."""
    field = element(
        "input",
        name="name",
        required=True,
        maxlength=100,
        placeholder="Name of a collection",
        autocomplete="off",
        list="collections",
    )
    collect = element(
        "form",
        element("label", element("span", "Name of a collection", class_="heard"), field),
        element("button", "Keep as a collection", type="submit"),
        data_do="collect",
        data_of="selection",
    )
    return element(
        "div",
        element("span", "", class_="count", role="status"),
        _button("Ask these", "choose"),
        _button("Give title, date, outlet", "facts"),
        _button("Remove", "remove", data_sure="Remove them?"),
        element(
            "button",
            "Take out of the collection",
            type="button",
            data_do="takeout",
            data_of="selection",
            class_="of-collection",
        ),
        collect,
        element("button", "Select none", type="button", data_do="unselect"),
        class_="selection",
        role="group",
        aria_label="Selected documents",
        hidden=True,
    )


def collection_names(names: Sequence[str]) -> Html:
    """The collections' names, which the fields for one offer."""
    return element("datalist", *(element("option", value=one) for one in names), id="collections")


def facts_form(records: Sequence[Record]) -> Html:
    """The form for what is given of documents by hand; a title is one document's alone."""
    sources = [record.source for record in records]
    one = sources[0] if len(sources) == 1 else None
    of = one.title if one else f"{len(sources):,} documents"
    is_given = any(record.given for record in records)
    names = [
        element("input", type="hidden", name="documents", value=source.name) for source in sources
    ]
    day = one.published.isoformat() if one and one.published else ""
    fields = [
        one and _field("Title", "title", "text", one.title),
        _field("Date", "published", "date", day),
        _field("Outlet", "outlet", "text", (one.outlet or "") if one else ""),
    ]
    hint = "What is left empty stays as it is. It is kept when the file is read again."
    return element(
        "section",
        element("h3", f"By hand: {of}", tabindex=-1, data_focus=True),
        element(
            "form",
            *names,
            *fields,
            element("button", "Keep", type="submit"),
            is_given and element("button", "As it was read", type="button", data_do="reread"),
            element("button", "Cancel", type="button", data_do="unfacts"),
            data_do="describe",
        ),
        element("p", hint, class_="meta"),
        class_="facts",
        aria_label="Title, date and outlet by hand",
    )


def _collections(collections: Mapping[str, int]) -> Html:
    if not collections:
        return EMPTY
    rows = [
        element(
            "li",
            element("b", name),
            element("span", f" {count:,} document{'s' * (count != 1)} ", class_="meta"),
            *(_of_collection(label, what, name) for label, what in _COLLECTION_ACTS),
            element(
                "button",
                "Delete",
                type="button",
                data_do="uncollect",
                data_name=name,
                data_sure="Delete the name?",
                aria_label=f"Delete the collection {name}",
            ),
        )
        for name, count in collections.items()
    ]
    return element(
        "details",
        element("summary", f"Collections ({len(collections):,})"),
        element("ul", *rows),
        class_="kept",
        open=True,
    )


_COLLECTION_ACTS = (("Ask it", "choose"), ("Show its documents", "view"))


def _of_collection(label: str, what: str, name: str) -> Html:
    return element(
        "button", label, type="button", data_do=what, data_name=name, aria_label=f"{label}: {name}"
    )


def _removed(names: Sequence[str]) -> Html:
    if not names:
        return EMPTY
    rows = [
        element(
            "li",
            element("span", name, class_="file"),
            " ",
            element(
                "button",
                "Bring back",
                type="button",
                data_do="restore",
                data_document=name,
                aria_label=f"Bring {name} back",
            ),
            element(
                "button",
                "Erase",
                type="button",
                data_do="erase",
                data_document=name,
                data_sure="For good?",
                aria_label=f"Erase {name} for good",
            ),
        )
        for name in names[:REMOVED]
    ]
    more = len(names) - len(rows)
    return element(
        "details",
        element("summary", f"Removed documents ({len(names):,})"),
        len(names) > 1
        and element("button", "Bring all back", type="button", data_do="restore", data_all="yes"),
        element("ul", *rows),
        more > 0 and element("p", f"{more:,} more.", class_="meta"),
        class_="kept",
    )


def _button(label: str, event: str, **more: str) -> Html:
    return element("button", label, type="button", data_do=event, data_of="selection", **more)


def _field(label: str, name: str, kind: str, value: str) -> Html:
    field = element("input", type=kind, name=name, value=value, autocomplete="off", maxlength=300)
    return element("label", label, field)
