"""An answer as HTML: its sentences, a disagreement's sides, the receipt, and its sources."""

from collections.abc import Sequence

from assistant.history.answer_markdown import day, footnote
from assistant.serve.page.html import EMPTY, Html, element, join
from assistant.serve.page.sentence_marks import link, links, words
from assistant.types import Answer, Citation, Conflict, Receipt, Timings, Usage
from index.types import Hit


def answer(told: Answer, key: str) -> Html:
    """The whole of a finished answer; `key` is how its markers name it.

    What is known only at the end stands below the words, which a reader may be at already.
    """
    return join(
        [
            said(told, key),
            told.notice and element("p", told.notice, class_="notice"),
            told.conflict and sides(told, told.conflict, key),
            told.abstained and receipt(told.receipt),
            told.nearest and nearest(told.nearest, key),
            facts(told),
        ]
    )


def said(told: Answer, key: str) -> Html:
    """An answer's words, marked; its footnotes go with what is copied of it."""
    follow = links(told.citations)
    return element("div", words(told, follow, key), class_="answer", data_notes=_notes(told))


def sides(told: Answer, conflict: Conflict, key: str) -> Html:
    """A disagreement: what each side says, next to each other, with its quotes."""
    follow = links(told.citations)
    return element(
        "section",
        element("p", conflict.note, class_="note"),
        element(
            "div",
            *(
                element(
                    "div",
                    element("h3", side.answer),
                    element("p", _reports(side.reports), class_="meta"),
                    *(quote(*follow[marker], key) for marker in side.markers if marker in follow),
                    class_="side",
                )
                for side in conflict.sides
            ),
            class_="sides",
        ),
        class_="conflict",
        aria_label="Sources disagree",
    )


def quote(index: int, citation: Citation, key: str) -> Html:
    """A quote with the link to its place."""
    return element(
        "figure",
        element("blockquote", citation.quote),
        element("figcaption", link(citation.marker, index, citation, key), " ", origin(citation)),
        class_="quote",
    )


def nearest(quotes: Sequence[Citation], key: str) -> Html:
    """The quotes that came nearest to an answer."""
    return element(
        "section",
        element("h3", "Nearest in the library"),
        *(quote(index, citation, f"{key}n") for index, citation in enumerate(quotes)),
        class_="nearest",
    )


def receipt(searched: Receipt) -> Html:
    """What was searched, how much, under which filters, and why that is no answer."""
    terms = [
        ("Searched for", searched.question),
        ("In", f"{searched.documents:,} documents, {searched.passages:,} passages"),
        ("Limited to", limits(searched)),
        ("Why not", searched.reason),
    ]
    shown = [
        element("div", element("dt", term), element("dd", told)) for term, told in terms if told
    ]
    return element("dl", *shown, class_="receipt")


def limits(searched: Receipt) -> str:
    """The filters that applied, in words; empty where none did."""
    parts = [
        searched.since and f"from {day(searched.since)}",
        searched.until and f"until {day(searched.until)}",
        searched.pattern and f"documents {searched.pattern}",
        searched.reports,
    ]
    return ", ".join(part for part in parts if part)


def facts(told: Answer) -> Html:
    """The small print of an answer: engine, confidence, filters, times and tokens."""
    parts = [
        f"{told.confidence:.0%} sure that the library holds it",
        f"worded by {told.model}",
        f"only {limits(told.receipt)}" if limits(told.receipt) and not told.abstained else "",
        times(told.timings),
        tokens(told.usage),
    ]
    return element("p", " · ".join(part for part in parts if part), class_="facts")


def times(spent: Timings) -> str:
    """How long each step took."""
    steps = [
        ("searched", spent.retrieve_ms),
        ("wrote", spent.generate_ms),
        ("checked", spent.verify_ms),
    ]
    return ", ".join(f"{step} {duration(took)}" for step, took in steps)


def duration(milliseconds: float) -> str:
    """Milliseconds as a person would say them."""
    if milliseconds < 1_000:
        return f"{milliseconds:.0f} ms"
    return f"{milliseconds / 1_000:.1f} s"


def tokens(used: Usage) -> str:
    """Tokens of a language model; empty where none was asked."""
    total = used.prompt_tokens + used.completion_tokens
    return f"{used.prompt_tokens:,} + {used.completion_tokens:,} tokens" if total else ""


def origin(citation: Citation) -> Html:
    """Where a quote comes from: title, date, outlet, page, heading and file."""
    known = [
        citation.published
        and element("time", day(citation.published), datetime=citation.published),
        citation.outlet,
        citation.page and f"page {citation.page}",
        citation.heading,
        element("span", citation.document, class_="file"),
    ]
    return join(
        [
            element("cite", citation.title),
            element("span", join([part for part in known if part], " · "), class_="meta"),
        ]
    )


def sources(told: Answer, key: str) -> Html:
    """The sources of an answer: each quote marked inside its passage; nothing where it has none."""
    cited, key = (told.citations, key) if told.citations else (told.nearest, f"{key}n")
    if not cited:
        return EMPTY
    title = "Sources" if told.citations else "Nearest in the library"
    return join(
        [
            element("h2", title, tabindex=-1),
            *(
                element(
                    "article",
                    element("h3", link(one.marker, index, one, key), " ", origin(one)),
                    element("p", passage(one, told.passages), class_="passage"),
                    class_="source",
                )
                for index, one in enumerate(cited)
            ),
        ]
    )


def passage(citation: Citation, hits: Sequence[Hit]) -> Html:
    """A quote marked inside its passage, or alone where its passage was not kept."""
    for hit in hits:
        found = hit.passage
        inside = found.start <= citation.start and citation.end <= found.end
        if found.source.name == citation.document and inside:
            start, end = citation.start - found.start, citation.end - found.start
            return join(
                [found.text[:start], element("mark", found.text[start:end]), found.text[end:]]
            )
    return element("mark", citation.quote)


def _notes(told: Answer) -> str:
    """The answer's footnotes, a line each, for those who copy it."""
    return "\n".join(f"{one.marker} {footnote(one)}" for one in told.citations)


def _reports(count: int) -> str:
    return "1 report" if count == 1 else f"{count} independent reports"
