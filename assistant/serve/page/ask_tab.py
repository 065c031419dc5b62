"""The tab for questions: asked, stopped, asked again, and kept conversations opened.

Each step gives the changes of the page.
"""

from collections.abc import Iterator
from contextlib import suppress
from time import monotonic

from assistant.errors import AssistantError, UsageError
from assistant.history.kept_turn import KeptTurn, history
from assistant.history.quote_state import moved_citations
from assistant.messages import say
from assistant.serve.answer_log import log_answer
from assistant.serve.page import turn_view
from assistant.serve.page.answer_view import sources
from assistant.serve.page.backend import Backend
from assistant.serve.page.conversation_list import conversation_list
from assistant.serve.page.event_request import event_request_id
from assistant.serve.page.html import Html, element, join
from assistant.serve.page.partial_answer import PartialAnswer
from assistant.serve.page.session import Changes, Session
from assistant.types import Answer, Turn

FOLLOW_UPS = 3
"""Questions offered after an answer."""

EVERY = 0.05
"""Seconds between two updates of words that stream in."""


class AskTab:
    """The tab for questions, over one backend."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def ask(self, question: str, session: Session) -> Iterator[Changes]:
        """Asks a question, and streams its answer."""
        if not question.strip():
            return
        self.stop(session)
        if session.last:
            session.log.append((session.turn, session.last))
        session.turn = None
        yield from self._answered(question.strip(), session)

    def again(self, session: Session) -> Iterator[Changes]:
        """Asks the last question once more; the new answer takes the place of the old."""
        if session.question:
            yield from self._answered(session.question, session)

    def edit(self, question: str, session: Session) -> Iterator[Changes]:
        """Asks another question in the last one's place."""
        if question.strip():
            yield from self._answered(question.strip(), session)

    def onward(self, session: Session) -> Changes:
        """Questions to go on with after the last answer, which the library can answer."""
        turn, found = session.turn, list[str]()
        with suppress(AssistantError):  # it is an offer, nobody has asked for it
            kept = None if turn is None else self._backend.conversations.turn(turn)
            if kept and not kept.stopped:
                found = self._backend.assistant.examples(FOLLOW_UPS, after=kept.answer)
        still = session.turn == turn and session.partial is None
        return {"onward": turn_view.follow_ups(found if still else ())}

    def stop(self, session: Session) -> Changes:
        """Keeps what had come of an answer that is no longer wanted, marked as stopped.

        Where it was to take the place of an earlier answer, that stays.
        """
        partial = session.end()
        if partial is None:
            return {}
        answer = partial.answer(self._backend.assistant.settings.model)
        return self._ended(answer, session, stopped=True)

    def fresh(self, session: Session) -> Changes:
        """A new conversation."""
        self.stop(session)
        session.leave()
        return self.whole(session)

    def reopen(self, conversation: int, session: Session) -> Changes:
        """A kept conversation, its citations compared with the documents as they are now."""
        kept = self._backend.conversations.turns(conversation)
        self.stop(session)
        session.leave()
        session.conversation = conversation
        if not kept:
            return self.whole(session)
        session.log = [(turn.id, self.shown(turn)) for turn in kept]
        session.turn, session.last = session.log.pop()
        session.question = kept[-1].answer.question
        return self.whole(session) | {"sources": _sources(kept[-1])}

    def visit(self, answer: str, conversation: str, session: Session) -> Changes:
        """The conversation that an address names, by its id or that of an answer in it.

        Raises UsageError where it is no longer there.
        """
        turn = int(answer) if answer else None
        conversations = self._backend.conversations
        wanted = int(conversation) if turn is None else conversations.turn(turn).conversation
        if not conversations.turns(wanted):
            raise UsageError(f"There is no conversation {wanted}; it may have been deleted since.")
        return self.reopen(wanted, session)

    def recall(self, words: str, session: Session) -> Changes:
        """The conversations that hold these words."""
        session.recalled = words
        return {"history": self.listed(session)}

    def rename(self, conversation: int, title: str, session: Session) -> Changes:
        """Gives a conversation another title."""
        self._backend.conversations.rename(conversation, title)
        return {"history": self.listed(session)}

    def delete(self, conversation: int, session: Session) -> Changes:
        """Deletes a conversation; where it is the one that is open, a new one begins."""
        self._backend.conversations.delete(conversation)
        if session.conversation == conversation:
            session.leave()
            return self.whole(session)
        return {"history": self.listed(session)}

    def listed(self, session: Session) -> Html:
        """The list of conversations."""
        conversations = self._backend.conversations
        judgements = conversations.judgements()
        found = conversations.all(session.recalled)
        return conversation_list(found, session.conversation, judgements, session.recalled)

    def _answered(self, question: str, session: Session) -> Iterator[Changes]:
        partial = PartialAnswer(question, "search" if self._backend.ready else "open")
        session.partial, session.question, session.shared = partial, question, None
        yield {
            "question": "",
            "log": turns_above(session),
            "turn": turn_view.streaming_turn(partial),
            "onward": "",
            "sources": "",
            "reader": "",
        }
        try:
            with self._backend.answering():
                yield from self._streamed(partial, session)
        except AssistantError as error:
            if session.end(partial):
                yield _failed(question, error, session)
        finally:
            # Gradio closes this generator when the browser tab is closed.
            if session.partial is partial:
                self.stop(session)

    def _streamed(self, partial: PartialAnswer, session: Session) -> Iterator[Changes]:
        """Shows the answer as it comes, then keeps it, unless it has been stopped meanwhile."""
        self._backend.wait()
        stream = self._backend.assistant.stream(
            partial.question, history=self._earlier(session), **session.filters.arguments()
        )
        shown = 0.0
        for update in stream:
            if session.partial is not partial:
                return
            if update.answer is not None:
                if session.end(partial):
                    seconds = monotonic() - partial.started
                    log_answer(update.answer, seconds, event_request_id())
                    yield self._ended(update.answer, session)
                return
            # Each update of the page is a whole turn: not one for every word of a fast model.
            if partial.take(update) or monotonic() - shown > EVERY:
                yield {"turn": turn_view.streaming_turn(partial)}
                shown = monotonic()

    def _ended(self, answer: Answer, session: Session, stopped: bool = False) -> Changes:
        """Keeps an answer that is finished or stopped, and shows it."""
        conversations = self._backend.conversations
        try:
            if stopped and session.turn is not None:
                earlier = conversations.turn(session.turn)
                if not earlier.stopped:
                    session.last, session.question = self.shown(earlier), earlier.answer.question
                    return {"turn": session.last, "sources": _sources(earlier)}
            # Two tabs may have gone on from one turn: then this one goes its own way from there.
            before = session.conversation
            session.conversation = conversations.continue_or_fork(
                session.conversation, session.above, answer.question, session.turn
            )
            session.turn = conversations.keep(session.conversation, answer, session.turn, stopped)
            kept = conversations.turn(session.turn)
        except AssistantError as error:
            return _failed(answer.question, error, session)
        session.last = turn_view.kept_turn(kept, sharer=self._backend.sharer)
        shown = {"turn": session.last, "sources": _sources(kept), "history": self.listed(session)}
        forked = before not in (None, session.conversation)
        return shown | (
            {"message": element("p", say("ask.forked"), class_="notice")} if forked else {}
        )

    def _earlier(self, session: Session) -> list[Turn]:
        """The turns before the question that is being answered, as far as this tab shows them."""
        if session.conversation is None:
            return []
        before = self._backend.conversations.turns(session.conversation)
        return history([turn for turn in before if turn.id in session.above])

    def shown(self, turn: KeptTurn) -> Html:
        """A kept turn, its citations compared with the documents as they are now."""
        moved = moved_citations(turn.answer, self._backend.document)
        return turn_view.kept_turn(turn, moved, self._backend.sharer)

    def whole(self, session: Session) -> Changes:
        """Every part of the tab, with the panel closed."""
        return {
            "log": turns_above(session),
            "turn": session.last,
            "onward": "",
            "sources": "",
            "reader": "",
            "history": self.listed(session),
        }


def turns_above(session: Session) -> Html:
    """The turns above the last."""
    return join(one for _, one in session.log)


def _sources(turn: KeptTurn) -> Html:
    return sources(turn.answer, f"t{turn.id}")


def _failed(question: str, error: AssistantError, session: Session) -> Changes:
    session.last = turn_view.failed_turn(question, str(error))
    return {"turn": session.last}
