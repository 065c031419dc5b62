"""The first sight of the page: what it is for, what is in the library, what to ask it."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from assistant.history.answer_markdown import day
from assistant.seeded_library import SEEDS
from assistant.serve.page.html import Html, element, join
from assistant.settings import QUOTES
from index.store.records import Record

PURPOSE = "Ask in plain words. Every sentence of the answer carries its quote: click one and check."
QUOTED = "Answers are quotations, as no language model is set. How to set one"
WAITING = "Answers are quotations until it is given. How to set a model or its key"
FOLDERS = 3
"""Folders told by name; the rest are counted."""


def welcome(
    questions: Sequence[str] = (),
    records: Sequence[Record] | None = None,
    engine: str = "",
    lacking: str = "",
) -> Html:
    """What is seen before the first question. `records` is None while the library opens, and
    `lacking` a sentence on what the model that is set waits for.

    Where it holds no document of one's own, the place to add some is shown below.
    """
    bare = records is not None and not any(_is_own(one) for one in records)
    buttons = [
        element("button", one, type="button", data_do="example", data_question=one)
        for one in questions
    ]
    return join(
        [
            element("h2", "Add your documents" if bare else "Ask your documents"),
            element("p", PURPOSE),
            records is not None and element("p", holdings(records), class_="holdings"),
            element("div", *buttons, class_="offered"),
            engine == QUOTES and _setting_a_model(lacking),
            bare and element("span", class_="bare", hidden=True),
        ]
    )


def holdings(records: Sequence[Record]) -> str:
    """What the library holds, in a sentence or two."""
    read = [one.source for one in records if one.key]
    if not read:
        return "The library is empty: drop files below, or give the address of a page."
    if not any(_is_own(one) for one in records):
        return "The library holds only the article that it came with. Add your own below."
    count = f"{len(read):,} document{'s' * (len(read) != 1)}"
    days = [source.published for source in read if source.published]
    first, last = (day(min(days)), day(max(days))) if days else ("", "")
    when = f" from {first} to {last}" if first != last else f" of {first}" if first else ""
    text = f"In the library: {count}{when}, in {_folders([one.name for one in read])}."
    unread = sum(bool(one.error) and not one.foreign for one in records)
    if unread:
        text += f" {unread:,} file{'s' * (unread != 1)} could not be read: see Library."
    return text


def _folders(names: Sequence[str]) -> str:
    """The folders of documents' names, the fullest first, each with its number of documents."""
    counts = Counter(name.partition("/")[0] for name in names).most_common()
    told = [f"{folder} ({count:,})" for folder, count in counts[:FOLDERS]]
    more = len(counts) - len(told)
    return ", ".join(told) + (f" and {more:,} more" if more else "")


def _is_own(record: Record) -> bool:
    """Whether a document is readable, and no sample."""
    return bool(record.key) and not Path(record.path).is_relative_to(SEEDS)


def _setting_a_model(lacking: str) -> Html:
    """How a language model is set, folded: answers come without one."""
    command = element("code", "assistant serve --model NAME")
    names = "ollama:NAME (on this machine), gguf:FILE, openai:NAME or anthropic:NAME"
    variable = element("code", "ASSISTANT_MODEL")
    return element(
        "details",
        element("summary", lacking, WAITING if lacking else QUOTED),
        element("p", "Under ", element("a", "Settings", href="#tab=settings"), ", or:"),
        element("p", "Start the page with ", command, f", where NAME is {names}."),
        element("p", variable, " in the environment or in .env does the same for every command."),
        element("p", "Each sentence that it writes is then checked against the documents."),
        class_="setting",
    )


def address_form() -> Html:
    """A field for the address of a page to add."""
    field = element("input", name="words", type="url", required=True, autocomplete="off")
    return element(
        "form",
        element("label", "Address of a web page", field),
        element("button", "Add it", type="submit"),
        data_do="paste",
    )
