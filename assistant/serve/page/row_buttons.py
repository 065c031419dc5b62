"""What can be done with a document of the library's table: selected, opened, edited, taken out."""

from assistant.serve.page.html import Html, element
from index.types import Source


def row_tick(source: Source) -> Html:
    """Selects a document."""
    return element(
        "input",
        type="checkbox",
        value=source.name,
        autocomplete="off",
        aria_label=f"Select {source.title}, {source.name}",
    )


def all_tick() -> Html:
    """Selects all documents that are shown."""
    return element("input", type="checkbox", class_="all", aria_label="Select all that are shown")


def open_button(source: Source) -> Html:
    """Opens a document; its title."""
    return element("button", source.title, type="button", data_do="show", data_document=source.name)


def row_buttons(name: str) -> list[Html]:
    """Edits, removes and erases a document; what can't be taken back asks once more."""
    return [
        element(
            "button",
            "Edit",
            type="button",
            data_do="facts",
            data_documents=name,
            aria_label=f"Give {name} a title, date, outlet",
        ),
        _button("Remove", "remove", name, f"Remove {name}", "Remove?"),
        _button("Erase", "erase", name, f"Erase {name} for good", "For good?"),
    ]


def dismiss_button(name: str) -> Html:
    """Puts a fault aside."""
    return _button("Dismiss", "dismiss", name, f"Dismiss {name}")


def _button(label: str, event: str, name: str, spoken: str, sure: str | None = None) -> Html:
    return element(
        "button",
        label,
        type="button",
        data_do=event,
        data_document=name,
        data_sure=sure,
        aria_label=spoken,
    )
