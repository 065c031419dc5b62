"""What can be done with a document of the library's table: selected, opened, edited, taken out."""

from assistant.messages import say
from assistant.serve.page.html import Html, element
from index.types import Source


def row_tick(source: Source) -> Html:
    """Selects a document."""
    return element(
        "input",
        type="checkbox",
        value=source.name,
        autocomplete="off",
        aria_label=say("select.one", title=source.title, name=source.name),
    )


def all_tick() -> Html:
    """Selects all documents that are shown."""
    return element("input", type="checkbox", class_="all", aria_label=say("select.all"))


def open_button(source: Source) -> Html:
    """Opens a document; its title."""
    return element("button", source.title, type="button", data_do="show", data_document=source.name)


def row_buttons(name: str) -> list[Html]:
    """Edits, removes and erases a document; what can't be taken back asks once more."""
    return [
        element(
            "button",
            say("turn.edit"),
            type="button",
            data_do="facts",
            data_documents=name,
            aria_label=say("library.edit_name", name=name),
        ),
        _button(
            say("library.remove"),
            "remove",
            name,
            say("library.remove_name", name=name),
            say("library.remove_sure"),
        ),
        _button(
            say("library.erase"),
            "erase",
            name,
            say("library.erase_name", name=name),
            say("library.erase_sure"),
        ),
    ]


def dismiss_button(name: str) -> Html:
    """Puts a fault aside."""
    return _button(say("library.dismiss"), "dismiss", name, say("library.dismiss_name", name=name))


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
