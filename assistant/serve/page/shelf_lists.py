"""What stands beside the library's table: collections, removed documents, what is given by hand."""

from collections.abc import Mapping, Sequence

from assistant.messages import counted, mark, say
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
        placeholder=say("kept.name_hint"),
        autocomplete="off",
        list="collections",
    )
    collect = element(
        "form",
        element("label", element("span", say("kept.name_hint"), class_="heard"), field),
        element("button", say("kept.collect"), type="submit"),
        data_do="collect",
        data_of="selection",
    )
    return element(
        "div",
        element("span", "", class_="count", role="status"),
        _button(say("select.ask"), "choose"),
        _button(say("select.facts"), "facts"),
        _button(say("library.remove"), "remove", data_sure=say("select.remove_sure")),
        element(
            "button",
            say("select.take_out"),
            type="button",
            data_do="takeout",
            data_of="selection",
            class_="of-collection",
        ),
        collect,
        element("button", say("select.none"), type="button", data_do="unselect"),
        class_="selection",
        role="group",
        aria_label=say("select.label"),
        # The script counts.
        data_count=mark("select.count"),
        hidden=True,
    )


def collection_names(names: Sequence[str]) -> Html:
    """The collections' names, which the fields for one offer."""
    return element("datalist", *(element("option", value=one) for one in names), id="collections")


def facts_form(records: Sequence[Record]) -> Html:
    """The form for what is given of documents by hand; a title is one document's alone."""
    sources = [record.source for record in records]
    one = sources[0] if len(sources) == 1 else None
    of = one.title if one else counted(len(sources), "document")
    is_given = any(record.given for record in records)
    names = [
        element("input", type="hidden", name="documents", value=source.name) for source in sources
    ]
    day = one.published.isoformat() if one and one.published else ""
    fields = [
        one and _field(say("column.title"), "title", "text", one.title),
        _field(say("hand.date"), "published", "date", day),
        _field(say("hand.outlet"), "outlet", "text", (one.outlet or "") if one else ""),
    ]
    return element(
        "section",
        element("h3", say("hand.of", of=of), tabindex=-1, data_focus=True),
        element(
            "form",
            *names,
            *fields,
            element("button", say("kept.keep"), type="submit"),
            is_given and element("button", say("hand.reread"), type="button", data_do="reread"),
            element("button", say("hand.cancel"), type="button", data_do="unfacts"),
            data_do="describe",
        ),
        element("p", say("hand.hint"), class_="meta"),
        class_="facts",
        aria_label=say("hand.label"),
    )


def _collections(collections: Mapping[str, int]) -> Html:
    if not collections:
        return EMPTY
    rows = [
        element(
            "li",
            element("b", name),
            element("span", f" {counted(count, 'document')} ", class_="meta"),
            _of_collection(say("kept.ask"), "choose", name),
            _of_collection(say("kept.view"), "view", name),
            element(
                "button",
                say("history.delete"),
                type="button",
                data_do="uncollect",
                data_name=name,
                data_sure=say("kept.delete_sure"),
                aria_label=say("kept.delete_name", name=name),
            ),
        )
        for name, count in collections.items()
    ]
    return element(
        "details",
        element("summary", say("kept.collections", count=f"{len(collections):,}")),
        element("ul", *rows),
        class_="kept",
        open=True,
    )


def _of_collection(label: str, what: str, name: str) -> Html:
    spoken = say("kept.of", act=label, name=name)
    return element("button", label, type="button", data_do=what, data_name=name, aria_label=spoken)


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
                say("kept.restore"),
                type="button",
                data_do="restore",
                data_document=name,
                aria_label=say("kept.restore_name", name=name),
            ),
            element(
                "button",
                say("library.erase"),
                type="button",
                data_do="erase",
                data_document=name,
                data_sure=say("library.erase_sure"),
                aria_label=say("library.erase_name", name=name),
            ),
        )
        for name in names[:REMOVED]
    ]
    more = len(names) - len(rows)
    return element(
        "details",
        element("summary", say("kept.removed", count=f"{len(names):,}")),
        len(names) > 1
        and element(
            "button", say("kept.restore_all"), type="button", data_do="restore", data_all="yes"
        ),
        element("ul", *rows),
        more > 0 and element("p", say("kept.more", count=f"{more:,}"), class_="meta"),
        class_="kept removed",
    )


def _button(label: str, event: str, **more: str) -> Html:
    return element("button", label, type="button", data_do=event, data_of="selection", **more)


def _field(label: str, name: str, kind: str, value: str) -> Html:
    field = element("input", type=kind, name=name, value=value, autocomplete="off", maxlength=300)
    return element("label", label, field)
