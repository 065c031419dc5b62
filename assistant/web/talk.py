"""Asking: what happens when a question is sent, stopped, asked again, and a talk is reopened.

Each step gives what changes of the page: the names of its parts, with their new HTML.
"""

from collections.abc import Iterator
from time import monotonic
from typing import Any

from assistant.conversations import Kept, Thumb, history
from assistant.standing import Standing, standing
from assistant.types import Answer, AssistantError, Citation, Turn
from assistant.web import turns
from assistant.web.desk import Desk
from assistant.web.history import listed
from assistant.web.markup import Html, join
from assistant.web.render import sources
from assistant.web.session import Session
from index.types import Document

Parts = dict[str, Any]

EVERY = 0.05
"""Seconds between two showings of words that stream in."""


class Talk:
    """The conversation side of the page, over one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ask(self, question: str, session: Session) -> Iterator[Parts]:
        """Puts a question, and shows its answer as it comes about."""
        if not question.strip():
            return
        self.stop(session)
        if session.last:
            session.log.append((session.turn, session.last))
        session.turn = None
        yield from self._answered(question.strip(), session)

    def again(self, session: Session) -> Iterator[Parts]:
        """Puts the last question once more; the new answer takes the place of the old."""
        if session.question:
            yield from self._answered(session.question, session)

    def stop(self, session: Session) -> Parts:
        """Shows what had come of an answer that is no longer wanted."""
        if session.draft is None:
            return {}
        session.last, session.draft = turns.stopped(session.draft), None
        return {"turn": session.last}

    def fresh(self, session: Session) -> Parts:
        """A new conversation."""
        session.leave()
        return self._whole(session)

    def reopen(self, conversation: int, session: Session) -> Parts:
        """A kept conversation, its citations as they stand today."""
        kept = self._desk.conversations.turns(conversation)
        session.leave()
        session.conversation = conversation
        if not kept:
            return self._whole(session)
        session.log = [(turn.id, self._shown(turn)) for turn in kept]
        session.turn, session.last = session.log.pop()
        session.question = kept[-1].answer.question
        return self._whole(session) | {"sources": sources(kept[-1].answer, f"t{session.turn}")}

    def rename(self, conversation: int, title: str, session: Session) -> Parts:
        """Calls a conversation something else."""
        self._desk.conversations.rename(conversation, title)
        return {"history": self.listed(session)}

    def delete(self, conversation: int, session: Session) -> Parts:
        """Forgets a conversation; where it is the one that is open, a new one begins."""
        self._desk.conversations.delete(conversation)
        if session.conversation == conversation:
            session.leave()
            return self._whole(session)
        return {"history": self.listed(session)}

    def judge(self, turn: int, thumb: Thumb, note: str | None, session: Session) -> Parts:
        """Keeps a thumb, or takes it back where it was given before; a note keeps it."""
        before = self._desk.conversations.turn(turn)
        given = None if note is None and before.thumb == thumb else thumb
        self._desk.conversations.judge(turn, given, before.note if note is None else note)
        shown = self._shown(self._desk.conversations.turn(turn))
        if turn == session.turn:
            session.last = shown
            return {"turn": shown}
        session.log = [(key, shown if key == turn else one) for key, one in session.log]
        return {"log": _log(session)}

    def listed(self, session: Session) -> Html:
        """The list of conversations."""
        return listed(self._desk.conversations.all(), session.conversation)

    def _answered(self, question: str, session: Session) -> Iterator[Parts]:
        draft = turns.Draft(question, "search" if self._desk.ready else "open")
        session.draft, session.question = draft, question
        yield {
            "question": "",
            "log": _log(session),
            "turn": turns.making(draft),
            "sources": "",
            "reader": "",
        }
        try:
            yield from self._made(draft, session)
        except AssistantError as error:
            if session.draft is draft:
                session.last, session.draft = turns.failed(question, str(error)), None
                yield {"turn": session.last}

    def _made(self, draft: turns.Draft, session: Session) -> Iterator[Parts]:
        """Shows the answer as it comes, then keeps it, unless it has been stopped meanwhile."""
        stream = self._desk.assistant.stream(
            draft.question, history=self._said(session), **session.filters.arguments()
        )
        shown = 0.0
        for update in stream:
            if session.draft is not draft:
                return
            if update.answer is not None:
                yield self._kept(update.answer, session)
                return
            if draft.take(update) or monotonic() - shown > EVERY:
                yield {"turn": turns.making(draft)}
                shown = monotonic()

    def _kept(self, answer: Answer, session: Session) -> Parts:
        conversations = self._desk.conversations
        if session.conversation is None:
            session.conversation = conversations.start(answer.question)
        session.turn = conversations.keep(session.conversation, answer, session.turn)
        session.last, session.draft = turns.kept(conversations.turn(session.turn)), None
        return {
            "turn": session.last,
            "sources": sources(answer, f"t{session.turn}"),
            "history": self.listed(session),
        }

    def _said(self, session: Session) -> list[Turn]:
        """What was said before the question that is being answered."""
        if session.conversation is None:
            return []
        before = self._desk.conversations.turns(session.conversation)
        return history([turn for turn in before if turn.id != session.turn])

    def _shown(self, turn: Kept) -> Html:
        return turns.kept(turn, self._moved(turn.answer))

    def _moved(self, answer: Answer) -> list[tuple[Citation, Standing]]:
        """The citations of an answer whose documents have changed or gone since."""
        found: dict[str, Document | None] = {}
        moved: list[tuple[Citation, Standing]] = []
        for citation in (*answer.citations, *answer.nearest):
            name = citation.document
            if name not in found:
                found[name] = self._desk.document(name)
            now = standing(citation, found[name])
            if now != "exact":
                moved.append((citation, now))
        return moved

    def _whole(self, session: Session) -> Parts:
        return {
            "log": _log(session),
            "turn": session.last,
            "sources": "",
            "reader": "",
            "history": self.listed(session),
        }


def _log(session: Session) -> Html:
    return join(one for _, one in session.log)
