"""Excel workbooks: a block a row, each sheet under its name."""

import io
import re
from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

from index.load.blocks import Blocks
from index.load.fields import meaningful
from index.load.items import LoadedDocument
from index.load.limits import Limits
from index.load.tables import add_sheet, hidden_sheets
from index.load.workbook_drawings import Beside, beside_cells
from index.load.zipped import creation_day, open_zip, refuse_doctypes
from index.types import IndexingError

DEFAULT_SHEET = re.compile(
    r"(?i)(?:sheet|tabelle|feuil|feuille|hoja|foglio|planilha|blad|ark|лист|工作表|シート)\s?\d*"
)
SHEET = re.compile(r"xl/worksheets/.*\.xml$")
MERGED = re.compile(rb"""<mergeCell\s+ref=["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']""")
MOST_MERGED = 100_000
"""Cells under merged ones that are filled in, in all sheets."""

LARGEST = 20_000_000
"""Bytes of the largest sheets whose merged cells are looked at: they take most memory to load."""

UNCALCULATED = re.compile(rb"(?:</f>|<f\b[^<>]*/>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")


def read(data: bytes, limits: Limits) -> Iterable[LoadedDocument]:
    """The values that the cells of all visible sheets show."""
    with open_zip(data, limits) as archive:
        refuse_doctypes(archive)
        beside = beside_cells(archive)
        sheets_xml = [archive.read(name) for name in archive.namelist() if SHEET.match(name)]
        uncalculated = sum(len(UNCALCULATED.findall(source)) for source in sheets_xml)
        # openpyxl gives today where the file has no day of creation.
        core = "docProps/core.xml"
        is_dated = core in archive.namelist() and b":created" in archive.read(core)
    # Only a workbook loaded as a whole knows its merged cells.
    quickly = not has_merged_cells(sheets_xml)
    file = load_workbook(io.BytesIO(data), read_only=quickly, data_only=True, keep_links=False)
    sheets = [sheet for sheet in file.worksheets if sheet.sheet_state == "visible"]
    if len(sheets) > limits.pages:
        raise IndexingError(f"has {len(sheets)} sheets, more than {limits.pages}: divide it")
    blocks = Blocks()
    for sheet in sheets:
        rows = rows_of(sheet, is_streamed=quickly)
        if any(map(any, rows)):
            is_named = len(sheets) > 1 or not DEFAULT_SHEET.fullmatch(sheet.title)
            if is_named:
                blocks.add(sheet.title, "heading", level=1)
            add_sheet(blocks, rows, limits, level=1 + is_named)
        beside.pop(sheet.title, Beside()).add_to(blocks)
    hidden = [sheet.title for sheet in file.worksheets if sheet.sheet_state != "visible"]
    for name, drawn in beside.items():
        if name not in hidden:  # a sheet that holds nothing but a chart
            drawn.add_to(blocks)
    facts = file.properties
    lost = f"{uncalculated} formulas have no stored value: open and save it in a spreadsheet."
    yield LoadedDocument(
        blocks.text,
        title=meaningful(facts.title),
        author=meaningful(facts.creator),
        created=creation_day(facts.created) if is_dated else None,
        blocks=tuple(blocks.blocks),
        warnings=((lost,) if uncalculated else ()) + hidden_sheets(hidden),
        prose=False,
    )


def shown(cell: Any) -> str:
    """A cell's value as text: dates as YYYY-MM-DD, percentages as the cell shows them."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else str(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        if found := re.search(r"0(?:\.(0+))?%", cell.number_format or ""):
            return f"{value:.{len(found[1] or '')}%}"
        return str(value) if isinstance(value, int) else f"{value:.15g}"
    return " ".join(str(value).split())


def rows_of(sheet: Any, *, is_streamed: bool) -> list[list[str]]:
    """What the cells of a sheet show, by rows; a merged cell's value in each that it covers.

    One that stands alone in its row, as a title does, is said once.
    """
    if is_streamed:
        sheet.reset_dimensions()
    rows = [[shown(cell) for cell in row] for row in sheet.iter_rows()]
    for merged in () if is_streamed else sheet.merged_cells.ranges:
        value = rows[merged.min_row - 1][merged.min_col - 1]
        for row in rows[merged.min_row - 1 : merged.max_row]:
            if merged.max_row > merged.min_row or sum(map(bool, row)) > 1:
                row[merged.min_col - 1 : merged.max_col] = [value] * merged.size["columns"]
    return rows


def has_merged_cells(sheets_xml: Iterable[bytes]) -> bool:
    """Whether sheets of a size to be loaded as a whole hold merged cells."""
    sources = list(sheets_xml)
    areas = [
        (int(down) - int(up) + 1) * (column_index(right) - column_index(left) + 1)
        for source in sources
        for left, up, right, down in MERGED.findall(source)
    ]
    return bool(areas) and sum(areas) <= MOST_MERGED and sum(map(len, sources)) <= LARGEST


def column_index(letters: bytes) -> int:
    """A column's number: "A" is 1."""
    return column_index_from_string(letters.decode())
