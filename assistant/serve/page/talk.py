"""Asking: what happens when a question is sent, stopped, asked again, and a talk is reopened.

Each step gives what changes of the page: the names of its parts, with their new HTML.
"""

from collections.abc import Iterator
from time import monotonic
from typing import Any

from assistant.errors import AssistantError
from assistant.history.conversations import KeptTurn, Thumb, history
from assistant.history.quote_state import QuoteState, quote_state
from assistant.serve.page import turns
from assistant.serve.page.conversation_list import listed
from assistant.serve.page.desk import Desk
from assistant.serve.page.html import Html, join
from assistant.serve.page.partial_answer import Draft
from assistant.serve.page.render import sources
from assistant.serve.page.session import Session
from assistant.types import Answer, Citation, Turn
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
        """Keeps what had come of an answer that is no longer wanted, marked as stopped.

        Where it was to take the place of an earlier answer, that stays.
        """
        draft = session.taken()
        if draft is None:
            return {}
        answer = draft.answer(self._desk.assistant.settings.model)
        return self._ended(answer, session, stopped=True)

    def fresh(self, session: Session) -> Parts:
        """A new conversation."""
        self.stop(session)
        session.leave()
        return self._whole(session)

    def reopen(self, conversation: int, session: Session) -> Parts:
        """A kept conversation, its citations as they stand today."""
        kept = self._desk.conversations.turns(conversation)
        self.stop(session)
        session.leave()
        session.conversation = conversation
        if not kept:
            return self._whole(session)
        session.log = [(turn.id, self._shown(turn)) for turn in kept]
        session.turn, session.last = session.log.pop()
        session.question = kept[-1].answer.question
        return self._whole(session) | {"sources": _sources(kept[-1])}

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
            return {"turn": shown, "history": self.listed(session)}
        session.log = [(key, shown if key == turn else one) for key, one in session.log]
        return {"log": _log(session), "history": self.listed(session)}

    def listed(self, session: Session) -> Html:
        """The list of conversations."""
        conversations = self._desk.conversations
        return listed(conversations.all(), session.conversation, conversations.judgements())

    def _answered(self, question: str, session: Session) -> Iterator[Parts]:
        draft = Draft(question, "search" if self._desk.ready else "open")
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
            if session.taken(draft):
                yield _failed(question, error, session)
        finally:
            if session.draft is draft:  # the reader has left
                self.stop(session)

    def _made(self, draft: Draft, session: Session) -> Iterator[Parts]:
        """Shows the answer as it comes, then keeps it, unless it has been stopped meanwhile."""
        stream = self._desk.assistant.stream(
            draft.question, history=self._said(session), **session.filters.arguments()
        )
        shown = 0.0
        for update in stream:
            if session.draft is not draft:
                return
            if update.answer is not None:
                if session.taken(draft):
                    yield self._ended(update.answer, session)
                return
            if draft.take(update) or monotonic() - shown > EVERY:
                yield {"turn": turns.making(draft)}
                shown = monotonic()

    def _ended(self, answer: Answer, session: Session, stopped: bool = False) -> Parts:
        """Keeps an answer that nothing more comes of, and shows it."""
        conversations = self._desk.conversations
        try:
            if stopped and session.turn is not None:
                earlier = conversations.turn(session.turn)
                if not earlier.stopped:
                    session.last = self._shown(earlier)
                    return {"turn": session.last, "sources": _sources(earlier)}
            session.conversation = conversations.continue_or_fork(
                session.conversation, session.above, answer.question, session.turn
            )
            session.turn = conversations.keep(session.conversation, answer, session.turn, stopped)
            kept = conversations.turn(session.turn)
        except AssistantError as error:
            return _failed(answer.question, error, session)
        session.last = turns.kept(kept)
        return {"turn": session.last, "sources": _sources(kept), "history": self.listed(session)}

    def _said(self, session: Session) -> list[Turn]:
        """What was said before the question that is being answered, as far as this tab shows it."""
        if session.conversation is None:
            return []
        before = self._desk.conversations.turns(session.conversation)
        return history([turn for turn in before if turn.id in session.above])

    def _shown(self, turn: KeptTurn) -> Html:
        return turns.kept(turn, self._moved(turn.answer))

    def _moved(self, answer: Answer) -> list[tuple[Citation, QuoteState]]:
        """The citations of an answer whose documents have changed or gone since."""
        found: dict[str, Document | None] = {}
        moved: list[tuple[Citation, QuoteState]] = []
        for citation in (*answer.citations, *answer.nearest):
            name = citation.document
            if name not in found:
                found[name] = self._desk.document(name)
            now = quote_state(citation, found[name])
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


def _sources(turn: KeptTurn) -> Html:
    return sources(turn.answer, f"t{turn.id}")


def _failed(question: str, error: AssistantError, session: Session) -> Parts:
    session.last = turns.failed(question, str(error))
    return {"turn": session.last}
