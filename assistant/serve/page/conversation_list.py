"""The list of conversations as HTML: each opened, renamed, deleted."""

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from assistant.history.conversations import Conversation
from assistant.messages import day, say
from assistant.serve.page.html import Html, element, join


def conversation_list(
    conversations: Sequence[Conversation],
    current: int | None,
    judgements: int = 0,
    searched: str = "",
) -> Html:
    """Conversations under their days, the current one marked; a link to the judgements, if any."""
    if not conversations:
        if searched.strip():
            return element("p", say("history.none"), class_="empty none")
        return element("p", say("history.empty"), class_="empty")
    days = groupby(conversations, lambda one: _day(one.updated.astimezone()))
    judged = element("a", say("history.take"), href="feedback.zip", download=True)
    return join(
        [
            [
                [
                    element("h3", name),
                    element("ul", *(_item(one, one.id == current) for one in asked)),
                ]
                for name, asked in days
            ],
            judgements > 0
            and element("p", judged, f" ({judgements}), for assistant eval", class_="judged"),
        ]
    )


def _item(one: Conversation, current: bool) -> Html:
    when = element("time", f"{one.updated.astimezone():%H:%M}", datetime=one.updated.isoformat())
    return element(
        "li",
        element(
            "button",
            element("span", one.title, class_="title"),
            element("span", _number(one.title), when, class_="when"),
            type="button",
            class_="open",
            data_do="reopen",
            data_conversation=one.id,
            aria_current="true" if current else None,
        ),
        element(
            "details",
            element("summary", "⋯", aria_label=say("history.change", title=one.title)),
            _rename(one),
            _delete(one),
        ),
    )


def _number(title: str) -> Html | None:
    """The number that tells a title from others, which may be cut off at the title's own end."""
    number = re.search(r"\(\d+\)$", title)
    return element("span", f"{number[0]} ", aria_hidden="true") if number else None


def _rename(one: Conversation) -> Html:
    name = f"title-{one.id}"
    return element(
        "form",
        element("label", say("history.name"), for_=name),
        element("input", id=name, name="title", value=one.title, maxlength=80, required=True),
        element("button", say("history.rename"), type="submit"),
        data_do="rename",
        data_conversation=one.id,
    )


def _delete(one: Conversation) -> Html:
    return element(
        "button",
        say("history.delete"),
        type="button",
        data_do="delete",
        data_conversation=one.id,
        # The script asks this before it does what can't be undone.
        data_sure=say("history.delete_sure"),
    )


def _day(moment: datetime) -> str:
    """A day; of the last two, its name."""
    ago = (datetime.now(moment.tzinfo).date() - moment.date()).days
    return {0: say("history.today"), 1: say("history.yesterday")}.get(ago) or day(moment)
