"""An answer as HTML: first the direct one, its sentences, a conflict's sides, its sources."""

from collections.abc import Sequence

from assistant.history.answer_markdown import footnote
from assistant.history.citation_place import labelled_quote, printed_page, section_below_title
from assistant.messages import day, say
from assistant.serve.page.facts_view import receipt
from assistant.serve.page.html import EMPTY, Html, element, join
from assistant.serve.page.sentence_view import legend, link, links, sentences
from assistant.settings import QUOTES
from assistant.types import Answer, Citation, Conflict, DirectAnswer, Side
from index.types import Hit


def whole_answer(answer: Answer, key: str, *, receipted: bool = True) -> Html:
    """The whole of a finished answer; `key` names its citations. Where it is `receipted`, a refusal
    says what was searched.

    What is known only at the end is below the words, which somebody may be reading already. So
    the direct answer is above quotes alone, which come all at once: a model's words would move.
    """
    shown = answer.direct if answer.model == QUOTES else None
    return join(
        [
            shown and direct(shown, answer.citations, key),
            answer_text(answer, key),
            answer.notice and element("p", answer.notice, class_="notice"),
            answer.conflict and sides(answer, answer.conflict, key),
            receipted and answer.abstained and receipt(answer.receipt),
            answer.nearest and nearest(answer.nearest, key),
            answer.reasoning and reasoning(answer.reasoning),
            legend({one.verdict for one in answer.sentences}),
        ]
    )


def answer_text(answer: Answer, key: str) -> Html:
    """An answer's sentences, marked; its footnotes go with what is copied of it."""
    notes = "\n".join(f"{one.marker} {footnote(one)}" for one in answer.citations)
    text = sentences(answer, links(answer.citations), key)
    return element("div", text, class_="answer", data_notes=notes)


def direct(found: DirectAnswer, citations: Sequence[Citation], key: str) -> Html:
    """The direct answer on one line, its marker a link to the source where it can be followed."""
    cited = links(citations).get(found.marker)
    marker = link(found.marker, *cited, key) if cited else found.marker
    return element("p", " ".join(found.text.split()), " ", marker, class_="direct")


def sides(answer: Answer, conflict: Conflict, key: str) -> Html:
    """A conflict: what each side says, next to each other, with its quotes."""
    return element(
        "section",
        element("p", conflict.note, class_="note"),
        element("div", *(_side(answer, side, key) for side in conflict.sides), class_="sides"),
        class_="conflict",
        aria_label=say("conflict.label"),
    )


def _side(answer: Answer, side: Side, key: str) -> Html:
    follow = links(answer.citations)
    independent = say("conflict.independent", count=side.reports)
    reports = say("conflict.one_independent") if side.reports == 1 else independent
    return element(
        "div",
        element("h3", side.answer),
        element("p", reports, class_="meta"),
        *(quote(*follow[marker], key) for marker in side.markers if marker in follow),
        class_="side",
    )


def quote(index: int, citation: Citation, key: str) -> Html:
    """A quote with the link to its source."""
    return element(
        "figure",
        element("blockquote", citation.quote),
        labels(citation),
        element("figcaption", link(citation.marker, index, citation, key), " ", origin(citation)),
        class_="quote",
    )


def labels(citation: Citation) -> Html | None:
    """A row with its columns' names, which stand beside the row's own characters; or None."""
    labelled = labelled_quote(citation)
    return element("p", labelled, class_="labels") if labelled else None


def nearest(quotes: Sequence[Citation], key: str) -> Html:
    """The quotes that came nearest to an answer, under a key of their own."""
    return element(
        "section",
        element("h3", say("answer.nearest")),
        *(quote(index, citation, f"{key}n") for index, citation in enumerate(quotes)),
        class_="nearest",
    )


def reasoning(thought: str) -> Html:
    """What the model thought aloud, folded; nobody has checked it."""
    return element(
        "details",
        element("summary", say("answer.thought")),
        element("p", thought),
        class_="reasoning",
    )


def origin(citation: Citation) -> Html:
    """Where a quote comes from: title, date, outlet, page, section and file."""
    known = [
        citation.published
        and element("time", day(citation.published), datetime=citation.published),
        citation.outlet,
        printed_page(citation),
        section_below_title(citation),
        element("span", citation.document, class_="file"),
    ]
    return join(
        [
            element("cite", citation.title),
            element("span", join([part for part in known if part], " · "), class_="meta"),
        ]
    )


def sources(answer: Answer, key: str) -> Html:
    """The panel's list of an answer's sources; empty where it has none."""
    if answer.citations:
        return _sources(say("answer.sources"), answer.citations, answer.passages, key)
    if answer.nearest:
        return _sources(say("answer.nearest"), answer.nearest, answer.passages, f"{key}n")
    return EMPTY


def _sources(title: str, cited: Sequence[Citation], hits: Sequence[Hit], key: str) -> Html:
    return join(
        [
            element("h2", title, tabindex=-1),
            *(
                element(
                    "article",
                    element("h3", link(one.marker, index, one, key), " ", origin(one)),
                    element("p", passage(one, hits), class_="passage"),
                    labels(one),
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
            # A citation's offsets count from the document's start, not the passage's.
            start, end = citation.start - found.start, citation.end - found.start
            return join(
                [found.text[:start], element("mark", found.text[start:end]), found.text[end:]]
            )
    return element("mark", citation.quote)
