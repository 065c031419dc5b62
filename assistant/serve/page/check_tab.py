"""The tab for drafts: each sentence with its verdict, and the quotes of the one clicked."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from assistant.errors import AssistantError, LibraryError
from assistant.messages import counted, say
from assistant.messages import listed as commas
from assistant.serve.page.answer_view import quote
from assistant.serve.page.backend import Backend
from assistant.serve.page.html import EMPTY, Html, element, join
from assistant.serve.page.sentence_view import legend, verdict
from assistant.serve.page.session import Changes, Session
from assistant.types import Check, Sentence, Verdict
from index.types import IndexingError

WORST_FIRST: tuple[Verdict, ...] = ("contradicted", "unsupported", "partly", "supported")


class CheckTab:
    """The tab for drafts, over one backend."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def check(self, text: str, session: Session) -> Iterator[Changes]:
        """Verifies every sentence of a draft; a long one takes seconds, and the page says so."""
        waiting = element("p", say("check.waiting"), class_="stage", role="status")
        yield {"checked": waiting}
        try:
            session.check = self._backend.assistant.check(text)
        except AssistantError:
            yield {"checked": EMPTY}
            raise
        name = self._backend.keep_check(session.check)
        yield {"checked": checked_draft(session.check, name)}

    def read(self, file: str, session: Session) -> Iterator[Changes]:
        """Takes a whole document as the draft, and checks it. Raises LibraryError if unreadable."""
        path = Path(file)
        try:
            with self._backend.assistant.loader() as loader:
                documents = loader.load(path, path.name)
        except IndexingError as error:
            raise LibraryError(str(error)) from error
        text = "\n\n".join(one.text for one in documents)
        yield {"draft": text, "dropped_draft": None}
        yield from self.check(text, session)


def checked_draft(check: Check, name: str = "") -> Html:
    """What is in doubt first; then the draft's sentences as buttons, and the quotes of each.

    `name` is that of the check in the addresses of its files.
    """
    sentences = list(enumerate(check.sentences))
    text = join([_sentence(one, at) for at, one in sentences], " ")
    return join(
        [
            element("p", check_summary(check), class_="summary", role="status"),
            name and _files(name),
            _doubts(check),
            element("h2", say("check.the_draft")),
            element("div", text, class_="answer draft"),
            legend({one.verdict for one in check.sentences}),
            element("div", *(_quotes(one, at) for at, one in sentences), class_="quotes"),
        ]
    )


def check_summary(check: Check) -> str:
    """How many sentences are of which verdict, the worst first, in a sentence."""
    counts = Counter(one.verdict for one in check.sentences)
    told = [say(f"check.{kind}", count=f"{counts[kind]:,}") for kind in WORST_FIRST if counts[kind]]
    *before, last = told or [say("check.none")]
    listed = say("list.and", words=commas(before), word=last) if before else last
    return say("check.summary", sentences=counted(len(check.sentences), "sentence"), counts=listed)


def _doubts(check: Check) -> Html | None:
    """The sentences that are not plainly supported, the worst first, each with its best quote."""
    doubts = [
        (WORST_FIRST.index(one.verdict), at, one)
        for at, one in enumerate(check.sentences)
        if one.verdict != "supported"
    ]
    if not doubts:
        return None
    shown = [
        element(
            "li",
            element("p", one.text, class_="doubted"),
            element("p", verdict(one), class_=f"verdict {one.verdict}"),
            *(quote(0, citation, f"c{at}") for citation in one.citations[:1]),
        )
        for _, at, one in sorted(doubts, key=lambda doubt: doubt[:2])
    ]
    return element(
        "section", element("h2", say("check.to_look_at")), element("ul", *shown), class_="doubts"
    )


def _files(name: str) -> Html:
    kinds = {"html": say("check.save_page"), "docx": say("check.save_word")}
    links = (
        element("a", label, href=f"checks/{name}.{kind}", download=True)
        for kind, label in kinds.items()
    )
    return element("p", *links, class_="tools")


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
        *(found or [element("p", say("check.nothing"), class_="meta")]),
        id=f"quotes-{at}",
        hidden=True,
        aria_label=say("answer.quotes"),
    )
