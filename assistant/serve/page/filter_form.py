"""The form of what a question is put to, and what applies of it to the next question."""

from assistant.history.answer_markdown import day
from assistant.serve.page.chooser import FORM, choice
from assistant.serve.page.html import EMPTY, Html, element
from assistant.serve.page.session import Filters
from index.search.filters import COLLECTION


def applied_filters(filters: Filters, matching: tuple[int, int] = (0, 0)) -> Html:
    """The filters that apply to the next question; empty where none do.

    `matching` is how many documents pass them, of how many.
    """
    parts = [
        filters.since and f"from {day(filters.since)}",
        filters.until and f"until {day(filters.until)}",
        *choice(filters.within),
    ]
    shown = [element("li", part) for part in parts if part]
    if not shown:
        return EMPTY
    clear = element("button", "Clear", type="button", data_do="unfilter")
    return element(
        "div",
        element("span", f"Searching {matching[0]:,} of {matching[1]:,} documents:"),
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
        element("label", "Name", field),
        element("button", "Keep", type="submit"),
        data_do="collect",
    )
    return element("details", element("summary", "Keep as a collection"), form, class_="keep")


def filter_form() -> Html:
    """The fields for dates and names; what is ticked below belongs to it too."""
    form = element(
        "form",
        labelled_field("From", "since", "date"),
        labelled_field("Until", "until", "date"),
        # `names` fills the list of that id when the library is open.
        labelled_field("Document or pattern", "within", "text", list="documents"),
        element("button", "Apply", type="submit"),
        data_do="filter",
        id=FORM,
    )
    return element("details", element("summary", "Filter by date, document or collection"), form)


def labelled_field(label: str, name: str, kind: str, **attributes: str) -> Html:
    """A field of a form, with its label."""
    field = element("input", type=kind, name=name, **attributes, autocomplete="off")
    return element("label", label, field)
