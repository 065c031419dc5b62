"""Sentences as HTML: each with its mark and its reason, its markers as links to their sources."""

import re
from collections.abc import Mapping, Sequence

from assistant.history.answer_markdown import footnote
from assistant.serve.page.html import Html, element, join
from assistant.types import Answer, Citation, Sentence, Verdict

VERDICTS: Mapping[Verdict, str] = {
    "supported": "Supported by its source",
    "partly": "Partly supported",
    "unsupported": "Not supported",
    "contradicted": "Contradicted by a source",
}

Links = Mapping[str, tuple[int, Citation]]
"""Markers that can be followed: each with its citation and that citation's index."""


def links(citations: Sequence[Citation]) -> Links:
    """The first citation of each marker."""
    found: dict[str, tuple[int, Citation]] = {}
    for index, citation in enumerate(citations):
        found.setdefault(citation.marker, (index, citation))
    return found


def words(told: Answer, follow: Links, key: str) -> Html:
    """The answer's text, each of its sentences marked, and what stands between them kept.

    What follows the last of them, in an answer that was stopped, was not checked.
    """
    parts: list[object] = []
    at = 0
    for number, one in enumerate(told.sentences):
        start = told.answer.find(one.text, at)
        if start < 0:
            parts += [" ", sentence(one, number, follow, key)]
            continue
        parts += [told.answer[at:start], sentence(one, number, follow, key)]
        at = start + len(one.text)
    rest = told.answer[at:]
    unchecked = rest.strip() and not told.abstained
    return join([*parts, element("span", rest, class_="words") if unchecked else rest])


def sentence(one: Sentence, number: int, follow: Links, key: str) -> Html:
    """A sentence with its mark, its reason for a pointer, the keyboard and a screen reader."""
    reason = verdict(one)
    name = f"reason-{key}-{number}"
    return element(
        "span",
        marked(one, follow, key),
        element("span", reason, id=name, hidden=True),
        class_=f"sentence {one.verdict}",
        tabindex=0,
        aria_describedby=name,
        data_reason=reason,
    )


def marked(one: Sentence, follow: Links, key: str) -> Html:
    """A sentence's text, those of its markers that can be followed made links."""
    if not one.markers:
        return join([one.text])
    longest_first = sorted(set(one.markers), key=len, reverse=True)
    pattern = "|".join(re.escape(marker) for marker in longest_first)
    pieces = re.split(f"({pattern})", one.text)
    return join(
        link(piece, *follow[piece], key) if odd and piece in follow else piece
        for pair in zip(pieces[::2], [*pieces[1::2], ""], strict=True)
        for odd, piece in enumerate(pair)
    )


def link(marker: str, index: int, citation: Citation, key: str) -> Html:
    """A marker that opens its source."""
    return element(
        "a",
        marker,
        class_="marker",
        href="#source",
        data_do="source",
        data_of=key,
        data_index=index,
        data_note=f"{marker} {footnote(citation)}",
        aria_label=f"{marker} {citation.title}",
    )


def verdict(one: Sentence) -> str:
    """What is told of a sentence on hover or focus."""
    told = VERDICTS[one.verdict]
    return f"{told}: {one.reason}" if one.reason else told
