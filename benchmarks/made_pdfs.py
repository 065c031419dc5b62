"""PDFs made from known texts and tables: in one column and two, with cells that wrap, over pages.

ReportLab lays them out; the words come from the documents of `tests/structured_set`.
"""

import io
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DOCUMENTS = Path(__file__).parent.parent / "tests" / "structured_set" / "documents"
HEAD = ("Ward", "What was done", "By whom", "2023", "2024")
FIRMS = ("Harlow and Sons", "Brent Heat Ltd", "Glazing Co", "Timber Works of the Old Harbour")

Made = tuple[str, bytes, str, tuple[tuple[str, str, str], ...]]
"""A file's name, its bytes, the text that it holds, and its tables' cells."""


def made_pdfs() -> Iterator[Made]:
    """The PDFs, with what should be read in them."""
    for path in sorted(DOCUMENTS.glob("*.txt")):
        paragraphs = prose(path.read_text("utf-8"))
        if len(paragraphs) > 3:
            text = "\n".join(paragraphs)
            yield f"{path.stem}.pdf", one_column(paragraphs), text, ()
            yield f"{path.stem}-columns.pdf", two_columns(paragraphs), text, ()
    for seed, (count, ruled, middle) in enumerate(
        [
            (6, "grid", False),
            (6, "grid", True),
            (8, "head", False),
            (60, "head", False),
            (9, "", False),
        ]
    ):
        rows = table(random.Random(seed), count)
        text = "Works of the wards\n" + "\n".join(" ".join(row) for row in (HEAD, *rows))
        cells = tuple(
            (row[0], name, cell) for row in rows for name, cell in zip(HEAD, row, strict=True)
        )
        yield f"table-{seed}.pdf", with_table(rows, ruled, middle=middle), text, cells


def prose(text: str) -> list[str]:
    """The paragraphs of a text that Helvetica can show, each on one line."""
    plain = text.encode("cp1252", "ignore").decode("cp1252")
    found = [" ".join(each.split()) for each in re.split(r"\n\s*\n", plain)]
    return [each for each in found if sum(map(str.isalpha, each)) > 40]


def table(chance: random.Random, count: int) -> list[tuple[str, ...]]:
    """Rows with texts of several lengths and two columns of numbers."""
    works = (
        "slates",
        "lead flashing",
        "a heat pump",
        "oak doors",
        "lamps along the quay",
        "drains",
    )
    rows: list[tuple[str, ...]] = []
    for number in range(1, count + 1):
        done = "New " + ", ".join(chance.sample(works, chance.randint(1, 4)))
        sums = (f"{chance.randint(100, 99_999):,}", f"{chance.uniform(10, 9_999):,.2f}")
        rows.append((f"Ward {number}", done, chance.choice(FIRMS), *sums))
    return rows


def built(flow: list[Any], frames: tuple[tuple[float, float], ...]) -> bytes:
    """The PDF of paragraphs and tables that flow through a page's frames (left, width)."""
    from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
    from reportlab.platypus import (  # type: ignore[import-untyped]
        BaseDocTemplate,
        Frame,
        PageTemplate,
    )

    written = io.BytesIO()
    document = BaseDocTemplate(written, pagesize=A4)
    page = [Frame(left, 60, width, 720) for left, width in frames]
    document.addPageTemplates(PageTemplate(frames=page))
    document.build(flow)
    return written.getvalue()


def paragraphs_of(texts: list[str]) -> list[Any]:
    """Texts as justified paragraphs."""
    from xml.sax.saxutils import escape

    from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
    from reportlab.platypus import Paragraph

    style = ParagraphStyle("text", alignment=4, spaceAfter=8)
    return [Paragraph(escape(text), style) for text in texts]


def one_column(texts: list[str]) -> bytes:
    """The texts in one column."""
    return built(paragraphs_of(texts), ((60, 470),))


def two_columns(texts: list[str]) -> bytes:
    """The texts in two columns."""
    return built(paragraphs_of(texts), ((50, 235), (305, 235)))


def with_table(rows: list[tuple[str, ...]], ruled: str, *, middle: bool) -> bytes:
    """A table whose cells wrap, its head repeated on each page; `ruled` by a grid, or the head."""
    from reportlab.lib.colors import black  # type: ignore[import-untyped]
    from reportlab.platypus import Table

    style: list[Any] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE" if middle else "TOP")]
    if ruled == "grid":
        style.append(("GRID", (0, 0), (-1, -1), 0.5, black))
    elif ruled:
        style.append(("LINEBELOW", (0, 0), (-1, 0), 0.5, black))
    cells = [paragraphs_of(list(row)) for row in (HEAD, *rows)]
    laid = Table(cells, colWidths=[60, 170, 110, 60, 60], style=style, repeatRows=1)
    return built([*paragraphs_of(["Works of the wards"]), laid], ((60, 470),))
