"""Answers to show, and a parser of HTML that knows what the page may hold."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import Any

from assistant.history.kept_turn import KeptTurn
from assistant.types import (
    REFUSAL,
    Answer,
    Citation,
    Conflict,
    Receipt,
    Sentence,
    Side,
    Timings,
    Usage,
    Verdict,
)
from index.types import Hit, Passage, Source

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
TEXT = "First words.\r\nThe river rose 212 <centimetres> & fell. Last words.\n"
QUOTE = "The river rose 212 <centimetres> & fell."
SOURCE = Source("desk/river.txt", "The River", "5ha", date(2025, 6, 3), outlet="The Desk")

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "![beacon](https://example.org/b.png)",
    "[go](javascript:alert(3))",
    "\" onmouseover=alert(4) x='",
    "{{constructor}} ${alert(5)} `",
    "</span></article><svg onload=alert(6)>",
    "&lt;b&gt; \0 \ud800 \r\n",
)

TAGS = re.compile(
    "a|article|b|blockquote|button|caption|cite|code|datalist|dd|details|div|dl|dt|figcaption|figure"
    "|form|h1|h2|h3|header|img|input|label|li|mark|nav|ol|option|p|path|progress|section|span"
    "|summary|svg|table|tbody|td|textarea|th|thead|time|tr|ul"
)
PLACES = (
    "#source",
    "#tab=settings",
    "checks/",
    "#answer=",
    "answers/",
    "feedback.zip",
    "page.png?",
    "original?",
)


class Shown(HTMLParser):
    """What a browser makes of HTML: its tags, its text, the attributes that can do something."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))
        if tag not in ("input", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def harmless(self) -> bool:
        """Whether every tag is the page's own, none does anything, and none asks another host."""
        for tag, attributes in self.tags:
            assert TAGS.fullmatch(tag), tag
            assert not any(name.startswith("on") or name == "style" for name in attributes), tag
            for name in ("href", "src", "action", "srcset", "formaction"):
                assert (attributes.get(name) or "#source").startswith(PLACES), attributes
        return not self.open

    def all(self, tag: str, class_: str = "") -> list[dict[str, str | None]]:
        """The attributes of every element of a kind."""
        return [
            attributes
            for name, attributes in self.tags
            if name == tag and class_ in [*(attributes.get("class") or "").split(), ""]
        ]


def cited(marker: str = "[1]", verdict: Verdict = "supported", **changes: object) -> Citation:
    start = TEXT.index(QUOTE)
    made = Citation(
        marker,
        SOURCE.name,
        SOURCE.title,
        SOURCE.published,
        SOURCE.outlet,
        None,
        None,
        start,
        start + len(QUOTE),
        QUOTE,
        verdict,
        SOURCE.sha256,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def answered(**changes: object) -> Answer:
    sentences = (
        Sentence("The river rose. [1]", "supported", ("[1]",)),
        Sentence("It rose 300. [2]", "partly", ("[2]",), "the source says 212"),
        Sentence("Nobody knows why. [9]", "unsupported", (), "no source says this"),
        Sentence("It fell. [1]", "contradicted", ("[1]",), "the source says so"),
    )
    made = Answer(
        question="How much did the river rise?",
        answer=" ".join(one.text for one in sentences),
        abstained=False,
        confidence=0.93,
        model="quotes",
        receipt=Receipt("How much did the river rise?", 3, 17),
        sentences=sentences,
        citations=(cited(), cited("[2]", "partly")),
        passages=(Hit(Passage(SOURCE, 5, len(TEXT), TEXT[5:]), 1.0, 0.5, 2.0),),
        timings=Timings(31.4, 1202.0, 40.0),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def declined(**changes: object) -> Answer:
    made = answered(
        answer=REFUSAL,
        abstained=True,
        sentences=(),
        citations=(),
        nearest=(cited(),),
        receipt=Receipt(
            "the moon", 3, 1700, date(2025, 1, 1), None, "desk/*", "nothing speaks of it"
        ),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def disagreeing() -> Answer:
    sides = (Side("212", ("[1]",), 2), Side("300", ("[2]",)))
    return answered(
        conflict=Conflict("number", sides, "Sources give different numbers."),
        notice="The model was not there.",
        usage=Usage(812, 97),
    )


def attacking(attack: str) -> Answer:
    """An answer every text of which is an attack."""
    texts = ("document", "title", "outlet", "heading", "quote", "section", "page_label")
    told: dict[str, Any] = dict.fromkeys(texts, attack)
    one = cited(**told, page=4, labels=(attack, attack))
    row = cited(document=attack, quote=f"{attack} | {attack}", labels=(attack, attack))
    source = replace(SOURCE, name=attack, title=attack)
    hit = Hit(Passage(source, 0, len(TEXT), attack + TEXT), 1.0, 0.5, 2.0)
    sentence = Sentence(f"{attack} [1]", "partly", ("[1]",), attack, (one,))
    return answered(
        question=attack,
        answer=f"{attack} [1] {attack}",
        sentences=(sentence, Sentence(attack, "unsupported", (attack,), attack)),
        citations=(one, replace(one, marker=attack), row),
        nearest=(one,),
        passages=(hit,),
        conflict=Conflict("name", (Side(attack, ("[1]", attack)), Side(attack, ())), attack),
        notice=attack,
        model=attack,
        receipt=Receipt(attack, 1, 1, None, None, attack, attack),
    )


def kept(answer: Answer, **more: object) -> KeptTurn:
    """A turn that is kept, as number 7 of conversation 1."""
    return replace(KeptTurn(7, 1, NOW, answer), **more)  # type: ignore[arg-type]
