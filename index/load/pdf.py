"""PDF, page by page, through PDFium: its characters' positions make words, columns and tables."""

from collections.abc import Iterable, Mapping, Sequence

import pypdfium2  # type: ignore[import-untyped]

from index.load.fields import meaningful
from index.load.formats import ENCRYPTED
from index.load.items import Item, LoadedDocument, Member
from index.load.limits import Limits
from index.load.page_blocks import flowing
from index.load.pages import PageLine, numbered
from index.load.pdf_page import Page, page_of
from index.load.recognition import is_available
from index.load.remarks import add_remark
from index.load.written_days import parse
from index.load.zipped import safe_path
from index.types import WANTS_RECOGNITION, IndexingError

FOREIGN_FORMS = (pypdfium2.raw.FORMTYPE_XFA_FULL, pypdfium2.raw.FORMTYPE_XFA_FOREGROUND)
FOREIGN_FORM = "What is filled into its form (XFA) is not read: print it into another PDF."


def read(data: bytes, limits: Limits) -> Iterable[Item]:
    """The text of all pages, with each page's start; then the files that are attached to it."""
    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise IndexingError(ENCRYPTED) from error
        raise
    try:
        if len(file) > limits.pages:
            raise IndexingError(f"has {len(file)} pages, more than {limits.pages}: divide it")
        if file.get_formtype():
            file.init_forms()
        pages = [page_of(file, number) for number in range(len(file))]
        facts: Mapping[str, str] = file.get_metadata_dict()
        labels = page_labels(file)
        bookmarks = bookmarks_of(file)
        attached = list(attachments(file))
        is_foreign_form = file.get_formtype() in FOREIGN_FORMS
    finally:
        file.close()
    lines: list[Sequence[PageLine]] = [() if page is None else page.lines for page in pages]
    blocks, starts, largest = flowing(lines, bookmarks, limits)
    for number, page in enumerate(pages, 1):
        for author, said in page.remarks if page else ():
            add_remark(blocks, author, said, f"Page {number}")
    yield LoadedDocument(
        blocks.text,
        title=meaningful(facts.get("Title")) or largest,
        author=meaningful(facts.get("Author")),
        created=parse(facts.get("CreationDate")),
        page_starts=starts,
        page_labels=labels,
        blocks=tuple(blocks.blocks),
        warnings=(*warnings(pages, blocks.text), *[FOREIGN_FORM] * is_foreign_form),
        recognised=tuple(
            (number, page.confidence)
            for number, page in enumerate(pages, 1)
            if page and page.confidence is not None
        ),
        remedy="run text recognition (OCR) over it first, "
        + ("or scan it more clearly" if is_available() else f"or {WANTS_RECOGNITION}"),
    )
    yield from attached


def attachments(file: pypdfium2.PdfDocument) -> Iterable[Member]:
    """The files that are attached to the document as a whole."""
    for number in range(file.count_attachments()):
        attachment = file.get_attachment(number)
        try:
            content = bytes(attachment.get_data())
        except pypdfium2.PdfiumError:
            continue
        yield Member(safe_path(attachment.get_name() or f"attachment-{number + 1}"), content)


def page_labels(file: pypdfium2.PdfDocument) -> tuple[str, ...]:
    """What is printed on each page; "" where it is the page's number. Empty where all are so."""
    labels = [file.get_page_label(number) or "" for number in range(len(file))]
    labels = ["" if label == str(at) else label for at, label in enumerate(labels, 1)]
    return tuple(labels) if any(labels) else ()


def bookmarks_of(file: pypdfium2.PdfDocument) -> dict[str, int]:
    """The level of each bookmark, from 1, by its title in lower case without white space."""
    levels: dict[str, int] = {}
    try:
        for bookmark in file.get_toc(max_depth=6):
            title = "".join(bookmark.get_title().lower().split())
            levels.setdefault(title, bookmark.level + 1)
    except pypdfium2.PdfiumError:
        pass
    return levels


def warnings(pages: Sequence[Page | None], text: str) -> Iterable[str]:
    """Warnings about pages that are damaged, without text or read badly, and unknown letters."""

    def those(verb: str, verbs: str, wanted: Sequence[bool]) -> str:
        return numbered("Page", [n for n, hit in enumerate(wanted, 1) if hit], verb, verbs)

    if any(damaged := [page is None for page in pages]):
        yield f"{those('is', 'are', damaged)} damaged and could not be read."
    if any(blank := [page is not None and not page.lines for page in pages]):
        remedy = "" if is_available() else f": scanned? OCR would help: {WANTS_RECOGNITION}"
        yield f"{those('holds', 'hold', blank)} no text{remedy}."
    sure = [page.confidence for page in pages if page and page.confidence is not None]
    if sure:
        read = [page is not None and page.confidence is not None for page in pages]
        yield (
            f"{those('was', 'were', read)} recognised in a picture (OCR), {min(sure):.0%} sure or"
            " more: compare what you quote with the page."
        )
    if any(overlaid := [page is not None and page.overlaid for page in pages]):
        yield f"{those('has', 'have', overlaid)} text over text: words may be mixed up."
    if any(skewed := [page is not None and page.skewed for page in pages]):
        yield f"{those('has', 'have', skewed)} mostly slanted text: words may be mixed up."
    if any(bare := [page is not None and page.unplaced for page in pages]):
        yield f"{those('gives', 'give', bare)} no places of letters: columns may be mixed up."
    if lost := text.count("\ufffd"):
        yield f"{lost} characters have no known letter and show as \ufffd."
