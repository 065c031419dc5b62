"""Sentences as HTML: each with its verdict and reason, its markers as links to their sources."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from assistant.answer_layout import CELLS, Layout, answer_markdown_text, groups
from assistant.history.answer_markdown import footnote
from assistant.messages import say
from assistant.serve.page.html import Html, element, join
from assistant.types import Answer, Citation, Sentence, Verdict

VERDICTS: tuple[Verdict, ...] = ("supported", "partly", "unsupported", "contradicted")


def verdict_label(kind: Verdict) -> str:
    """What a verdict says of a sentence."""
    return say(f"verdict.{kind}")


Links = Mapping[str, tuple[int, Citation]]
"""Markers that can be followed: each with its citation and that citation's index."""


def links(citations: Sequence[Citation]) -> Links:
    """The first citation of each marker."""
    found: dict[str, tuple[int, Citation]] = {}
    for index, citation in enumerate(citations):
        found.setdefault(citation.marker, (index, citation))
    return found


def sentences(answer: Answer, follow: Links, key: str) -> Html:
    """The answer's text, each of its sentences marked, and the white space between them kept.

    What follows the last of them, in an answer that was stopped, was not verified.
    """
    if any(one.layout.kind != "paragraph" for one in answer.sentences):
        rest = answer.answer.removeprefix(answer_markdown_text(answer.sentences))
        written = len(rest) < len(answer.answer) and rest.strip()
        shown = laid_out(answer.sentences, follow, key)
        return join([shown, written and element("span", rest, class_="words")])
    parts: list[object] = []
    at = 0
    for number, one in enumerate(answer.sentences):
        start = answer.answer.find(one.text, at)
        if start < 0:
            # A sentence that the text does not hold as it is: shown all the same.
            parts += [" ", sentence(one, number, follow, key)]
            continue
        parts += [answer.answer[at:start], sentence(one, number, follow, key)]
        at = start + len(one.text)
    rest = answer.answer[at:]
    unverified = rest.strip() and not answer.abstained
    return join([*parts, element("span", rest, class_="words") if unverified else rest])


def laid_out(sentences: Sequence[Sentence], follow: Links, key: str) -> Html:
    """Sentences in their paragraphs, lists and tables."""
    numbers = {id(one): number for number, one in enumerate(sentences)}

    def words(block: Sequence[Sentence]) -> Html:
        return join((sentence(one, numbers[id(one)], follow, key) for one in block), " ")

    if all(one.layout == sentences[0].layout for one in sentences):
        return words(sentences)  # one paragraph is the answer itself

    return join(
        _group(group, words, lambda one: row(one, numbers[id(one)], follow, key))
        for group in groups(sentences)
    )


def _group(
    group: Sequence[Sequence[Sentence]],
    words: Callable[[Sequence[Sentence]], Html],
    row: Callable[[Sentence], Html],
) -> Html:
    """A paragraph, or a list or a table below the line that leads to it."""
    layout = group[0][0].layout
    lead = layout.lead and element("p", layout.lead, class_="lead")
    if layout.kind == "paragraph":
        return element("p", words(group[0]))
    if layout.kind == "item":
        items = (_item(block[0].layout, words(block)) for block in group)
        return join([lead, element("ul" if layout.mark == "-" else "ol", *items)])
    head = any(layout.columns) and element(
        "thead", element("tr", *(element("th", name) for name in layout.columns))
    )
    body = element("tbody", *(row(one) for block in group for one in block))
    return join([lead, element("table", head, body)])


def _item(layout: Layout, words: Html) -> Html:
    """A list's item with its own dot or number, as deep as it is nested."""
    kind = "dotted" if layout.mark == "-" else "numbered"
    number = layout.mark.rstrip(".") if layout.mark[:-1].isdigit() else None
    return element("li", words, value=number, class_=f"{kind} level-{min(layout.level, 3)}")


def row(one: Sentence, number: int, follow: Links, key: str) -> Html:
    """A table's row, which is one sentence: it has one verdict and one reason."""
    name, reason = f"reason-{key}-{number}", verdict(one)
    *cells, last = (linked(replace(one, text=cell), follow, key) for cell in one.text.split(CELLS))
    return element(
        "tr",
        *(element("td", cell) for cell in cells),
        element("td", last, element("span", reason, id=name, hidden=True)),
        class_=f"sentence {one.verdict}",
        tabindex=0,
        aria_describedby=name,
        data_reason=reason,
    )


def sentence(one: Sentence, number: int, follow: Links, key: str) -> Html:
    """A sentence with its verdict, whose reason the pointer, the keyboard and a screen reader get.

    `number` is the sentence's index in the answer, `key` names that answer's citations.
    """
    reason = verdict(one)
    name = f"reason-{key}-{number}"
    return element(
        "span",
        linked(one, follow, key),
        element("span", reason, id=name, hidden=True),
        class_=f"sentence {one.verdict}",
        tabindex=0,
        aria_describedby=name,
        data_reason=reason,
    )


def linked(one: Sentence, follow: Links, key: str) -> Html:
    """A sentence's text, those of its markers that can be followed made links."""
    if not one.markers:
        return join([one.text])
    # The longest first, as one marker may begin another.
    longest_first = sorted(set(one.markers), key=len, reverse=True)
    pattern = "|".join(re.escape(marker) for marker in longest_first)
    # Split by a group, words and markers alternate.
    pieces = re.split(f"({pattern})", one.text)
    return join(
        link(piece, *follow[piece], key) if is_marker and piece in follow else piece
        for pair in zip(pieces[::2], [*pieces[1::2], ""], strict=True)
        for is_marker, piece in enumerate(pair)
    )


def link(marker: str, index: int, citation: Citation, key: str) -> Html:
    """A marker that opens its source: the citation `index` of those that `key` names."""
    return element(
        "a",
        marker,
        class_="marker",
        href=f"#{place_of(key, index) or 'source'}",
        data_do="source",
        data_of=key,
        data_index=index,
        data_note=f"{marker} {footnote(citation)}",
        aria_label=f"{marker} {citation.title}",
    )


def legend(verdicts: Collection[Verdict]) -> Html | None:
    """What each kind of underline means, of those that are seen; None where there is none."""
    seen = [(kind, verdict_label(kind)) for kind in VERDICTS if kind in verdicts]
    if not seen:
        return None
    keys = (element("li", element("span", label, class_=f"key {kind}")) for kind, label in seen)
    return element("ul", *keys, class_="legend", aria_label=say("legend"))


def verdict(one: Sentence) -> str:
    """A sentence's verdict and its reason, as shown on hover or focus."""
    words = verdict_label(one.verdict)
    return f"{words}: {one.reason}" if one.reason else words


def place_of(key: str, index: int) -> str | None:
    """The address of a citation on this page; None where its answer is not kept."""
    kind = "nearest" if key.endswith("n") else "quote"
    number = key[1:].rstrip("n")
    return urlencode({"answer": number, kind: index}) if key.startswith("t") else None
