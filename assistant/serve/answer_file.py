"""An answer, or a checked draft, as one HTML file that stands by itself, with its quotes.

It asks for nothing else, runs nothing, and what documents say in it is text.
"""

from collections.abc import Sequence

from assistant.history.answer_markdown import footnote, searched
from assistant.messages import say
from assistant.serve.page.answer_view import direct, origin
from assistant.serve.page.check_tab import check_summary
from assistant.serve.page.html import Html, document_attributes, element, join
from assistant.serve.page.sentence_view import laid_out, legend, sentence, verdict
from assistant.types import Answer, Check, Citation, Sentence

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
blockquote { margin: 0 0 0.2rem; padding-inline-start: 0.8rem;
  border-inline-start: 2px solid #8a857a; }
table { border-collapse: collapse; }
:is(th, td) { padding: 0.2rem 0.6rem; border: 1px solid #8a857a; }
"""

POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def answer_file(answer: Answer) -> Html:
    """The file's content."""
    shown = laid_out(answer.sentences, {}, "") if answer.sentences else element("p", answer.answer)
    return whole_file(
        answer.question,
        answer.direct and direct(answer.direct, (), ""),
        element("div", shown, class_="answer"),
        _reasons(answer.sentences),
        legend({one.verdict for one in answer.sentences}),
        answer.conflict and element("p", answer.conflict.note, class_="direct"),
        answer.notice and element("p", answer.notice, class_="meta"),
        answer.abstained and element("p", searched(answer)),
        _quotes(say("answer.quotes"), answer.citations),
        _quotes(say("answer.nearest"), answer.nearest),
    )


def check_file(check: Check) -> Html:
    """A checked draft as such a file: what is in doubt first, then the draft."""
    doubts = [one for one in check.sentences if one.verdict != "supported"]
    shown = join([sentence(one, at, {}, "") for at, one in enumerate(check.sentences)], " ")
    return whole_file(
        say("check.title"),
        element("p", check_summary(check)),
        [
            element(
                "section",
                element("h2", one.text),
                element("p", verdict(one), class_="meta"),
                [_quote(quote) for quote in one.citations],
            )
            for one in doubts
        ],
        element("h2", say("check.the_draft")),
        element("div", shown, class_="answer"),
        legend({one.verdict for one in check.sentences}),
    )


def whole_file(title: str, *parts: object) -> Html:
    """A page of these parts that stands by itself."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width"),
        element("title", title),
        element("style", Html(STYLE)),
    )
    body = element("body", element("main", element("h1", title), *parts))
    return join([Html("<!doctype html>\n"), element("html", head, body, **document_attributes())])


def _reasons(sentences: Sequence[Sentence]) -> Html | None:
    """What is not plainly supported, and why."""
    doubts = [
        element("li", f"“{one.text}” {verdict(one)}.")
        for one in sentences
        if one.verdict != "supported"
    ]
    return element("ul", *doubts, class_="reasons") if doubts else None


def _quotes(title: str, citations: Sequence[Citation]) -> Html | None:
    """The quotes, each with its marker and its place."""
    if not citations:
        return None
    return element("section", element("h2", title), *map(_quote, citations))


def _quote(one: Citation) -> Html:
    return element(
        "figure",
        element("blockquote", f"{one.marker} ", one.quote),
        element("figcaption", origin(one), class_="meta", title=footnote(one)),
    )
