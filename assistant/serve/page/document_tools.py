"""What can be done in an open document: find words, turn pages, take the original, ask about it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from assistant.messages import say
from assistant.serve.page.html import Html, element
from index.types import Source


@dataclass(frozen=True, slots=True)
class PlacesFound:
    """The words that were looked for in a document: `count` places, open at `index` of them."""

    words: str = ""
    index: int = 0
    count: int = 0


def document_tools(source: Source, at: int, finding: PlacesFound | None = None) -> Html:
    """The tools, folded until something was looked for. `at` is the offset that is shown."""
    return element(
        "details",
        element("summary", say("document.tools")),
        _find(source, finding),
        finding and _finds(source, finding),
        _pages(source, at),
        element(
            "p",
            element("a", say("document.original"), href=original(source), download=True),
            element(
                "button",
                say("document.about"),
                type="button",
                data_do="about",
                data_document=source.name,
            ),
            class_="tools",
        ),
        class_="handle",
        open=finding is not None,
    )


def original(source: Source) -> str:
    """The address of the file as it lies in its folder."""
    return f"original?{urlencode({'document': source.name})}"


def _find(source: Source, finding: PlacesFound | None) -> Html:
    field = element(
        "input",
        type="search",
        name="words",
        value=finding.words if finding else "",
        placeholder=say("document.find_hint"),
        required=True,
        autocomplete="off",
    )
    return element(
        "form",
        element("label", element("span", say("document.find_label"), class_="heard"), field),
        element("button", say("document.find"), type="submit"),
        data_do="find",
        data_document=source.name,
    )


def _finds(source: Source, finding: PlacesFound) -> Html:
    """The place that is shown among those found, and the ones before and after."""
    if not finding.count:
        return element(
            "p", say("document.not_in_it", words=finding.words), class_="meta", role="status"
        )

    def step(label: str, index: int) -> Html:
        return element(
            "button",
            label,
            type="button",
            data_do="find",
            data_document=source.name,
            data_words=finding.words,
            data_index=index,
            disabled=not 0 <= index < finding.count,
        )

    number, count = f"{finding.index + 1:,}", f"{finding.count:,}"
    return element(
        "nav",
        step(say("document.previous_place"), finding.index - 1),
        element("span", say("document.count", number=number, count=count), role="status"),
        step(say("document.next_place"), finding.index + 1),
        aria_label=say("document.places"),
    )


def _pages(source: Source, at: int) -> Html | None:
    """The page that is shown, and the ones before and after; None in a document without pages."""
    starts = source.page_starts
    page = source.page(at) or 1
    if len(starts) < 2:
        return None

    def turn(label: str, number: int) -> Html:
        there = 0 < number <= len(starts)
        return element(
            "button",
            label,
            type="button",
            data_do="show",
            data_document=source.name,
            data_start=starts[number - 1] if there else None,
            disabled=not there,
        )

    return element(
        "nav",
        turn(say("document.previous_page"), page - 1),
        element("span", say("document.page_of", number=f"{page:,}", count=f"{len(starts):,}")),
        turn(say("document.next_page"), page + 1),
        aria_label=say("document.pages"),
    )
