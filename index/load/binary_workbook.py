"""Excel's binary workbooks (.xlsb): a block a row, each sheet under its name."""

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from index.load.blocks import Blocks
from index.load.items import LoadedDocument
from index.load.limits import Limits
from index.load.tables import add_sheet, hidden_sheets
from index.load.workbook import DEFAULT_SHEET
from index.types import IndexingError


def read(data: bytes, limits: Limits) -> Iterable[LoadedDocument]:
    """The values of the cells of all visible sheets."""
    with without_panic():
        yield workbook(data, limits)


@contextmanager
def without_panic() -> Iterator[None]:
    """Raises ValueError where the parser, which is written in Rust, gives itself up."""
    try:
        yield
    except BaseException as error:
        # It is no Exception, has no name to import, and would end the process.
        if type(error).__name__ != "PanicException":
            raise
        raise ValueError("its parts do not fit together") from error


def workbook(data: bytes, limits: Limits) -> LoadedDocument:
    """The sheets as one document."""
    file = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = [each for each in file.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    names = [each.name for each in sheets if each.visible == SheetVisibleEnum.Visible]
    if len(names) > limits.pages:
        raise IndexingError(f"has {len(names)} sheets, more than {limits.pages}: divide it")
    blocks = Blocks()
    for name in names:
        rows = rows_of(file.get_sheet_by_name(name))
        if any(map(any, rows)):
            is_named = len(names) > 1 or not DEFAULT_SHEET.fullmatch(name)
            if is_named:
                blocks.add(name, "heading", level=1)
            add_sheet(blocks, rows, limits, level=1 + is_named)
    hidden = hidden_sheets([each.name for each in sheets if each.name not in names])
    return LoadedDocument(blocks.text, blocks=tuple(blocks.blocks), warnings=hidden, prose=False)


def rows_of(sheet: CalamineSheet) -> list[list[str]]:
    """What the cells of a sheet hold, by rows."""
    return [[said(value) for value in row] for row in sheet.to_python(skip_empty_area=True)]


def said(value: object) -> str:
    """A cell's value as text: dates as YYYY-MM-DD, whole numbers without a fraction."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.15g}"
    return " ".join(str(value).split())
