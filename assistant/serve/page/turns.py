"""One turn of the talk as HTML: while it is being made, stopped, failed, or kept."""

from collections.abc import Sequence
from time import monotonic

from assistant.history.conversations import KeptTurn
from assistant.history.quote_state import QUOTE_STATES, QuoteState
from assistant.serve.page.html import Html, element, join
from assistant.serve.page.partial_answer import KEY, Draft
from assistant.serve.page.render import answer, duration, said
from assistant.serve.page.sentence_marks import links, sentence
from assistant.types import Citation

STAGES = {
    "open": "Opening the library",
    "search": "Searching the library",
    "write": "Writing the answer",
}


def making(draft: Draft) -> Html:
    """A turn while its answer is being made; between two showings the browser runs its clock."""
    spent = f"{monotonic() - draft.started:.1f} s"
    stage = join([f"{STAGES[draft.stage]}… ", element("span", spent, class_="clock")])
    return _turn(draft.question, element("p", stage, class_="stage"), _so_far(draft), busy=True)


def failed(question: str, reason: str) -> Html:
    """A turn that came to nothing, and why."""
    told = element("p", reason, class_="failure", role="alert")
    return _turn(
        question,
        element("p", "No answer.", class_="stage"),
        told,
        element("div", _again(), class_="tools"),
    )


def kept(turn: KeptTurn, moved: Sequence[tuple[Citation, QuoteState]] = ()) -> Html:
    """A kept turn whole: the answer, what became of its sources since, and what can be done."""
    key = f"t{turn.id}"
    return _turn(
        turn.answer.question,
        element("p", _came_about(turn), class_="stage"),
        moved
        and element(
            "ul",
            *(
                element("li", f"{one.marker} {one.document}: {QUOTE_STATES[now]}.")
                for one, now in moved
            ),
            class_="standing",
            aria_label="Changed since",
        ),
        said(turn.answer, key) if turn.stopped else answer(turn.answer, key),
        _tools(turn),
        name=key,
    )


def _came_about(turn: KeptTurn) -> str:
    """How an answer came about, in one line."""
    if turn.stopped:
        return "Stopped. What is not underlined was not checked."
    spent = turn.answer.timings
    total = duration(spent.retrieve_ms + spent.generate_ms + spent.verify_ms)
    if turn.answer.abstained:
        return f"Declined in {total}"
    return f"Answered in {total}{'; the sources disagree' if turn.answer.conflict else ''}"


def _turn(question: str, *parts: object, name: str | None = None, busy: bool = False) -> Html:
    return element(
        "article",
        element("h2", question, class_="question"),
        *parts,
        class_="turn",
        id=name,
        aria_label=f"Question: {question[:80]}",
        data_busy=busy,
    )


def _so_far(draft: Draft) -> Html:
    """The sentences that are verified, their markers links already, and the words after them."""
    follow = links(draft.citations)
    sentences = [sentence(one, at, follow, KEY) for at, one in enumerate(draft.sentences)]
    words = draft.unchecked and element("span", draft.unchecked, class_="words")
    return element("div", join([*sentences, *([words] if words else [])], " "), class_="answer")


def _tools(turn: KeptTurn) -> Html:
    """What can be done with an answer: copied, taken along, judged, asked again.

    One that was stopped is no answer to judge, nor to take along as evidence.
    """
    if turn.stopped and not turn.answer.answer:
        return element("div", _again(), class_="tools")
    return element(
        "div",
        _button("Sources", "panel", class_="narrow"),
        _button("Copy", "copy"),
        not turn.stopped
        and [
            element("a", "Markdown", href=f"answers/{turn.id}.md", download=True),
            element("a", "Evidence", href=f"answers/{turn.id}.json", download=True),
        ],
        _again(),
        not turn.stopped and _thumbs(turn),
        turn.thumb and _note(turn),
        class_="tools",
    )


def _again() -> Html:
    return _button("Ask again", "again", class_="again")


def _thumbs(turn: KeptTurn) -> Html:
    """The reader's judgement, up or down."""
    return element(
        "span",
        *(
            _button(
                _thumb(),
                "thumb",
                class_=thumb,
                data_turn=turn.id,
                data_thumb=thumb,
                aria_label=told,
                title=told,
                aria_pressed="true" if turn.thumb == thumb else "false",
            )
            for thumb, told in (("up", "A good answer"), ("down", "A bad answer"))
        ),
        class_="thumbs",
        role="group",
        aria_label="Your judgement",
    )


def _note(turn: KeptTurn) -> Html:
    """The note that goes with a thumb."""
    name = f"note-{turn.id}"
    return element(
        "form",
        element("label", "What should it know?", for_=name),
        element("input", id=name, name="note", value=turn.note, maxlength=2000),
        element("button", "Keep note", type="submit"),
        class_="note",
        data_do="note",
        data_turn=turn.id,
        data_thumb=turn.thumb,
    )


def _thumb() -> Html:
    """A raised thumb, drawn, as not every machine has a letter for it."""
    path = element("path", d="M3 9h3v8H3zM6 16l2 1h6.5l2-6.5V8.5h-5v-4L10 3 8.5 7 6 9.5z")
    return element("svg", path, viewBox="0 0 20 20", aria_hidden="true")


def _button(label: object, do: str, **attributes: object) -> Html:
    return element("button", label, type="button", data_do=do, **attributes)
