"""The tables of a Word document: rows of cells, or a page's layout."""

from collections.abc import Iterator

from lxml import etree

from index.load.merged_cells import SpannedCell, spread
from index.load.word_styles import WORD, WordStyles, child, is_on, value_of
from index.load.word_text import paragraph_of

LONG_CELL = 400
"""Characters of a cell beyond which a table lays out a page, rather than holds data."""


def data_rows(table: etree._Element, styles: WordStyles) -> list[list[str]]:
    """The texts of a table's columns in each row; none for a table that lays out a page.

    Such is one of a single column, one that holds another, and one with a long text in a cell.
    """
    if table.find(f".//{WORD}tbl") is not None:
        return []
    rows = spread(list(cells(row, styles)) for row in table.iter(f"{WORD}tr") if is_kept(row))
    longest = max((len(cell) for row in rows for cell in row), default=0)
    width = max(map(len, rows), default=0)
    return [] if longest > LONG_CELL or width < 2 else rows


def cells(row: etree._Element, styles: WordStyles) -> Iterator[SpannedCell]:
    """A row's cells, empty ones where it begins after the first column."""
    before = value_of(child(row, "trPr"), "gridBefore")
    if before.isdigit() and int(before):
        yield SpannedCell("", int(before))
    for cell in row.iter(f"{WORD}tc"):
        properties = child(cell, "tcPr")
        columns = value_of(properties, "gridSpan")
        merged = child(properties, "vMerge")
        texts = (paragraph_of(each, styles).text for each in cell.iter(f"{WORD}p"))
        yield SpannedCell(
            " ".join(filter(None, texts)),
            int(columns) if columns.isdigit() else 1,
            merged is not None and merged.get(f"{WORD}val", "continue") == "continue",
        )


def is_kept(row: etree._Element) -> bool:
    """Whether a row is there once tracked changes are accepted."""
    return child(child(row, "trPr"), "del") is None


def has_marked_head(table: etree._Element) -> bool:
    """Whether the first row is marked as one that heads the table on each page."""
    mark = table.find(f"{WORD}tr/{WORD}trPr/{WORD}tblHeader")
    first = table.find(f"{WORD}tr")
    is_first = mark is not None and first is not None and mark in first.iter()
    return is_first and mark is not None and is_on(mark.get(f"{WORD}val", "1"))
