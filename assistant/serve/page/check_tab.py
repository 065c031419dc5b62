"""The tab for drafts: each sentence with its verdict, and the quotes of the one clicked."""

from collections import Counter
from collections.abc import Iterator

from assistant.errors import AssistantError
from assistant.serve.page.answer_view import quote
from assistant.serve.page.backend import Backend
from assistant.serve.page.html import EMPTY, Html, element, join
from assistant.serve.page.sentence_view import VERDICTS, verdict
from assistant.serve.page.session import Changes, Session
from assistant.types import Check, Sentence


class CheckTab:
    """The tab for drafts, over one backend."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def check(self, text: str, session: Session) -> Iterator[Changes]:
        """Verifies every sentence of a draft; a long one takes seconds, and the page says so."""
        waiting = element("p", "Checking every sentence…", class_="stage", role="status")
        yield {"checked": waiting}
        try:
            session.check = self._backend.assistant.check(text)
        except AssistantError:
            yield {"checked": EMPTY}
            raise
        yield {"checked": checked_draft(session.check)}


def checked_draft(check: Check) -> Html:
    """A draft's sentences as buttons, a count of their verdicts, and the quotes of each."""
    sentences = list(enumerate(check.sentences))
    counts = Counter(one.verdict for one in check.sentences)
    summary = ", ".join(
        f"{counts[kind]} {label.lower()}" for kind, label in VERDICTS.items() if counts[kind]
    )
    count = f"{len(sentences)} sentences: {summary}."
    text = join([_sentence(one, at) for at, one in sentences], " ")
    return join(
        [
            element("p", count, class_="summary", role="status"),
            element("div", text, class_="answer draft"),
            element("div", *(_quotes(one, at) for at, one in sentences), class_="quotes"),
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
    """What the library has on a sentence; the script shows it when the sentence is clicked."""
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
