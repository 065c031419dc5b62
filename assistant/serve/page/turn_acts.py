"""What is done with a kept turn: judged, shared with all who use the page, and seen by them."""

from assistant.errors import UsageError
from assistant.history.kept_turn import Thumb
from assistant.serve.page import turn_view
from assistant.serve.page.answer_view import sources
from assistant.serve.page.ask_tab import AskTab, turns_above
from assistant.serve.page.backend import Backend
from assistant.serve.page.session import Changes, Session
from assistant.serve.shared_answers import shared_answer, shared_place


class TurnActs:
    """These acts, over one backend."""

    def __init__(self, backend: Backend, ask: AskTab) -> None:
        self._backend, self._ask = backend, ask

    def judge(self, turn: int, thumb: Thumb, note: str | None, session: Session) -> Changes:
        """Keeps a thumb, or takes it back where it was given before; a note keeps it."""
        conversations = self._backend.conversations
        before = conversations.turn(turn)
        given = None if note is None and before.thumb == thumb else thumb
        conversations.judge(turn, given, before.note if note is None else note)
        return self._anew(turn, session) | {"history": self._ask.listed(session)}

    def share(self, turn: int, session: Session) -> Changes:
        """Lets all who use the page read an answer by its link. Raises UsageError where one alone
        does.
        """
        if not self._backend.sharer:
            raise UsageError("There is nobody to share it with: everybody here sees all answers.")
        self._backend.conversations.share(turn)
        self._backend.desks.note("shared", answer=turn)
        return self._anew(turn, session)

    def unshare(self, turn: int, session: Session) -> Changes:
        """Lets nobody else read an answer any more."""
        self._backend.conversations.unshare(turn)
        self._backend.desks.note("stopped sharing", answer=turn)
        return self._anew(turn, session)

    def visit(self, sharer: str, token: str, session: Session) -> Changes:
        """An answer that a user shares, as far as this one may read it. It can't be gone on from.

        Raises UsageError where it is not shared.
        """
        seen, asked = shared_answer(self._backend, sharer, token)
        self._ask.stop(session)
        session.leave()
        session.shared = sharer, token
        place = shared_place(sharer, token)
        return self._ask.whole(session) | {
            "turn": turn_view.shared_turn(seen, sharer, asked, place),
            "sources": sources(seen.answer, turn_view.SHARED),
        }

    def _anew(self, turn: int, session: Session) -> Changes:
        """A turn as it is now, wherever the conversation shows it."""
        shown = self._ask.shown(self._backend.conversations.turn(turn))
        if turn == session.turn:
            session.last = shown
            return {"turn": shown}
        session.log = [(key, shown if key == turn else one) for key, one in session.log]
        return {"log": turns_above(session)}
