"""What a question is put to: collections, folders and documents to be ticked, and the choice."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from assistant.messages import say
from assistant.serve.page.html import EMPTY, Html, element, join
from index.search.filters import COLLECTION, EXACT, folders_of_name
from index.store.records import Record

FORM = "filter-form"
"""The form that the ticks belong to, wherever they stand on the page."""

OFFERED = 500
"""Documents that can be ticked one by one; folders, and rows of the library's table, always can."""

TOLD = 4
"""Parts of a choice that are told one by one."""


def chooser(records: Sequence[Record], collections: Mapping[str, int], pattern: str | None) -> Html:
    """Collections with how many documents they have, and the folders with theirs, to be ticked.

    Those are ticked that a filter's `pattern` names.
    """
    read = [record for record in records if record.key]
    if not read:
        return EMPTY
    ticked = set((pattern or "").split("\n"))
    named = [_tick(f"{COLLECTION}{name}", name, n, ticked) for name, n in collections.items()]
    return element(
        "div",
        element("p", say("choose.heading"), class_="meta"),
        named and element("h3", say("choose.collections")),
        named and element("ul", *(element("li", one) for one in named)),
        element("h3", say("choose.folders")),
        _tree(read, ticked),
        class_="chooser",
        role="group",
        aria_label=say("choose.label"),
        tabindex=0,
    )


def choice(pattern: str | None) -> list[str]:
    """What a filter's pattern names, in words: "the collection Mills", "the folder desk/"."""
    words = [_words(line) for line in (pattern or "").split("\n") if line]
    more = len(words) - TOLD
    return words if more <= 1 else [*words[:TOLD], say("choose.more", count=f"{more:,}")]


def _words(line: str) -> str:
    if line.startswith(COLLECTION):
        return say("choose.collection", name=line.removeprefix(COLLECTION))
    if not line.startswith(EXACT):
        return say("limit.documents", pattern=line)
    name = line.removeprefix(EXACT)
    return say("choose.folder", name=name) if name.endswith("/") else name or say("choose.nothing")


def _tree(read: Sequence[Record], ticked: set[str]) -> Html:
    """Each folder with its number of documents, and those that are right in it."""
    counts: dict[str, int] = defaultdict(int)
    inside: dict[str, list[Record]] = defaultdict(list)
    for record in read:
        folders = folders_of_name(record.source.name)
        for folder in folders:
            counts[folder] += 1
        inside[folders[-1] if folders else ""].append(record)
    left = OFFERED
    rows: list[Html] = []
    for folder in sorted({*counts, *inside}):
        own, left = inside[folder][:left], max(0, left - len(inside[folder]))
        rows.append(_folder(folder, counts[folder], own, len(inside[folder]) - len(own), ticked))
    return element("ul", *rows)


def _folder(
    folder: str, count: int, records: Sequence[Record], more: int, ticked: set[str]
) -> Html:
    documents = [
        element("li", _tick(EXACT + one.source.name, _title(one, folder), None, ticked))
        for one in records
    ]
    rest = say("choose.rest", count=f"{more:,}")
    inside = say("choose.documents_in", folder=folder) if folder else say("choose.documents")
    shown = any(EXACT + one.source.name in ticked for one in records)
    return element(
        "li",
        bool(folder) and _tick(EXACT + folder, folder, count, ticked),
        documents
        and element(
            "details",
            element("summary", inside),
            element("ul", *documents),
            more > 0 and element("p", rest, class_="meta"),
            open=shown or not folder,
        ),
    )


def _title(record: Record, folder: str) -> Html:
    name = record.source.name.removeprefix(folder)
    return join([record.source.title, " ", element("span", name, class_="file")])


def _tick(value: str, label: object, count: int | None, ticked: set[str]) -> Html:
    field = element(
        "input",
        type="checkbox",
        name="chosen",
        value=value,
        form=FORM,
        checked=value in ticked,
        autocomplete="off",
    )
    number = None if count is None else element("span", f" {count:,}", class_="meta")
    return element("label", field, " ", label, number)
