"""The conversations of one of several users: a file for each, and nothing of what is not theirs."""

from pathlib import Path
from urllib.parse import quote

from assistant.history.conversations import Conversation, Conversations
from assistant.history.erasure import CONVERSATIONS_OF_USERS
from assistant.history.kept_turn import KeptTurn
from assistant.serve.users import User


def own_conversations(common: Conversations, user: User) -> Conversations:
    """A user's conversations, beside the file that one user alone would have."""
    folder = common.path.parent / CONVERSATIONS_OF_USERS
    return _OwnConversations(folder / f"{quote(user.name.casefold(), safe='@')}.sqlite", user)


class _OwnConversations(Conversations):
    """Without the answers that show documents which the user may no longer read."""

    def __init__(self, path: Path, user: User) -> None:
        super().__init__(path)
        self._user = user

    def all(self, words: str = "") -> list[Conversation]:
        """Every conversation; by words those alone of which everything may be read."""
        found = super().all(words)
        if not (words and self._user.hidden):
            return found
        return [one for one in found if all(map(self._may_read, self._whole(one.id)))]

    def _whole(self, conversation: int) -> list[KeptTurn]:
        return super()._select("WHERE conversation = ?", conversation)

    def _select(self, condition: str, *values: int | str) -> list[KeptTurn]:
        turns = super()._select(condition, *values)
        return [turn for turn in turns if self._may_read(turn)] if self._user.hidden else turns

    def _may_read(self, turn: KeptTurn) -> bool:
        answer = turn.answer
        shown = {one.document for one in (*answer.citations, *answer.nearest)}
        shown |= {hit.passage.source.name for hit in answer.passages}
        return all(map(self._user.may_read, shown))
