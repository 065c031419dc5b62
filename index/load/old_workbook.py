"""Excel's old workbooks (.xls): a block a row, each sheet under its name."""

import io
import re
from collections.abc import Iterable
from datetime import time

import xlrd  # type: ignore[import-untyped]

from index.load.blocks import Blocks
from index.load.formats import ENCRYPTED
from index.load.items import LoadedDocument
from index.load.limits import Limits
from index.load.tables import add_sheet, hidden_sheets
from index.load.workbook import DEFAULT_SHEET
from index.types import IndexingError

ERRORS: dict[int, str] = xlrd.error_text_from_code
PERCENT = re.compile(r"0(?:\.(0+))?%")


def read(data: bytes, limits: Limits) -> Iterable[LoadedDocument]:
    """The values that the cells of all visible sheets show."""
    try:
        file = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise IndexingError(ENCRYPTED) from error
        raise
    sheets = [sheet for sheet in file.sheets() if not sheet.visibility]
    if len(sheets) > limits.pages:
        raise IndexingError(f"has {len(sheets)} sheets, more than {limits.pages}: divide it")
    blocks = Blocks()
    for sheet in sheets:
        rows = [
            [shown(file, cell) for cell in sheet.row(number)]
            for number in range(sheet.nrows)
            if sheet.row_len(number)
        ]
        if any(map(any, rows)):
            is_named = len(sheets) > 1 or not DEFAULT_SHEET.fullmatch(sheet.name)
            if is_named:
                blocks.add(sheet.name, "heading", level=1)
            add_sheet(blocks, rows, limits, level=1 + is_named)
    yield LoadedDocument(
        blocks.text,
        author=file.user_name.strip() or None,
        blocks=tuple(blocks.blocks),
        warnings=hidden_sheets([sheet.name for sheet in file.sheets() if sheet.visibility]),
        prose=False,
    )


def shown(file: xlrd.Book, cell: xlrd.sheet.Cell) -> str:
    """A cell's value as text: dates as YYYY-MM-DD, percentages as the cell shows them."""
    if cell.ctype == xlrd.XL_CELL_DATE:
        day = xlrd.xldate_as_datetime(cell.value, file.datemode)
        return day.date().isoformat() if day.time() == time() else str(day)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return str(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return ERRORS.get(cell.value, "")
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        form = file.format_map[file.xf_list[cell.xf_index].format_key].format_str
        if found := PERCENT.search(form):
            return f"{cell.value:.{len(found[1] or '')}%}"
        return f"{cell.value:.15g}"
    return " ".join(str(cell.value).split())
