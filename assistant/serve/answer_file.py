"""An answer as one HTML file that stands by itself: its sentences, and its quotes below them.

It asks for nothing else, runs nothing, and what documents say in it is text.
"""

from assistant.history.answer_markdown import footnote
from assistant.serve.page.answer_view import direct, origin
from assistant.serve.page.html import Html, element, join
from assistant.serve.page.sentence_view import VERDICTS, laid_out, legend
from assistant.types import Answer, Citation

STYLE = """
:root { color-scheme: light dark; font: 1.05rem/1.65 Charter, Georgia, serif; }
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem;
  background: light-dark(#faf8f3, #18191b); color: light-dark(#23211d, #e9e6df); }
h1 { font-size: 1.4rem; } h2 { font-size: 1.05rem; }
.direct { font-weight: 600; }
a { color: light-dark(#1f5560, #8fc7d1); text-decoration: none; font-size: 0.85em; }
.sentence, .key { text-decoration: underline 1px #6d9a7b; text-underline-offset: 0.28em; }
:is(.sentence, .key).partly { text-decoration: underline 2px dashed #a86b00; }
:is(.sentence, .key).unsupported { text-decoration: underline 1.5px wavy #c4453c; }
:is(.sentence, .key).contradicted { text-decoration: underline 1.5px double #c4453c; }
.legend { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: 0; list-style: none; }
.legend, .meta, .reasons { color: light-dark(#5f5a51, #aeaa9f); font-size: 0.85rem; }
blockquote { margin: 0 0 0.2rem; padding-left: 0.8rem; border-left: 2px solid #8a857a; }
table { border-collapse: collapse; }
:is(th, td) { padding: 0.2rem 0.6rem; border: 1px solid #8a857a; }
"""

POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def answer_file(answer: Answer) -> Html:
    """The file's content."""
    shown = laid_out(answer.sentences, {}, "") if answer.sentences else element("p", answer.answer)
    body = element(
        "main",
        element("h1", answer.question),
        answer.direct and direct(answer.direct, (), ""),
        element("div", shown, class_="answer"),
        _reasons(answer),
        legend({one.verdict for one in answer.sentences}),
        answer.conflict and element("p", answer.conflict.note, class_="direct"),
        answer.notice and element("p", answer.notice, class_="meta"),
        answer.abstained
        and element("p", f"Searched for “{answer.receipt.question}”: {answer.receipt}"),
        _quotes("Quotes", answer.citations),
        _quotes("Nearest in the library", answer.nearest),
    )
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width"),
        element("title", answer.question),
        element("style", Html(STYLE)),
    )
    return join(
        [Html("<!doctype html>\n"), element("html", head, element("body", body), lang="en")]
    )


def _reasons(answer: Answer) -> Html | None:
    """What is not plainly supported, and why."""
    doubts = [
        element("li", f"“{one.text}” {VERDICTS[one.verdict]}{one.reason and f': {one.reason}'}.")
        for one in answer.sentences
        if one.verdict != "supported"
    ]
    return element("ul", *doubts, class_="reasons") if doubts else None


def _quotes(title: str, citations: tuple[Citation, ...]) -> Html | None:
    """The quotes, each with its marker and its place."""
    if not citations:
        return None
    shown = (
        element(
            "figure",
            element("blockquote", f"{one.marker} ", one.quote),
            element("figcaption", origin(one), class_="meta", title=footnote(one)),
        )
        for one in citations
    )
    return element("section", element("h2", title), *shown)
