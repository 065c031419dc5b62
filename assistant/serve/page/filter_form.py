"""The form of what a question is put to, and what applies of it to the next question."""

from assistant.messages import day, say
from assistant.serve.page.chooser import FORM, choice
from assistant.serve.page.html import EMPTY, Html, element
from assistant.serve.page.session import Filters
from index.search.filters import COLLECTION


def applied_filters(filters: Filters, matching: tuple[int, int] = (0, 0)) -> Html:
    """The filters that apply to the next question; empty where none do.

    `matching` is how many documents pass them, of how many.
    """
    parts = [
        filters.since and say("limit.from", day=day(filters.since)),
        filters.until and say("limit.until", day=day(filters.until)),
        *choice(filters.within),
    ]
    shown = [element("li", part) for part in parts if part]
    if not shown:
        return EMPTY
    passing, total = (f"{count:,}" for count in matching)
    clear = element("button", say("ask.clear"), type="button", data_do="unfilter")
    return element(
        "div",
        element("span", say("ask.searching", matching=passing, total=total)),
        element("ul", *shown),
        clear,
        matching[0] > 0 and not _is_collection(filters) and _keep_form(),
        class_="applied",
        role="status",
    )


def _is_collection(filters: Filters) -> bool:
    """Whether just one collection is asked, which is kept already."""
    within = filters.within or ""
    return (
        filters == Filters(within=within) and within.startswith(COLLECTION) and "\n" not in within
    )


def _keep_form() -> Html:
    """A form, folded, that keeps what the filter lets through as a collection."""
    field = element(
        "input", name="name", required=True, maxlength=100, autocomplete="off", list="collections"
    )
    form = element(
        "form",
        element("label", say("kept.name"), field),
        element("button", say("kept.keep"), type="submit"),
        data_do="collect",
    )
    return element("details", element("summary", say("kept.collect")), form, class_="keep")


def filter_form() -> Html:
    """The fields for dates and names; what is ticked below belongs to it too."""
    form = element(
        "form",
        labelled_field(say("ask.from"), "since", "date"),
        labelled_field(say("ask.until"), "until", "date"),
        # `names` fills the list of that id when the library is open.
        labelled_field(say("ask.pattern"), "within", "text", list="documents"),
        element("button", say("ask.apply"), type="submit"),
        data_do="filter",
        id=FORM,
    )
    return element("details", element("summary", say("ask.filter")), form)


def labelled_field(label: str, name: str, kind: str, **attributes: str) -> Html:
    """A field of a form, with its label."""
    field = element("input", type=kind, name=name, **attributes, autocomplete="off")
    return element("label", label, field)
