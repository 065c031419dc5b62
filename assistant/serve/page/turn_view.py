"""One turn of a conversation as HTML: while its answer streams in, failed, or kept."""

from collections.abc import Sequence
from datetime import datetime
from time import monotonic

from assistant.arguments import MAX_QUESTION_CHARACTERS
from assistant.history.kept_turn import KeptTurn
from assistant.history.quote_state import QuoteState
from assistant.history.seen_answer import SeenAnswer
from assistant.messages import day, say, seconds
from assistant.serve.page.answer_view import answer_text, whole_answer
from assistant.serve.page.facts_view import outcome
from assistant.serve.page.html import EMPTY, Html, element, join
from assistant.serve.page.partial_answer import KEY, PartialAnswer
from assistant.serve.page.sentence_view import laid_out, links
from assistant.serve.shared_answers import shared_place
from assistant.types import Citation

STAGES = {"open": "turn.opening", "search": "turn.search", "write": "turn.write"}

DOWNLOADS = {"html": "turn.web_page", "docx": "", "md": "", "json": "turn.evidence"}
"""What an answer is saved as, by the ends of the files' names, and the message that says so."""

SHARED = "s"
"""The key of the citations of an answer that another user shares."""

FORMATS = {"docx": "Word", "md": "Markdown"}
"""Names that are the same in every language."""


def streaming_turn(partial: PartialAnswer) -> Html:
    """A turn while its answer streams in; between two updates the browser runs its clock."""
    took = seconds(1_000 * (monotonic() - partial.started))
    clock = element("span", took, class_="clock")
    stage = element("p", f"{say(STAGES[partial.stage])}… ", clock, class_="stage")
    return _turn(partial.question, stage, _so_far(partial), busy=True)


def failed_turn(question: str, reason: str) -> Html:
    """A turn that came to no answer, and why."""
    return _turn(
        question,
        element("p", say("turn.none"), class_="stage"),
        element("p", reason, class_="failure", role="alert"),
        element("div", *_anew(question), class_="tools"),
    )


def kept_turn(
    turn: KeptTurn, moved: Sequence[tuple[Citation, QuoteState]] = (), sharer: str = ""
) -> Html:
    """A kept turn whole: the answer, which of its sources `moved` since, and its buttons.

    `sharer` is under whose name it can be shared; empty where everybody sees it anyway.
    """
    key = f"t{turn.id}"
    changed = (
        element("li", f"{one.marker} {one.document}: {say(f'moved.{now}')}.") for one, now in moved
    )
    return _turn(
        turn.answer.question,
        element("p", _outcome(turn), class_="stage"),
        moved and element("ul", *changed, class_="standing", aria_label=say("turn.changed")),
        # What is known of an answer at its end, a stopped one has not.
        answer_text(turn.answer, key) if turn.stopped else whole_answer(turn.answer, key),
        _tools(turn, sharer),
        name=key,
        conversation=turn.conversation,
    )


def shared_turn(seen: SeenAnswer, sharer: str, asked: datetime, place: str) -> Html:
    """An answer that another user shares: it is read, and not gone on from."""
    answer = seen.answer
    cited = answer.citations, answer.nearest
    yourself = _button(say("share.ask"), "example", data_question=answer.question)
    return _turn(
        answer.question or say("share.untold"),
        element("p", say("share.of", user=sharer, day=day(asked)), class_="stage"),
        not seen.is_whole and element("p", say("share.left_out"), class_="notice"),
        whole_answer(answer, SHARED, receipted=False),
        element(
            "div",
            any(cited) and _button(say("answer.sources"), "panel", class_="narrow"),
            bool(answer.answer) and _button(say("turn.copy"), "copy"),
            bool(answer.question) and yourself,
            class_="tools",
        ),
        name=SHARED,
        shared=place,
    )


def _outcome(turn: KeptTurn) -> str | Html:
    """How an answer came about, in one line."""
    if not turn.stopped:
        return outcome(turn.answer, f"t{turn.id}")
    return say("turn.stopped" if turn.answer.answer else "turn.stopped_early")


def _turn(
    question: str,
    *parts: object,
    name: str | None = None,
    conversation: int | None = None,
    shared: str | None = None,
    busy: bool = False,
) -> Html:
    return element(
        "article",
        element("h2", question, class_="question"),
        *parts,
        class_="turn",
        id=name,
        aria_label=say("turn.question", question=question[:80]),
        data_conversation=conversation,
        data_shared=shared,
        data_busy=busy,
    )


def _so_far(partial: PartialAnswer) -> Html:
    """The sentences that are verified, their markers links already, and the words after them."""
    follow = links(partial.citations)
    parts = [laid_out(partial.sentences, follow, KEY)] if partial.sentences else []
    if partial.unverified:
        parts.append(element("span", partial.unverified, class_="words"))
    return element("div", join(parts, " "), class_="answer")


def _tools(turn: KeptTurn, sharer: str) -> Html:
    """What can be done with an answer: copied, downloaded, judged, asked again.

    One that was stopped is no answer to judge, nor to download as evidence.
    """
    is_whole = not turn.stopped
    publish = _button(say("share.share"), "publish", data_turn=turn.id)
    if turn.stopped and not turn.answer.answer:
        return element("div", *_anew(turn.answer.question), class_="tools")
    return element(
        "div",
        _button(say("answer.sources"), "panel", class_="narrow"),
        _button(say("turn.copy"), "copy"),
        not sharer and _button(say("turn.link"), "link"),
        is_whole and sharer and not turn.shared and publish,
        is_whole and _downloads(turn.id),
        *_anew(turn.answer.question),
        is_whole and _thumbs(turn),
        turn.thumb and _note(turn),
        bool(turn.shared) and _sharing(turn, sharer),
        class_="tools",
    )


def _sharing(turn: KeptTurn, sharer: str) -> Html:
    """That an answer is shared, its link, and the end of it."""
    return element(
        "div",
        element("p", say("share.shared"), class_="meta"),
        _button(say("turn.link"), "link", data_place=shared_place(sharer, turn.shared)),
        _button(say("share.stop"), "unpublish", data_turn=turn.id),
        class_="shared",
    )


def _downloads(turn: int) -> Html:
    """The answer as a file with its quotes, folded."""
    links = (
        element("a", FORMATS.get(kind) or say(key), href=f"answers/{turn}.{kind}", download=True)
        for kind, key in DOWNLOADS.items()
    )
    return element(
        "details",
        element("summary", say("turn.save")),
        element("div", *links, _button(say("turn.print"), "print"), class_="files"),
        class_="save",
    )


def _anew(question: str) -> list[Html]:
    """Asks the last question once more, as it was or in other words."""
    field = element(
        "textarea", question, name="question", rows=2, maxlength=MAX_QUESTION_CHARACTERS
    )
    form = element(
        "form",
        element("label", say("turn.other_words"), field),
        element("button", say("turn.ask_this"), type="submit"),
        data_do="edit",
    )
    edit = element("details", element("summary", say("turn.edit")), form, class_="again edit")
    return [_button(say("turn.again"), "again", class_="again"), edit]


def follow_ups(questions: Sequence[str]) -> Html:
    """What could be asked next; empty where there is nothing."""
    if not questions:
        return EMPTY
    asked = (_button(one, "example", data_question=one) for one in questions)
    return element("section", element("h3", say("turn.go_on")), *asked, class_="onward")


def _thumbs(turn: KeptTurn) -> Html:
    """The user's judgement, up or down."""
    return element(
        "span",
        _thumb(turn, "up", say("turn.good")),
        _thumb(turn, "down", say("turn.bad")),
        class_="thumbs",
        role="group",
        aria_label=say("turn.judgement"),
    )


def _thumb(turn: KeptTurn, thumb: str, label: str) -> Html:
    # Drawn, as not every machine has a letter for a raised thumb; the style turns it for "down".
    path = element("path", d="M3 9h3v8H3zM6 16l2 1h6.5l2-6.5V8.5h-5v-4L10 3 8.5 7 6 9.5z")
    return _button(
        element("svg", path, viewBox="0 0 20 20", aria_hidden="true"),
        "thumb",
        class_=thumb,
        data_turn=turn.id,
        data_thumb=thumb,
        aria_label=label,
        title=label,
        aria_pressed="true" if turn.thumb == thumb else "false",
    )


def _note(turn: KeptTurn) -> Html:
    """The note that goes with a thumb."""
    name = f"note-{turn.id}"
    return element(
        "form",
        element("label", say("turn.note"), for_=name),
        element("input", id=name, name="note", value=turn.note, maxlength=2000),
        element("button", say("turn.keep_note"), type="submit"),
        class_="note",
        data_do="note",
        data_turn=turn.id,
        data_thumb=turn.thumb,
    )


def _button(label: object, do: str, **attributes: object) -> Html:
    """A button whose click the script makes the event `do`."""
    return element("button", label, type="button", data_do=do, **attributes)
