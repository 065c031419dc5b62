"""Excel workbooks: a line a row, each sheet under its name."""

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from openpyxl import load_workbook

from index.load.blocks import Blocks
from index.load.fields import meaningful
from index.load.items import LoadedDocument
from index.load.limits import Limits
from index.load.tables import add_table
from index.load.zipped import creation_day, open_zip, refuse_doctypes
from index.types import IndexingError

DEFAULT_SHEET = re.compile(
    r"(?i)(?:sheet|tabelle|feuil|feuille|hoja|foglio|planilha|blad|ark|лист|工作表|シート)\s?\d*"
)
UNCALCULATED = re.compile(rb"(?:</f>|<f\b[^<>]*/>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")


def read(data: bytes, limits: Limits) -> Iterable[LoadedDocument]:
    """The values that the cells of all visible sheets show."""
    with open_zip(data, limits) as archive:
        refuse_doctypes(archive)
        uncalculated = formulas_without_value(archive)
        # openpyxl gives today where the file has no day of creation.
        core = "docProps/core.xml"
        is_dated = core in archive.namelist() and b":created" in archive.read(core)
    file = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    sheets = [sheet for sheet in file.worksheets if sheet.sheet_state == "visible"]
    if len(sheets) > limits.pages:
        raise IndexingError(f"has {len(sheets)} sheets, more than {limits.pages}: divide it")
    blocks = Blocks()
    for sheet in sheets:
        sheet.reset_dimensions()
        found = ([shown(cell) for cell in row] for row in sheet.iter_rows())
        rows = [row for row in found if any(row)]
        if rows:
            if len(sheets) > 1 or not DEFAULT_SHEET.fullmatch(sheet.title):
                blocks.add(sheet.title, "heading", level=1)
            add_table(blocks, rows, limits)
    facts = file.properties
    lost = f"{uncalculated} formulas have no stored value: open and save it in a spreadsheet."
    yield LoadedDocument(
        blocks.text,
        title=meaningful(facts.title),
        author=meaningful(facts.creator),
        created=creation_day(facts.created) if is_dated else None,
        blocks=tuple(blocks.blocks),
        warnings=(lost,) if uncalculated else (),
        prose=False,
    )


def shown(cell: Any) -> str:
    """A cell's value as text: dates as YYYY-MM-DD, percentages as the cell shows them."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else str(value)
    if isinstance(value, float):
        if found := re.search(r"0(?:\.(0+))?%", cell.number_format or ""):
            return f"{value:.{len(found[1] or '')}%}"
        return f"{value:.15g}"
    return " ".join(str(value).split())


def formulas_without_value(archive: zipfile.ZipFile) -> int:
    """The number of formulas stored without a value, as in files written by programs."""
    return sum(
        len(UNCALCULATED.findall(archive.read(name)))
        for name in archive.namelist()
        if name.startswith("xl/worksheets/") and name.endswith(".xml")
    )
