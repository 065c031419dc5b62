"""One page of a PDF → its lines and rows in reading order, with the values of form fields."""

import ctypes
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from index.load.pages import PageLine
from index.load.pdf_annotations import remarks, typed_texts
from index.load.pdf_characters import SKEWED, Word, page_words
from index.load.pdf_columns import columns_of
from index.load.pdf_lines import WordLine, text_of_words
from index.load.pdf_rules import Rules, rules_of
from index.load.pdf_table_rows import Row
from index.load.pdf_tables import with_rows
from index.load.progress import alive
from index.load.recognition import is_available, recognise

FORM_TEXTS = {pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX}
FORM_TEXTS |= {pdfium.FPDF_FORMFIELD_LISTBOX}
FORM_MARKS = {pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON}


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines, what makes their text doubtful, and who remarked what on it.

    `confidence` says how sure it is, from 0 to 1, where it was recognised in a picture.
    """

    lines: tuple[PageLine, ...]
    overlaid: bool = False
    skewed: bool = False
    unplaced: bool = False
    confidence: float | None = None
    remarks: tuple[tuple[str, str], ...] = ()


def page_of(file: pypdfium2.PdfDocument, number: int) -> Page | None:
    """The page; None where it is damaged."""
    try:
        page = file[number]
        try:
            textpage = page.get_textpage()
            words = page_words(textpage)
            if sum(word.right <= word.left for word in words) > 0.2 * len(words):
                text = textpage.get_text_range()
                lines = [PageLine(" ".join(line.split())) for line in text.splitlines()]
                return Page(tuple(line for line in lines if line.text), unplaced=True)
            words += [*field_values(page, file.formenv), *typed_texts(page)]
            remarked = tuple(remarks(page))
            recognised = None
            if not words and is_available():
                alive()
                recognised = recognise(page)
                words = list(recognised.words) if recognised else []
            turns = Counter(word.turn for word in words)
            rules = {turn: rules_of(page, turn) for turn in turns}
        finally:
            page.close()
    except pypdfium2.PdfiumError:
        return None
    lines = []
    for turn, _ in turns.most_common():
        turned = [word for word in words if word.turn == turn]
        lines += [line for column in columns_of(turned) for line in page_lines(column, rules[turn])]
    skewed = turns[SKEWED] > len(words) / 2
    confidence = round(recognised.confidence, 3) if recognised else None
    overlaid = not recognised and are_overlaid(words)
    return Page(tuple(lines), overlaid, skewed, confidence=confidence, remarks=remarked)


def page_lines(column: list[WordLine], rules: Rules) -> Iterator[PageLine]:
    """A column's lines and rows, as text."""
    last: WordLine | None = None
    width = max(line.right for line in column) - min(line.left for line in column)
    edge = min(line.left for line in column)
    for found in with_rows(column, rules):
        if isinstance(found, Row):
            yield PageLine(
                " ".join(filter(None, found.cells)),
                cells=found.cells,
                size=round(found.size * 2) / 2,
                bold=found.bold,
            )
            last = None
            continue
        size = found.size
        rise = (last.baseline - found.baseline) / max(size, 1) if last else 0.0
        yield PageLine(
            text_of_words(found.words),
            size=round(size * 2) / 2,
            bold=found.bold,
            rise=rise,
            indent=(found.left - edge) / max(size, 1),
            fill=(found.right - edge) / width if width else 0.0,
            begins=last is None,
        )
        last = found


def field_values(page: pypdfium2.PdfPage, form: pypdfium2.PdfFormEnv | None) -> Iterable[Word]:
    """What is filled into a page's form fields, each a word at its field's place."""
    if not form:
        return
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
        text = ""
        if kind in FORM_TEXTS:
            text = field_value(form, annotation)
        elif kind in FORM_MARKS and pdfium.FPDFAnnot_IsChecked(form, annotation):
            text = "☒"
        box = pdfium.FS_RECTF()
        if text and pdfium.FPDFAnnot_GetRect(annotation, box):
            height = abs(box.top - box.bottom)
            size = min(height, 11.0)
            baseline = min(box.top, box.bottom) + (height - size) / 2 + 0.2 * size
            pieces = [(box.left, box.right, " ".join(text.split()))]
            yield Word(pieces, box.left, box.right, baseline, size, spaced=True)
        pdfium.FPDFPage_CloseAnnot(annotation)


def field_value(form: pypdfium2.PdfFormEnv, annotation: object) -> str:
    """The text of a form's field."""
    length = pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, None, 0)
    buffer = ctypes.create_string_buffer(length)
    place = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
    pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, place, length)
    return buffer.raw.decode("utf-16-le", "replace").strip("\x00 \r\n")


def are_overlaid(words: list[Word]) -> bool:
    """Whether a tenth of the words stand on the word before them."""
    over = sum(
        abs(a.baseline - b.baseline) < 0.3 * a.size
        and min(a.right, b.right) - max(a.left, b.left) > 0.5 * min(a.size, b.right - b.left)
        for a, b in pairwise(words)
        if a.turn == b.turn
    )
    return over > max(3, len(words) / 10)
