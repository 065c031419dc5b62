"""A draft checked: each sentence with its mark, and the quotes of the one that was clicked."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from assistant.errors import AssistantError
from assistant.serve.page.desk import Desk
from assistant.serve.page.html import EMPTY, Html, element, join
from assistant.serve.page.render import quote
from assistant.serve.page.sentence_marks import VERDICTS, verdict
from assistant.serve.page.session import Session
from assistant.types import Check, Sentence

Parts = dict[str, Any]


class CheckTab:
    """The tab for drafts, over one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def check(self, text: str, session: Session) -> Iterator[Parts]:
        """Weighs every sentence of a draft, and says so meanwhile: a long one takes seconds."""
        waiting = element("p", "Checking every sentence…", class_="stage", role="status")
        yield {"checked": waiting}
        try:
            session.check = self._desk.assistant.check(text)
        except AssistantError:
            yield {"checked": EMPTY}
            raise
        yield {"checked": checked(session.check)}


def checked(check: Check) -> Html:
    """A draft's sentences as buttons, what they come to, and a place for the quotes."""
    counts = Counter(one.verdict for one in check.sentences)
    summary = ", ".join(
        f"{counts[kind]} {told.lower()}" for kind, told in VERDICTS.items() if counts[kind]
    )
    return join(
        [
            element(
                "p",
                f"{len(check.sentences)} sentences: {summary}.",
                class_="summary",
                role="status",
            ),
            element(
                "div",
                join([_sentence(one, at) for at, one in enumerate(check.sentences)], " "),
                class_="answer draft",
            ),
            element(
                "div",
                *(_quotes(one, at) for at, one in enumerate(check.sentences)),
                class_="quotes",
            ),
        ]
    )


def _sentence(one: Sentence, at: int) -> Html:
    return element(
        "span",
        one.text,
        element("span", f" {verdict(one)}", class_="heard"),
        class_=f"sentence {one.verdict}",
        role="button",
        tabindex=0,
        data_do="quotes",
        data_at=at,
        data_reason=verdict(one),
        aria_controls=f"quotes-{at}",
        aria_expanded="false",
    )


def _quotes(one: Sentence, at: int) -> Html:
    """What the library has on a sentence; shown when the sentence is clicked."""
    found = [quote(index, citation, f"c{at}") for index, citation in enumerate(one.citations)]
    return element(
        "section",
        element("h2", one.text),
        element("p", verdict(one), class_=f"verdict {one.verdict}"),
        *(found or [element("p", "The library has nothing on it.", class_="meta")]),
        id=f"quotes-{at}",
        hidden=True,
        aria_label="Quotes",
    )
