"""A pack says the truth about its quotes, whatever became of the documents."""

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import LibraryError
from assistant.history.evidence_pack import PACK_NAME, pack, verify_pack
from assistant.history.markdown import escaped, footnote, markdown
from assistant.history.quote_state import STANDINGS, in_folder, in_library, standing
from assistant.settings import Settings
from assistant.types import Answer, Citation, Conflict, Receipt, Sentence, Side
from index.store.records import Record
from index.types import Document, IndexingError, Source

TEXT = "Beijing, May 21, 2025: They met.\r\nThey agreed – on <trade>. Café.\n"
QUOTE = "They agreed – on <trade>."
START = TEXT.index(QUOTE)


class PlainFiles:
    """A reader of UTF-8 files; a file that begins with `!` holds two documents."""

    def load(self, path: Path, name: str) -> list[Document]:
        data = path.read_bytes()
        if data.startswith(b"\0"):
            raise IndexingError(f"{name}: not text")
        source = Source(name, name, hashlib.sha256(data).hexdigest())
        names = [f"{name}#1", f"{name}#2"] if data.startswith(b"!") else [name]
        return [Document(replace(source, name=one), data.decode()) for one in names]


class Shelf:
    """A library of one document."""

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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "desk" / "wires").mkdir(parents=True)
    (tmp_path / "desk" / "wires" / "talks.txt").write_bytes(TEXT.encode())
    return tmp_path / "desk"


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
def packed(tmp_path: Path) -> Path:
    path = tmp_path / PACK_NAME
    path.write_text(json.dumps(pack(answered(cited()), Settings(model="quotes"))))
    return path


@pytest.mark.parametrize("inside", [False, True])
def test_an_untouched_folder_bears_the_pack_out(packed: Path, folder: Path, inside: bool) -> None:
    report = verify_pack(packed, in_folder(folder if inside else folder.parent, PlainFiles()))
    assert report.ok
    assert [found.quote for found in report.findings] == [QUOTE]
    assert report.lines()[-1] == "1 of 1 quotes stand exactly."
    assert report.to_dict()["quotes"][0]["standing"] == "exact"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TEXT + "More.", "changed"),
        (" " + TEXT, "altered"),
        (TEXT.replace("agreed", "argued"), "altered"),
        (TEXT.replace("\r\n", "\n"), "altered"),
        (None, "gone"),
        ("\0" + TEXT, "gone"),
    ],
)
def test_what_became_of_a_file_is_told(
    packed: Path, folder: Path, text: str | None, expected: str
) -> None:
    file = folder / "wires" / "talks.txt"
    file.unlink() if text is None else file.write_bytes(text.encode())
    report = verify_pack(packed, in_folder(folder, PlainFiles()))
    assert [found.standing for found in report.findings] == [expected]
    assert not report.ok
    assert STANDINGS[report.findings[0].standing] in report.lines()[1]


def test_a_library_bears_the_pack_out(packed: Path) -> None:
    source = Source("desk/wires/talks.txt", "Talks", cited().sha256)
    assert verify_pack(packed, in_library(Shelf(Document(source, TEXT)))).ok
    assert in_library(Shelf(Document(source, TEXT)))("desk/broken.pdf") is None
    moved = replace(source, name="desk/elsewhere.txt")
    report = verify_pack(packed, in_library(Shelf(Document(moved, TEXT))))
    assert report.findings[0].standing == "gone"


def test_a_document_that_went_while_it_was_looked_for_is_gone() -> None:
    class Leaky(Shelf):
        def text(self, name: str) -> str:
            raise IndexingError(f"{name}: removed just now")

    assert in_library(Leaky(Document(Source("a", "a"), TEXT)))("a") is None


def test_a_part_of_a_file_is_found(tmp_path: Path, folder: Path) -> None:
    text = "!" + TEXT[1:]
    (folder / "all.mbox").write_bytes(text.encode())
    assert in_folder(folder, PlainFiles())("desk/all.mbox#3") is None
    path = tmp_path / PACK_NAME
    path.write_text(json.dumps(pack(answered(cited("desk/all.mbox#2", text)), Settings())))
    assert verify_pack(path, in_folder(folder, PlainFiles())).ok
    assert verify_pack(path, in_folder(folder.parent, PlainFiles())).ok


@pytest.mark.parametrize("name", ["desk/../../secret.txt", "../secret.txt", "/etc/passwd", ""])
def test_a_name_cannot_reach_outside_the_folder(folder: Path, name: str) -> None:
    (folder.parent / "secret.txt").write_text(TEXT)
    assert in_folder(folder, PlainFiles())(name) is None


def test_a_pack_in_a_zip(packed: Path, folder: Path) -> None:
    zipped = packed.with_suffix(".zip")
    with ZipFile(zipped, "w") as archive:
        archive.write(packed, PACK_NAME)
    assert verify_pack(zipped, in_folder(folder, PlainFiles())).ok


def test_a_pack_tells_no_secret() -> None:
    settings = Settings(
        data=Path("/home/reader/desk"),
        chroma="http://user:hunter2@host:8000/?token=hunter2",
        openai_api_key="hunter2",
        openai_base_url="https://hunter2@host/v1",
    )
    told = pack(answered(cited()), settings)["settings"]
    assert "hunter2" not in str(told)
    assert "reader" not in str(told)
    assert told["openai_base_url"] == "https://host/v1"
    assert told["passages"] == Settings().passages


def test_an_altered_pack_is_noticed(packed: Path, folder: Path) -> None:
    packed.write_text(packed.read_text().replace("They agreed on trade", "They went to war"))
    report = verify_pack(packed, in_folder(folder, PlainFiles()))
    assert not report.ok
    assert "altered" in report.lines()[1]


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"\xff", b"[" * 100_000, b'{"format": "other", "version": 1}']
)
def test_what_is_no_pack_is_told_in_one_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "pack.json"
    path.write_bytes(data)
    with pytest.raises(LibraryError, match=r"pack\.json: (not an evidence pack|evidence of)"):
        verify_pack(path, lambda _name: None)


def test_a_pack_without_its_answer_is_told(packed: Path) -> None:
    body = json.loads(packed.read_text())
    packed.write_text(json.dumps(body | {"answer": {"citations": 3}}))
    with pytest.raises(LibraryError, match="not an evidence pack"):
        verify_pack(packed, lambda _name: None)


def test_a_missing_pack_and_a_zip_of_something_else_are_told(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="can't be read"):
        verify_pack(tmp_path / "none.json", lambda _name: None)
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(LibraryError, match="not an evidence pack"):
        verify_pack(tmp_path / "a.zip", lambda _name: None)


def test_a_zip_that_would_fill_the_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.history.evidence_pack.PACK_BYTES", 1_000)
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(PACK_NAME, " " * 1_001)
    with pytest.raises(LibraryError, match="more than 1,000 bytes"):
        verify_pack(tmp_path / "a.zip", lambda _name: None)


@given(st.text(), st.integers(0, 20), st.integers(0, 20))
def test_only_the_very_characters_are_exact(text: str, start: int, length: int) -> None:
    quote = text[start : start + length]
    citation = replace(cited(), start=start, end=start + length, quote=quote, sha256="")
    assert standing(citation, Document(Source("a", "a"), text)) == "exact"
    for other in (f"x{text}", text[:start] + "\u200b" + text[start:]):
        stands = standing(citation, Document(Source("a", "a"), other)) == "exact"
        assert stands == (other[start : start + length] == quote)


def test_markdown_has_a_footnote_for_each_marker() -> None:
    text = markdown(answered(cited()))
    assert "They agreed on trade. [^1]" in text
    assert f"[^1]: {escaped(footnote(cited()))}" in text
    assert "p. 2" in text
    assert "desk/wires/talks.txt" in text


def test_markdown_marks_what_is_not_borne_out() -> None:
    told = answered(cited())
    wrong = Sentence("They met in Rome.", "contradicted", reason="the source says Oslo, not Rome")
    alone = Sentence("It rained.", "unsupported")
    text = markdown(replace(told, sentences=(*told.sentences, wrong, alone)))
    assert "They agreed on trade. [^1] They met in Rome." in text
    assert "They met in Rome. *(contradicted: the source says Oslo, not Rome)*" in text
    assert "It rained. *(unsupported)*" in text


def test_a_footnote_tells_what_is_known() -> None:
    dated = replace(cited(), published=date(2025, 5, 21), outlet="The Desk", page=None)
    assert footnote(dated) == (
        f"“{QUOTE}” Talks, The Desk, 21 May 2025, desk/wires/talks.txt,"
        f" characters {START}–{START + len(QUOTE)}"
    )


def test_markdown_of_an_abstention_and_a_disagreement() -> None:
    side = Side("one", ("[1]",))
    told = replace(
        answered(cited()),
        abstained=True,
        citations=(),
        nearest=(cited(),),
        notice="Not found.",
        conflict=Conflict("number", (side, side), "Sources disagree."),
    )
    text = markdown(told)
    assert "Nearest in the library:" in text
    assert "Searched for “”: 1 document, 1 passage." in text
    assert "**Sources disagree.**" in text
    assert "*Not found.*" in text
    assert "[^1]" not in text


@pytest.mark.parametrize(
    "attack",
    [
        "![x](https://example.org/beacon.png)",
        "[click](javascript:alert(1))",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "https://example.org/x",
        "www.example.org",
        "# heading",
        "    code",
        "[^1]: not ours",
        "&lt;b&gt;",
        "- item",
        "12. item",
        "===",
        "mail@example.org",
    ],
)
def test_markdown_of_an_attack_is_text(attack: str) -> None:
    from markdown_it import MarkdownIt

    shown = MarkdownIt("commonmark", {"html": True}).render(escaped(attack))
    words = attack.strip().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert shown == f"<p>{words}</p>\n"
