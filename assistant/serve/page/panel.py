"""The panel beside the talk: a document open at a citation's quote, or from its start."""

from collections.abc import Sequence
from itertools import count
from typing import Any

from assistant.errors import LibraryError, UsageError
from assistant.serve.page.desk import Desk
from assistant.serve.page.html import Html, element
from assistant.serve.page.partial_answer import KEY
from assistant.serve.page.session import Session
from assistant.serve.page.source import Place, opened, whole
from assistant.types import Citation

Parts = dict[str, Any]


class Panel:
    """Opens documents, over one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._openings = count(1)

    def source(self, key: str, index: int, session: Session) -> Parts:
        """A citation's document at its quote. `key` names the citations that it is one of:
        `t7` those of turn 7, `t7n` the nearest quotes of turn 7, `c2` those of the checked text's
        sentence 2, `d` those of the answer that is being made."""
        citations = self._citations(key, session)
        if not 0 <= index < len(citations):
            raise UsageError("This answer is no longer there; ask again.")
        place = Place(key, citations, index)
        return self._reader(opened(place, self._desk.document(place.citation.document)))

    def show(self, name: str, start: int) -> Parts:
        """A document of the library, from an offset on."""
        document = self._desk.document(name)
        if document is None:
            raise LibraryError(f"{name} is no longer in the library.")
        return self._reader(whole(document, min(max(start, 0), len(document.text))))

    def _reader(self, shown: Html) -> Parts:
        """The reader's part; numbered, so that the same place is seen to be opened once more."""
        return {"reader": element("div", shown, data_opening=next(self._openings))}

    def _citations(self, key: str, session: Session) -> Sequence[Citation]:
        if key == KEY and session.draft is not None:
            return session.draft.citations
        if key == KEY and session.turn is not None:  # it has been kept meanwhile
            return self._desk.conversations.turn(session.turn).answer.citations
        kind, number, rest = key[:1], key[1:].rstrip("n"), key.endswith("n")
        if not number.isdigit():
            return ()
        if kind == "c" and session.check and int(number) < len(session.check.sentences):
            return session.check.sentences[int(number)].citations
        if kind != "t":
            return ()
        answer = self._desk.conversations.turn(int(number)).answer
        return answer.nearest if rest else answer.citations
