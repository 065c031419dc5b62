"""The state of a quote in its document as it is now: in a library, or in a folder of files."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal, Protocol

from assistant.types import Answer, Citation
from index.store.records import Record
from index.sync.loading import DocumentLoader
from index.types import Document, IndexingError

QuoteState = Literal["exact", "changed", "altered", "gone"]
"""At its place in the same file; at its place in a file that has changed; no longer at its place;
or with its document gone."""

QUOTE_STATES: Mapping[QuoteState, str] = {
    "exact": "the quote stands at its place, in the same file",
    "changed": "the file has changed since, the quote still stands at its place",
    "altered": "the file has changed since, and the quote no longer stands at its place",
    "gone": "the document is no longer there",
}

DocumentLookup = Callable[[str], Document | None]
"""A document by the name that the library gave it; None where it is gone."""


class LibraryTexts(Protocol):
    """The part of a library that is used here: its records and the documents' texts."""

    @property
    def records(self) -> Sequence[Record]:
        """Every document's record."""
        ...

    def text(self, name: str) -> str:
        """A document's whole text; IndexingError if unknown."""
        ...


def in_library(library: LibraryTexts) -> DocumentLookup:
    """Documents as a library holds them now."""

    def find(name: str) -> Document | None:
        named = [one for one in library.records if one.source.name == name and one.key]
        if not named:
            return None
        try:
            return Document(named[0].source, library.text(name))
        except IndexingError:
            return None

    return find


def in_folder(folder: Path, loader: DocumentLoader) -> DocumentLookup:
    """Documents as the files of a folder hold them now, loaded afresh.

    A name begins with the indexed folder's own name: `folder` may be that folder or the one above,
    and what follows a file's path in a name is a part inside the file.
    """

    def find(name: str) -> Document | None:
        for path, file_name in _candidates(folder, name):
            try:
                documents = loader.load(path, file_name)
            except IndexingError:
                continue
            named = [document for document in documents if document.source.name == name]
            if named:
                return named[0]
        return None

    return find


def _candidates(folder: Path, name: str) -> list[tuple[Path, str]]:
    """Files that may hold the document, each with the name the library would give it."""
    root = folder.resolve()
    found = []
    # `folder` may be above the indexed folder, whose name comes first, or that folder itself.
    for inside in (name, name.partition("/")[2]):
        ends = [match.start() for match in re.finditer(r"[/#]|$", inside)]
        # The longest path first: what is left of the name is a part inside that file.
        for end in sorted((end for end in ends if end), reverse=True):
            path = (root / inside[:end]).resolve()
            # A pack is foreign data: its names must not lead out of the folder.
            if path.is_relative_to(root) and path.is_file():
                found.append((path, name[: len(name) - len(inside) + end]))
    return found


def quote_state(citation: Citation, document: Document | None) -> QuoteState:
    """The state of a citation's quote in its document as it is now."""
    if document is None:
        return "gone"
    if document.text[citation.start : citation.end] != citation.quote:
        return "altered"
    same = not citation.sha256 or citation.sha256 == document.source.sha256
    return "exact" if same else "changed"


def moved_citations(answer: Answer, find: DocumentLookup) -> list[tuple[Citation, QuoteState]]:
    """The citations of an answer whose documents have changed or gone since."""
    found: dict[str, Document | None] = {}
    moved: list[tuple[Citation, QuoteState]] = []
    for citation in (*answer.citations, *answer.nearest):
        name = citation.document
        if name not in found:
            found[name] = find(name)
        now = quote_state(citation, found[name])
        if now != "exact":
            moved.append((citation, now))
    return moved
