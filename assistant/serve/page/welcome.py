"""The first sight of the page: what it is for, what is in the library, what to ask it."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from assistant.messages import counted, day, listed, say
from assistant.seeded_library import SEEDS
from assistant.serve.page.html import Html, around, element, join
from assistant.settings import QUOTES
from index.store.records import Record

FOLDERS = 3
"""Folders told by name; the rest are counted."""


def welcome(
    questions: Sequence[str] = (),
    records: Sequence[Record] | None = None,
    engine: str = "",
    lacking: str = "",
    *,
    may_add: bool = True,
) -> Html:
    """What is seen before the first question. `records` is None while the library opens, and
    `lacking` a sentence on what the model that is set waits for.

    Where it holds no document of one's own, the place to add some is shown below to who `may_add`.
    """
    bare = may_add and records is not None and not any(_is_own(one) for one in records)
    buttons = [
        element("button", one, type="button", data_do="example", data_question=one)
        for one in questions
    ]
    return join(
        [
            element("h2", say("start.add" if bare else "start.ask")),
            element("p", say("start.purpose")),
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
        return say("start.empty")
    if not any(_is_own(one) for one in records):
        return say("start.sample")
    days = [source.published for source in read if source.published]
    first, last = (day(min(days)), day(max(days))) if days else ("", "")
    key = "start.holds_from" if first != last else "start.holds_of" if first else "start.holds"
    dates = {"first": first, "last": last, "day": first}
    folders = _folders([one.name for one in read])
    text = say(key, documents=counted(len(read), "document"), folders=folders, **dates)
    unread = sum(bool(one.error) and not one.foreign for one in records)
    if unread:
        text += " " + say("start.unread", files=counted(unread, "file"))
    return text


def _folders(names: Sequence[str]) -> str:
    """The folders of documents' names, the fullest first, each with its number of documents."""
    counts = Counter(name.partition("/")[0] for name in names).most_common()
    told = [f"{folder} ({count:,})" for folder, count in counts[:FOLDERS]]
    more = len(counts) - len(told)
    folders = listed(told)
    return say("start.more_folders", folders=folders, count=f"{more:,}") if more else folders


def _is_own(record: Record) -> bool:
    """Whether a document is readable, and no sample."""
    return bool(record.key) and not Path(record.path).is_relative_to(SEEDS)


def _setting_a_model(lacking: str) -> Html:
    """How a language model is set, folded: answers come without one."""
    command = element("code", "assistant serve --model NAME")
    variable = element("code", "ASSISTANT_MODEL")
    settings = element("a", say("tab.settings"), href="#tab=settings")
    return element(
        "details",
        element("summary", lacking, say("start.waiting" if lacking else "start.quoted")),
        element("p", around("start.settings", link=settings)),
        element("p", around("start.model", command=command, names=say("start.names"))),
        element("p", around("start.variable", variable=variable)),
        element("p", say("start.checked")),
        class_="setting",
    )


def address_form() -> Html:
    """A field for the address of a page to add."""
    field = element("input", name="words", type="url", required=True, autocomplete="off")
    return element(
        "form",
        element("label", say("start.address"), field),
        element("button", say("start.add_it"), type="submit"),
        data_do="paste",
    )
