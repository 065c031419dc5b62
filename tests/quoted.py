"""A document, an answer that cites it, and the places where the document can be found."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.types import Answer, Citation, Receipt, Sentence
from index.store.records import Record
from index.types import Document, IndexingError, Source

TEXT = "Beijing, May 21, 2025: They met.\r\nThey agreed – on <trade>. Café.\n"
QUOTE = "They agreed – on <trade>."
START = TEXT.index(QUOTE)


class PlainTextLoader:
    """Loads UTF-8 files; a file that begins with `!` holds two documents."""

    def load(self, path: Path, name: str) -> list[Document]:
        data = path.read_bytes()
        if data.startswith(b"\0"):
            raise IndexingError(f"{name}: not text")
        source = Source(name, name, hashlib.sha256(data).hexdigest())
        names = [f"{name}#1", f"{name}#2"] if data.startswith(b"!") else [name]
        return [Document(replace(source, name=one), data.decode()) for one in names]


class OneDocumentLibrary:
    """A library of one document, and of a file that could not be read."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @property
    def records(self) -> list[Record]:
        failed = Source("desk/broken.pdf", "broken.pdf")
        return [Record(failed, "", error="broken"), Record(self.document.source, "key")]

    def text(self, name: str) -> str:
        if name != self.document.source.name:
            raise IndexingError(f"{name}: unknown")
        return self.document.text


def cited(name: str = "desk/wires/talks.txt", text: str = TEXT) -> Citation:
    digest = hashlib.sha256(text.encode()).hexdigest()
    end = START + len(QUOTE)
    return Citation(
        "[1]", name, "Talks", None, None, 2, None, START, end, QUOTE, "supported", digest
    )


def answered(citation: Citation) -> Answer:
    said = "They agreed on trade. [1]"
    sentence = Sentence(said, "supported", ("[1]",))
    return Answer(
        "Who agreed?", said, False, 0.9, "quotes", Receipt("", 1, 1), (sentence,), (citation,)
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "desk" / "wires").mkdir(parents=True)
    (tmp_path / "desk" / "wires" / "talks.txt").write_bytes(TEXT.encode())
    return tmp_path / "desk"
