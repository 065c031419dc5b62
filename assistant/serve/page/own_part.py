"""Who uses the page, as it tells them; and what it hides of what their role may not do."""

from assistant.messages import say
from assistant.serve.desks import Desks
from assistant.serve.page.html import EMPTY, Html, element, join
from assistant.serve.page.whose_events import refused_events

OWN = "own"
"""The mark in whose place the part stands: the page is laid out once for all."""

EDITORS_PARTS = ("#files", "#adding", "#pasting", "#refresh", ".keep", ".kept.removed")
"""Parts of the page that have no use for who may only read."""


def own_part(desks: Desks) -> Html:
    """Name, role and a way out of who has logged in; empty where nobody needs to."""
    name = desks.logged_in
    if not name:
        return EMPTY
    role = element("span", say(f"role.{desks.user.role}"), class_="meta")
    leave = element("button", say("login.leave"))
    return join(
        [
            element(
                "div",
                element("span", name, class_="name"),
                desks.shared and role,
                element("form", leave, method="post", action="logout"),
                class_="own",
            ),
            _hidden(desks),
        ]
    )


def _hidden(desks: Desks) -> Html:
    """The style that hides what the role may not do: the server refuses it besides."""
    hidden = [f"[data-do={event}]" for event in sorted(refused_events(desks.user))]
    if not desks.user.may("editor"):
        hidden += EDITORS_PARTS
    rule = f"{', '.join(hidden)} {{ display: none !important; }}"
    return element("style", Html(rule)) if hidden else EMPTY
