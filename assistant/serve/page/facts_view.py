"""The small print of an answer as HTML: in a line of words, the figures on hover or focus."""

from assistant.messages import counted, day, listed, say, seconds
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
    documents = counted(searched.documents, "document")
    if answer.abstained:
        return say("facts.declined", took=took, documents=documents)
    limited = limits(searched)
    key = "facts.answered_only" if limited else "facts.answered"
    line = say(key, took=took, documents=documents, limits=limited)
    if answer.conflict:
        return say("facts.disagree", line=line)
    if answer.confidence >= SURE:
        return line
    return say("facts.doubt", line=line, sure=sureness(answer.confidence))


def figures(answer: Answer) -> str:
    """What is measured of an answer: confidence, engine, times and tokens, in one line."""
    parts = [
        say("facts.sure", share=f"{answer.confidence:.0%}"),
        say("facts.worded", model=answer.model),
        times(answer.timings),
        tokens(answer.usage),
    ]
    return " · ".join(part for part in parts if part)


def in_time(milliseconds: float) -> str:
    """How long something took, as a person would say it."""
    if milliseconds < AT_ONCE:
        return say("facts.at_once")
    return say("facts.in_time", time=seconds(milliseconds))


def times(timings: Timings) -> str:
    """How long each step took."""
    return say(
        "facts.times",
        searched=duration(timings.retrieve_ms),
        wrote=duration(timings.generate_ms),
        checked=duration(timings.verify_ms),
    )


def duration(milliseconds: float) -> str:
    """Milliseconds with their unit."""
    if milliseconds < 1_000:
        return say("time.milliseconds", count=f"{milliseconds:.0f}")
    return seconds(milliseconds)


def tokens(usage: Usage) -> str:
    """Tokens of a language model; empty where none was asked."""
    total = usage.prompt_tokens + usage.completion_tokens
    given, made = f"{usage.prompt_tokens:,}", f"{usage.completion_tokens:,}"
    return say("facts.tokens", given=given, made=made) if total else ""


def limits(searched: Receipt) -> str:
    """The filters that applied, in words; empty where none did."""
    parts = [
        searched.since and say("limit.from", day=day(searched.since)),
        searched.until and say("limit.until", day=day(searched.until)),
        *choice(searched.pattern),
        searched.reports,
    ]
    given = [part for part in parts if part]
    return listed(given) if given else ""


def receipt(searched: Receipt) -> Html:
    """What was searched, how much, under which filters, and why that gave no answer."""
    documents, passages = f"{searched.documents:,}", f"{searched.passages:,}"
    terms = [
        (say("receipt.for"), searched.question),
        (say("receipt.in"), say("receipt.amount", documents=documents, passages=passages)),
        (say("receipt.limited"), limits(searched)),
        (say("receipt.why_not"), searched.reason),
    ]
    shown = [
        element("div", element("dt", term), element("dd", value)) for term, value in terms if value
    ]
    return element("dl", *shown, class_="receipt")
