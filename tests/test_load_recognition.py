"""Scans: pages of pictures are read by the extra `ocr`, and say that they were."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from assistant import Assistant
from assistant.history.citation_place import printed_page
from index.store.records import READING, Record
from index.sync.recorded import is_recorded
from index.sync.scan import File
from index.types import WANTS_RECOGNITION, Source
from tests.make_files import pdf_file
from tests.reading import one

SENTENCES = (
    "The harbour of Skarnvik opened on 12 May 1904.",
    "A berth costs 1,250.50 crowns a year.",
)


def scan(*pages: tuple[str, ...]) -> bytes:
    """A PDF of pictures, each with lines of text."""
    font = ImageFont.load_default(28)
    pictures = []
    for lines in pages:
        picture = Image.new("L", (1000, 400), "white")
        for at, line in enumerate(lines):
            ImageDraw.Draw(picture).text((60, 60 + 60 * at), line, font=font, fill="black")
        pictures.append(picture)
    written = io.BytesIO()
    pictures[0].save(written, "PDF", save_all=True, append_images=pictures[1:], resolution=150)
    return written.getvalue()


def test_a_scan_is_read_and_quoted_as_recognised(tmp_path: Path) -> None:
    (tmp_path / "harbour.pdf").write_bytes(scan(SENTENCES))
    desk = Assistant(data=tmp_path / "data", model="quotes")
    desk.index(tmp_path / "harbour.pdf")
    text = desk.text("harbour.pdf")
    assert all(sentence in text for sentence in SENTENCES)
    answer = desk.answer("What does a berth cost a year?")
    [citation] = answer.citations
    assert citation.quote == SENTENCES[1]
    assert citation.recognised is not None
    assert 0.8 < citation.recognised <= 1
    assert printed_page(citation) == f"page 1, recognised ({citation.recognised:.0%} sure)"
    [source] = desk.library.sources()
    assert source.recognised == ((1, citation.recognised),)
    assert any("recognised in a picture (OCR)" in warning for warning in source.warnings)


def test_what_is_text_is_not_recognised() -> None:
    source = one(pdf_file(), "a.pdf").source
    assert source.recognised == ()
    assert source.confidence(5) is None


def test_a_page_without_anything_is_told() -> None:
    source = one(scan(SENTENCES, ()), "a.pdf").source
    assert "Page 2 holds no text." in source.warnings
    assert [page for page, _ in source.recognised] == [1]


@pytest.mark.parametrize("wants", [True, False])
def test_what_lacked_the_extra_is_read_again_once_it_is_there(wants: bool) -> None:
    warning = f"Page 2 holds no text: {WANTS_RECOGNITION}." if wants else "Page 2 holds no text."
    source = Source("desk/a.pdf", "A", warnings=(warning,))
    record = Record(source, "1a", "/desk/a.pdf", 9, 7, reading=READING)
    assert is_recorded(record, File("desk/a.pdf", Path("/desk/a.pdf"), 9, 7)) is not wants
