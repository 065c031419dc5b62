"""What people wrote onto a PDF's pages: typed texts at their places, comments, note by note."""

import ctypes
from collections.abc import Iterator

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from index.load.pdf_characters import Word

_NO_REMARK = {
    *(pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_WIDGET),
    *(pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_FILEATTACHMENT),
}
_LARGEST = 11.0
"""Points of the letters that a typed text is taken to have at most."""


def typed_texts(page: pypdfium2.PdfPage) -> Iterator[Word]:
    """The lines that were typed onto a page, each a word at its place."""
    for annotation in _annotations(page):
        text = _string(annotation, b"Contents")
        lines = [" ".join(line.split()) for line in text.replace("\r", "\n").split("\n")]
        lines = [line for line in lines if line]
        box = pdfium.FS_RECTF()
        if pdfium.FPDFAnnot_GetSubtype(annotation) != pdfium.FPDF_ANNOT_FREETEXT or not lines:
            continue
        if not pdfium.FPDFAnnot_GetRect(annotation, box):
            continue
        step = abs(box.top - box.bottom) / len(lines)
        size = min(step, _LARGEST)
        for number, line in enumerate(lines):
            baseline = max(box.top, box.bottom) - number * step - (step + 0.6 * size) / 2
            pieces = [(box.left, box.right, line)]
            yield Word(pieces, box.left, box.right, baseline, size, spaced=True)


def remarks(page: pypdfium2.PdfPage) -> Iterator[tuple[str, str]]:
    """Who commented on a page, and what they wrote."""
    for annotation in _annotations(page):
        text = _string(annotation, b"Contents")
        if text and pdfium.FPDFAnnot_GetSubtype(annotation) not in _NO_REMARK:
            yield _string(annotation, b"T"), text


def _annotations(page: pypdfium2.PdfPage) -> Iterator[object]:
    """The annotations of a page that are not hidden."""
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if annotation:
            if not pdfium.FPDFAnnot_GetFlags(annotation) & pdfium.FPDF_ANNOT_FLAG_HIDDEN:
                yield annotation
            pdfium.FPDFPage_CloseAnnot(annotation)


def _string(annotation: object, key: bytes) -> str:
    """A string of an annotation; empty where it has none."""
    length = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = ctypes.create_string_buffer(length)
    place = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
    pdfium.FPDFAnnot_GetStringValue(annotation, key, place, length)
    return buffer.raw.decode("utf-16-le", "replace").strip("\x00 \r\n")
