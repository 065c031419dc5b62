"""Outcomes of a small question set, worked out by hand."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from assistant.answering.answerability import DOUBT
from assistant.evaluate import Evaluation
from assistant.evaluate.outcome import Outcome, outcome_of
from assistant.evaluate.questions import Question
from assistant.types import Answer, Citation, Receipt, Verdict
from index.types import Hit, IndexingError, Passage, Source

TEXTS = {
    "documents/a.txt": "The bridge opened in 1990. It is 4.2 km long.",
    "documents/b.txt": "The bridge opened in 1991, some say.",
    "documents/c.txt": "Nothing of bridges.",
}


def hit(name: str) -> Hit:
    text = TEXTS[name]
    return Hit(Passage(Source(name, name), 0, len(text), text), 1.0, 0.5, 1.0)


def citation(name: str, quote: str, verdict: Verdict = "supported") -> Citation:
    start = TEXTS[name].index(quote)
    end = start + len(quote)
    return Citation("[1]", name, name, None, None, None, None, start, end, quote, verdict)


def answered(**changes: Any) -> Answer:
    answer = Answer("q", "a [1]", False, 0.9, "quotes", Receipt("q", 3, 3))
    return replace(answer, **changes)


def text_of(name: str) -> str:
    if name not in TEXTS:
        raise IndexingError(f"no document {name}")
    return TEXTS[name]


def measured(
    question: Question,
    answer: Answer,
    further: tuple[str, ...] = (),
    key_of: Callable[[str], str] = str,
) -> Outcome:
    return outcome_of(question, answer, 12.5, further, key_of, text_of)


ASKED = Question("1", "When did the bridge open?", answers=("1990",), documents=("a.txt",))
NAMES = ("documents/c.txt", "documents/b.txt", "documents/a.txt")


def outcomes() -> list[Outcome]:
    """Four answerable questions and two that are not, one of these answered all the same."""
    opened = citation("documents/a.txt", "The bridge opened in 1990.")
    other = citation("documents/a.txt", "It is 4.2 km long.")
    passages = tuple(hit(name) for name in NAMES)
    known = replace(ASKED, group="known")
    off = Question("5", "What of Mars?", answerable=False, group="off")
    return [
        measured(known, answered(citations=(opened,), passages=passages, confidence=0.9)),
        measured(replace(known, id="2"), answered(citations=(other, opened), confidence=0.8)),
        measured(replace(known, id="3"), answered(citations=(other,), confidence=0.7)),
        measured(
            replace(known, id="4"),
            answered(abstained=True, citations=(), nearest=(opened,), confidence=0.3),
        ),
        measured(off, answered(abstained=True, confidence=0.1)),
        measured(replace(off, id="6"), answered(confidence=0.75, notice=f"{DOUBT}: it says no.")),
    ]


def evaluation(*changed: Outcome) -> Evaluation:
    return Evaluation("bridges", "quotes", 3, ("d.txt: is empty",), 1.25, changed or (*outcomes(),))
