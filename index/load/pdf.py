"""PDF, page by page, through PDFium."""

import re
from collections.abc import Iterable, Mapping

import pypdfium2  # type: ignore[import-untyped]

from index.load.fields import meaningful
from index.load.items import LoadedDocument
from index.load.limits import Limits
from index.load.pages import flowing, numbered
from index.load.written_days import parse
from index.types import IndexingError

SOFT_HYPHEN = re.compile(r"[\x02\xad\ufffe]\s*")
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffd-\uffff]")


def read(data: bytes, limits: Limits) -> Iterable[LoadedDocument]:
    """The text of all pages, with each page's start."""
    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise IndexingError("is encrypted: save it without a password") from error
        raise
    try:
        if len(file) > limits.pages:
            raise IndexingError(f"has {len(file)} pages, more than {limits.pages}: divide it")
        pages = [text_of(file, number) for number in range(len(file))]
        facts: Mapping[str, str] = file.get_metadata_dict()
    finally:
        file.close()
    text, starts = flowing(["" if page is None else page for page in pages])
    yield LoadedDocument(
        text,
        title=meaningful(facts.get("Title")),
        author=meaningful(facts.get("Author")),
        created=parse(facts.get("CreationDate")),
        page_starts=starts,
        warnings=tuple(warnings(pages, text)),
    )


def text_of(file: pypdfium2.PdfDocument, number: int) -> str | None:
    """A page's text, a line a line; None where the page is damaged."""
    try:
        page = file[number]
        try:
            text = page.get_textpage().get_text_bounded()
        finally:
            page.close()
    except pypdfium2.PdfiumError:
        return None
    text = SOFT_HYPHEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return CONTROLS.sub("\ufffd", text)


def warnings(pages: list[str | None], text: str) -> Iterable[str]:
    """Warnings about damaged pages, pages without text and characters that are no letters."""
    damaged = [number for number, page in enumerate(pages, 1) if page is None]
    if damaged:
        yield f"{numbered('Page', damaged, 'is', 'are')} damaged and could not be read."
    blank = [
        number for number, page in enumerate(pages, 1) if page is not None and not page.strip()
    ]
    if blank:
        yield f"{numbered('Page', blank, 'holds', 'hold')} no text: scanned? OCR would help."
    if lost := text.count("\ufffd"):
        yield f"{lost} characters have no known letter and show as \ufffd."
