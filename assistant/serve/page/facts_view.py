"""The small print of an answer as HTML: in a line of words, the figures on hover or focus."""

from assistant.history.answer_markdown import day
from assistant.serve.page.chooser import choice
from assistant.serve.page.html import Html, element, join
from assistant.sureness import SURE, sureness
from assistant.types import Answer, Receipt, Timings, Usage

AT_ONCE = 50.0
"""Milliseconds below which nobody waits."""


def outcome(answer: Answer, key: str) -> Html:
    """How an answer came about: in how long, from how much, how surely; the rest on hover."""
    name = f"facts-{key}"
    shown = element(
        "span",
        outcome_line(answer),
        class_="took",
        tabindex=0,
        role="note",
        aria_describedby=name,
        data_note=figures(answer),
    )
    return join([shown, element("span", figures(answer), id=name, hidden=True)])


def outcome_line(answer: Answer) -> str:
    """How an answer came about, in words."""
    timings, searched = answer.timings, answer.receipt
    took = in_time(timings.retrieve_ms + timings.generate_ms + timings.verify_ms)
    documents = f"{searched.documents:,} document{'s' * (searched.documents != 1)}"
    if answer.abstained:
        return f"Declined {took}: {documents} searched"
    limited = limits(searched)
    line = f"Answered {took} from {documents}" + (f", only {limited}" if limited else "")
    if answer.conflict:
        return f"{line}; the sources disagree"
    doubt = "" if answer.confidence >= SURE else f"; {sureness(answer.confidence)}"
    return f"{line}{doubt}{' that they hold it' if doubt else ''}"


def figures(answer: Answer) -> str:
    """What is measured of an answer: confidence, engine, times and tokens, in one line."""
    parts = [
        f"{answer.confidence:.0%} sure that the library holds it",
        f"worded by {answer.model}",
        times(answer.timings),
        tokens(answer.usage),
    ]
    return " · ".join(part for part in parts if part)


def in_time(milliseconds: float) -> str:
    """How long something took, as a person would say it."""
    return "at once" if milliseconds < AT_ONCE else f"in {milliseconds / 1_000:.1f} s"


def times(timings: Timings) -> str:
    """How long each step took."""
    steps = [
        ("searched", timings.retrieve_ms),
        ("wrote", timings.generate_ms),
        ("checked", timings.verify_ms),
    ]
    return ", ".join(f"{step} {duration(milliseconds)}" for step, milliseconds in steps)


def duration(milliseconds: float) -> str:
    """Milliseconds with their unit."""
    if milliseconds < 1_000:
        return f"{milliseconds:.0f} ms"
    return f"{milliseconds / 1_000:.1f} s"


def tokens(usage: Usage) -> str:
    """Tokens of a language model; empty where none was asked."""
    total = usage.prompt_tokens + usage.completion_tokens
    return f"{usage.prompt_tokens:,} + {usage.completion_tokens:,} tokens" if total else ""


def limits(searched: Receipt) -> str:
    """The filters that applied, in words; empty where none did."""
    parts = [
        searched.since and f"from {day(searched.since)}",
        searched.until and f"until {day(searched.until)}",
        *choice(searched.pattern),
        searched.reports,
    ]
    return ", ".join(part for part in parts if part)


def receipt(searched: Receipt) -> Html:
    """What was searched, how much, under which filters, and why that gave no answer."""
    terms = [
        ("Searched for", searched.question),
        ("In", f"{searched.documents:,} documents, {searched.passages:,} passages"),
        ("Limited to", limits(searched)),
        ("Why not", searched.reason),
    ]
    shown = [
        element("div", element("dt", term), element("dd", value)) for term, value in terms if value
    ]
    return element("dl", *shown, class_="receipt")
