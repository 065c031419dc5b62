"""The panel beside the conversation: a document open at a citation's quote, or from its start."""

from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from urllib.parse import urlencode

from assistant.errors import AssistantError, LibraryError, UsageError
from assistant.serve.page.backend import Backend
from assistant.serve.page.cell_table import CELLS, cited
from assistant.serve.page.document_tools import PlacesFound, document_tools
from assistant.serve.page.document_view import SelectedCitation, at_citation, from_offset
from assistant.serve.page.html import EMPTY, Html, element
from assistant.serve.page.inquiry import inquiry
from assistant.serve.page.partial_answer import KEY
from assistant.serve.page.sentence_view import place_of
from assistant.serve.page.session import Changes, Session
from assistant.serve.page.text_search import TextQuery
from assistant.serve.page.turn_view import SHARED
from assistant.serve.shared_answers import shared_answer
from assistant.types import Citation
from index.types import Document

QUESTIONS = 3
"""Questions offered about the open document."""


class Panel:
    """Opens documents, over one backend."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._openings = count(1)

    def source(self, key: str, index: int, session: Session) -> Changes:
        """A citation's document at its quote. `key` names the citations that it is one of:
        `t7` those of turn 7, `t7n` the nearest quotes of turn 7, `s` and `sn` those of another
        user's answer, `c2` those of the checked text's sentence 2, `d` those of the answer that is
        streaming in, `x` those of the table over documents.

        Raises UsageError where there is no such citation.
        """
        citations = self._citations(key, session)
        if not 0 <= index < len(citations):
            raise UsageError("This answer is no longer there; ask again.")
        selected = SelectedCitation(key, citations, index)
        document = self._backend.document(selected.citation.document)
        tools = document_tools(document.source, selected.citation.start) if document else EMPTY
        session.reading = document.source.name if document else ""
        shown = at_citation(selected, document, tools)
        return self._opened(shown, place_of(key, index), session.reading)

    def show(self, name: str, start: int, session: Session) -> Changes:
        """A document of the library, from an offset on. Raises LibraryError where it is gone."""
        document = self._document(name)
        at = min(max(start, 0), len(document.text))
        tools = document_tools(document.source, at)
        session.reading = name
        return self._opened(from_offset(document, at, tools=tools), _place(name, at), name)

    def find(self, name: str, words: str, index: int, session: Session) -> Changes:
        """A document at the place `index` of those that hold these words.

        Raises LibraryError where it is gone.
        """
        document = self._document(name)
        places = list(TextQuery.of(words).places(document.text))
        index = min(max(index, 0), max(len(places) - 1, 0))
        start, end = places[index] if places else (0, 0)
        tools = document_tools(document.source, start, PlacesFound(words, index, len(places)))
        session.reading = name
        return self._opened(from_offset(document, start, end, tools), _place(name, start), name)

    def questions(self, session: Session) -> Changes:
        """Questions that the open document answers; it takes a moment to find some."""
        name, found = session.reading, list[str]()
        if not name:
            return {}
        with suppress(AssistantError):  # it is an offer, nobody has asked for it
            found = self._backend.questions_about(name, QUESTIONS)
        return {"inquiry": inquiry(name, found)} if name == session.reading else {}

    def _document(self, name: str) -> Document:
        document = self._backend.document(name)
        if document is None:
            raise LibraryError(f"{name} is no longer in the library.")
        return document

    def _opened(self, shown: Html, place: str | None, name: str) -> Changes:
        # Numbered, so that the script sees the same place opened once more as a change.
        opening = next(self._openings)
        reader = element("div", shown, data_opening=opening, data_place=place)
        return {"reader": reader, "inquiry": inquiry(name) if name else EMPTY}

    def _citations(self, key: str, session: Session) -> Sequence[Citation]:
        if key == KEY:
            return self._streaming(session)
        if key == CELLS:
            return cited(session.table) if session.table else ()
        if key in (SHARED, f"{SHARED}n"):
            return self._shared(session, is_nearest=key != SHARED)
        kind, number, is_nearest = key[:1], key[1:].rstrip("n"), key.endswith("n")
        checked = session.check.sentences if kind == "c" and session.check else ()
        if number.isdigit() and int(number) < len(checked):
            return checked[int(number)].citations
        if kind != "t" or not number.isdigit():
            return ()
        answer = self._backend.conversations.turn(int(number)).answer
        return answer.nearest if is_nearest else answer.citations

    def _streaming(self, session: Session) -> Sequence[Citation]:
        if session.partial is not None:
            return session.partial.citations
        if session.turn is not None:  # it has been kept meanwhile
            return self._backend.conversations.turn(session.turn).answer.citations
        return ()

    def _shared(self, session: Session, *, is_nearest: bool) -> Sequence[Citation]:
        if session.shared is None:
            return ()
        answer = shared_answer(self._backend, *session.shared)[0].answer
        return answer.nearest if is_nearest else answer.citations


def _place(name: str, start: int) -> str:
    """The address of a document, from an offset on."""
    return urlencode({"document": name} | ({"start": start} if start else {}))
