"""What was given by hand of documents, carried over when their files are read again."""

from collections.abc import Mapping
from dataclasses import replace

from index.store.hand_given import DocumentFacts, with_given
from index.store.records import READING, Record
from index.sync.loading import LoadedFile, SplitDocument
from index.sync.scan import Scan


class CarriedFacts:
    """The facts given of a library's documents: by their names, and by content where those move."""

    def __init__(
        self,
        before: Mapping[str, Record],
        found: Scan,
        removed: Mapping[str, DocumentFacts],
    ) -> None:
        """`removed` are those of documents that were taken out, by name."""
        here = {str(file.path) for file in found.files}
        self._before, self._removed = before, removed
        self._moved = {
            record.key: record.given
            for record in before.values()
            if record.given and record.key and record.path not in here
        }

    def applied(
        self, read: SplitDocument, loaded: LoadedFile, modified: int
    ) -> tuple[SplitDocument, Record]:
        """A document of a file with what was given of it, its passages too, and its record."""
        given, file = self._given(read), loaded.file
        document = described(read, given)
        record = Record(
            document.source,
            document.key,
            str(file.path),
            file.size,
            modified,
            loaded.error,
            len(document.passages),
            loaded.foreign,
            READING,
            given,
            DocumentFacts.of(read.source) if given else None,
        )
        return document, record

    def _given(self, document: SplitDocument) -> DocumentFacts | None:
        name = document.source.name
        before = self._before.get(name)
        if before is not None:
            return before.given
        return self._removed.get(name) or self._moved.get(document.key)


def described(document: SplitDocument, given: DocumentFacts | None) -> SplitDocument:
    """A document, and its passages, with what was given of it by hand."""
    if given is None:
        return document
    source = with_given(document.source, given)
    passages = [replace(passage, source=source) for passage in document.passages]
    return replace(document, source=source, passages=passages)
