"""A document's text as it was indexed, open at a quote that is marked exactly."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from assistant.history.answer_markdown import day
from assistant.history.quote_state import QUOTE_STATES, quote_state
from assistant.serve.page.html import EMPTY, Html, element, join
from assistant.types import Citation
from index.types import Document, Source

AROUND = 20_000
"""Characters of a document shown before and after a quote; the rest is a click away."""


@dataclass(frozen=True, slots=True)
class Place:
    """One of the citations of `key`, by its index among them."""

    key: str
    citations: Sequence[Citation]
    index: int

    @property
    def citation(self) -> Citation:
        """The citation itself."""
        return self.citations[self.index]


def opened(place: Place, document: Document | None) -> Html:
    """A citation's document at its quote; what became of it, where that can't be shown."""
    citation = place.citation
    stands = quote_state(citation, document)
    shown: Html
    if document is None:
        shown = element("blockquote", citation.quote, class_="lost")
        source = Source(citation.document, citation.title, published=citation.published)
    else:
        source = document.source
        start, end = (citation.start, citation.end) if stands != "altered" else (0, 0)
        shown = body(document, start, end)
    return join(
        [
            _head(source, citation.start if document else None, citation.page, _steps(place)),
            stands != "exact" and element("p", _told(stands), class_="standing", role="status"),
            stands == "altered" and element("blockquote", citation.quote, class_="lost"),
            stands != "gone" and picture(source, citation),
            shown,
        ]
    )


def whole(document: Document, start: int = 0) -> Html:
    """A document from the library, without a quote, from `start` on."""
    return join([_head(document.source, None, None), body(document, start, start)])


def body(document: Document, start: int, end: int) -> Html:
    """The text around a quote, the quote in a mark, pages where the document has them.

    The characters shown are the document's own, every one: what is copied or compared is exact.
    """
    text = document.text
    low, high = max(0, start - AROUND), min(len(text), end + AROUND)
    low = (text.find("\n", low, start) + 1 or low) if low else 0
    name = document.source.name
    return join(
        [
            low > 0 and _more("Earlier text", name, max(0, low - AROUND)),
            element(
                "div",
                *_pages(document, low, start),
                element("mark", text[start:end], id="quote", tabindex=-1) if end > start else None,
                *_pages(document, end, high),
                class_="text",
            ),
            high < len(text) and _more("Later text", name, high),
        ]
    )


def picture(source: Source, citation: Citation) -> Html | None:
    """Where a PDF's page with the quote's words boxed is to be had; it hides if it is not."""
    if citation.page is None or not source.name.lower().endswith(".pdf"):
        return None
    query = urlencode(
        {
            "document": source.name,
            "page": citation.page,
            "start": citation.start,
            "end": citation.end,
        }
    )
    return element(
        "img",
        class_="page-picture",
        src=f"page.png?{query}",
        alt=f"Page {citation.page} of {citation.title}, the quote boxed",
    )


def _pages(document: Document, low: int, high: int) -> list[Html]:
    """Text between two offsets, with a numbered rule where a page begins."""
    starts = document.source.page_starts
    inside = [(start, number) for number, start in enumerate(starts, 1) if low <= start < high]
    cuts = [low, *(start for start, _ in inside), high]
    rules = ["", *(element("span", class_="page", data_page=number) for _, number in inside)]
    return [
        join([rule, document.text[start:end]])
        for rule, start, end in zip(rules, cuts, cuts[1:], strict=False)
    ]


def _head(source: Source, offset: int | None, page: int | None, steps: Html = EMPTY) -> Html:
    known = [
        source.published and element("time", day(source.published), datetime=source.published),
        source.outlet,
        source.author,
        page and f"page {page}",
        offset is not None and source.heading(offset),
    ]
    return element(
        "header",
        element("h2", source.title, tabindex=-1),
        element("p", join([part for part in known if part], " · "), class_="meta"),
        element("p", source.name, class_="file"),
        steps,
        class_="head",
    )


def _steps(place: Place) -> Html:
    """Previous and next citation, and where among them this one is."""
    count = len(place.citations)
    return element(
        "nav",
        _step("Previous", place, place.index - 1),
        element("span", f"{place.citation.marker} {place.index + 1} of {count}"),
        _step("Next", place, place.index + 1),
        aria_label="Citations",
    )


def _step(label: str, place: Place, index: int) -> Html:
    return element(
        "button",
        label,
        type="button",
        data_do="source",
        data_of=place.key,
        data_index=index,
        disabled=not 0 <= index < len(place.citations),
    )


def _more(label: str, name: str, start: int) -> Html:
    return element(
        "button", label, type="button", data_do="show", data_document=name, data_start=start
    )


def _told(stands: str) -> str:
    told = QUOTE_STATES[stands]  # type: ignore[index]
    return f"{told[0].upper()}{told[1:]}."
