"""PDF files as this program reads them, beside other libraries: text and milliseconds a page.

`python -m benchmarks.pdf_text FILE …`; a library that is not installed is left out (pypdf,
pdfplumber and docling-parse are for this comparison alone).
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from index.load.items import LoadedDocument
from index.load.limits import Limits
from index.load.pdf import read


def ours(path: str) -> list[str]:
    """The text as it is indexed, by pages."""
    loaded = next(iter(read(Path(path).read_bytes(), Limits())))
    assert isinstance(loaded, LoadedDocument)
    ends = [*loaded.page_starts[1:], len(loaded.text)]
    return [loaded.text[a:b] for a, b in zip(loaded.page_starts, ends, strict=True)]


def pdfium(path: str) -> list[str]:
    """PDFium's own order and spaces."""
    import pypdfium2  # type: ignore[import-untyped]

    file = pypdfium2.PdfDocument(path)
    return [page.get_textpage().get_text_bounded() for page in file]


def pdfplumber(path: str) -> list[str]:
    """pdfplumber, with its defaults."""
    import pdfplumber as library  # type: ignore[import-not-found]

    with library.open(path) as file:
        return [page.extract_text() or "" for page in file.pages]


def pypdf(path: str) -> list[str]:
    """pypdf, with its defaults."""
    import pypdf as library  # type: ignore[import-not-found]

    return [page.extract_text() for page in library.PdfReader(path).pages]


def docling_parse(path: str) -> list[str]:
    """docling-parse's lines."""
    from docling_core.types.doc.page import TextCellUnit  # type: ignore[import-not-found]
    from docling_parse.pdf_parser import DoclingPdfParser  # type: ignore[import-not-found]

    pages = DoclingPdfParser(loglevel="fatal").load(path_or_stream=path).iterate_pages()
    lines = [page.iterate_cells(unit_type=TextCellUnit.LINE) for _, page in pages]
    return ["\n".join(cell.text for cell in page) for page in lines]


READERS: tuple[Callable[[str], list[str]], ...] = (ours, pdfium, pdfplumber, pypdf, docling_parse)


def main() -> None:
    """Print what each library reads in each file."""
    for path in sys.argv[1:]:
        for reader in READERS:
            try:
                reader(path)
                begun = time.perf_counter()
                pages = reader(path)
            except ImportError:
                continue
            spent = 1000 * (time.perf_counter() - begun) / max(1, len(pages))
            print(f"── {Path(path).name} · {reader.__name__} · {spent:.1f} ms a page")
            print("\n".join(pages)[:1500])


if __name__ == "__main__":
    main()
