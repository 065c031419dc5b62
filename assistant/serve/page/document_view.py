"""A document's indexed text as HTML, open at a citation whose quote is marked exactly."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from assistant.history.citation_place import printed_page, section_below_title
from assistant.history.quote_state import QuoteState, quote_state
from assistant.messages import day, say
from assistant.serve.page.answer_view import labels
from assistant.serve.page.html import EMPTY, Html, element, join
from assistant.types import Citation
from index.types import Document, Source

HEADINGS = 300
"""Headings listed to jump to, at most."""

AROUND = 20_000
"""Characters of a document shown before and after a quote; the rest is a click away."""


@dataclass(frozen=True, slots=True)
class SelectedCitation:
    """The citation `index` of the `citations` that `key` names, with its neighbours."""

    key: str
    citations: Sequence[Citation]
    index: int

    @property
    def citation(self) -> Citation:
        """The citation itself."""
        return self.citations[self.index]


def at_citation(selected: SelectedCitation, document: Document | None, tools: Html = EMPTY) -> Html:
    """A citation's document at its quote, and whether the quote is still there.

    `document` is None where it is gone: then the quote alone is shown.
    """
    citation = selected.citation
    now = quote_state(citation, document)
    quote = element("blockquote", citation.quote, class_="lost")
    if document is None:
        source = Source(citation.document, citation.title, published=citation.published)
    else:
        source = document.source
    return join(
        [
            _head(
                source,
                printed_page(citation),
                section_below_title(citation),
                _steps(selected),
                tools,
            ),
            now != "exact" and element("p", say(f"quote.{now}"), class_="standing", role="status"),
            now == "altered" and quote,
            labels(citation),
            now != "gone" and picture(source, citation.page, citation.start, citation.end),
            quote if document is None else _body(document, citation, now),
        ]
    )


def from_offset(
    document: Document, start: int = 0, end: int | None = None, tools: Html = EMPTY
) -> Html:
    """A document from the library, without a quote, from `start` on; what is up to `end` is marked.

    Where there is no `end`, a heading that begins there is.
    """
    source = document.source
    if end is None:
        is_heading = start > 0 and any(offset == start for offset, _ in source.headings)
        end = _line_end(document.text, start) if is_heading else start
    return join(
        [
            _head(source, tools=tools),
            _contents(source),
            picture(source, source.page(start), start, end),
            body(document, start, end),
        ]
    )


def _contents(source: Source) -> Html | None:
    """The document's headings, each a button that opens it there; None where there are few."""
    headings = source.headings[:HEADINGS]
    if len(headings) < 2:
        return None
    entries = [element("li", _more(heading, source.name, offset)) for offset, heading in headings]
    return element(
        "details",
        element("summary", say("document.contents")),
        element("ul", *entries),
        class_="contents",
    )


def _line_end(text: str, start: int) -> int:
    """Where the line that holds `start` ends."""
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _body(document: Document, citation: Citation, now: QuoteState) -> Html:
    # Where the text was altered, the citation's offsets mean nothing any more.
    start, end = (0, 0) if now == "altered" else (citation.start, citation.end)
    return body(document, start, end)


def body(document: Document, start: int, end: int) -> Html:
    """The text around a quote, the quote in a mark, pages where the document has them.

    The characters shown are the document's own, every one: what is copied or compared is exact.
    """
    text, name = document.text, document.source.name
    low, high = max(0, start - AROUND), min(len(text), end + AROUND)
    # Not from the middle of a line, where there is a line's beginning before the quote.
    low = (text.find("\n", low, start) + 1 or low) if low else 0
    quote = element("mark", text[start:end], id="quote", tabindex=-1) if end > start else None
    return join(
        [
            low > 0 and _more(say("document.earlier"), name, max(0, low - AROUND)),
            element(
                "div",
                *_pages(document, low, start),
                quote,
                *_pages(document, end, high),
                class_="text",
            ),
            high < len(text) and _more(say("document.later"), name, high),
        ]
    )


def picture(source: Source, page: int | None, start: int, end: int) -> Html | None:
    """A PDF's page, the words between two offsets boxed; None where there is no page."""
    if page is None or not source.name.lower().endswith(".pdf"):
        return None
    query = urlencode({"document": source.name, "page": page, "start": start, "end": end})
    key = "document.picture_boxed" if end > start else "document.picture"
    image = element(
        "img",
        class_="page-picture",
        src=f"page.png?{query}",
        alt=say(key, page=page, title=source.title),
    )
    zoom = (
        element("button", label, type="button", data_do="zoom", data_by=by, aria_label=spoken)
        for label, by, spoken in (
            ("−", -1, say("document.smaller")),
            ("+", 1, say("document.larger")),
        )
    )
    # What can be scrolled must be reached by the keyboard.
    name = say("document.page")
    sheet = element("div", image, class_="sheet", tabindex=0, role="group", aria_label=name)
    return element("figure", element("div", *zoom, class_="zoom"), sheet, class_="page-figure")


def _pages(document: Document, low: int, high: int) -> list[Html]:
    """Text between two offsets, with a numbered rule where a page begins."""
    source = document.source
    inside = [
        (start, source.page_label(start) or number)
        for number, start in enumerate(source.page_starts, 1)
        if low <= start < high
    ]
    cuts = [low, *(start for start, _ in inside), high]
    # The number is drawn by the style: an element's text would get into what is copied.
    rules = ["", *(element("span", class_="page", data_page=label) for _, label in inside)]
    return [
        join([rule, *_headed(document, start, end)])
        for rule, start, end in zip(rules, cuts, cuts[1:], strict=False)
    ]


def _headed(document: Document, low: int, high: int) -> list[object]:
    """Text between two offsets, the line of each heading in bold."""
    text, parts = document.text, list[object]()
    for offset, _ in document.source.headings:
        start, end = max(offset, low), min(_line_end(text, offset), high)
        if start < end:
            parts += [text[low:start], element("b", text[start:end], class_="heading")]
            low = end
    return [*parts, text[low:high]]


def _head(
    source: Source,
    page: str | None = None,
    section: str | None = None,
    steps: Html = EMPTY,
    tools: Html = EMPTY,
) -> Html:
    known = [
        source.published and element("time", day(source.published), datetime=source.published),
        source.outlet,
        source.author,
        page,
        section,
    ]
    return element(
        "header",
        element("h2", source.title, tabindex=-1),
        element("p", join([part for part in known if part], " · "), class_="meta"),
        element("p", source.name, class_="file"),
        steps,
        tools,
        class_="head",
    )


def _steps(selected: SelectedCitation) -> Html:
    """Previous and next citation, and where among them this one is."""
    index, count = selected.index, len(selected.citations)
    marker = selected.citation.marker
    return element(
        "nav",
        _step(say("document.previous"), selected, index - 1),
        element("span", say("document.step", marker=marker, number=index + 1, count=count)),
        _step(say("document.next"), selected, index + 1),
        aria_label=say("document.citations"),
    )


def _step(label: str, selected: SelectedCitation, index: int) -> Html:
    return element(
        "button",
        label,
        type="button",
        data_do="source",
        data_of=selected.key,
        data_index=index,
        disabled=not 0 <= index < len(selected.citations),
    )


def _more(label: str, name: str, start: int) -> Html:
    return element(
        "button", label, type="button", data_do="show", data_document=name, data_start=start
    )
