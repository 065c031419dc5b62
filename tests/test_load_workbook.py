from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from tests.make_files import changed, saved
from tests.reading import one


def test_a_workbook_by_parts() -> None:
    file = openpyxl.Workbook()
    sheet = file.create_sheet("Ports", 0)
    sheet.append(["Port", "Share", "Since", "Open", "Ships"])
    sheet.append(["Holm", 0.125, datetime.fromisoformat("2020-01-02"), True, 12])
    sheet["B2"].number_format = "0.0%"
    sheet.append(["Sund", 0.5, None, None, "=SUM(E2:E2)"])
    hidden = file.worksheets[1]
    hidden.append(["not", "shown"])
    hidden.sheet_state = "hidden"
    document = one(saved(file.save), "a.xlsx")
    assert document.text == (
        "Ports\n\nPort | Share | Since | Open | Ships\n\n"
        "Holm | 12.5% | 2020-01-02 | True | 12\n\nSund | 0.5"
    )
    heading, head, holm, sund = document.blocks
    assert (heading.kind, head.kind, holm.label) == ("heading", "furniture", "Holm")
    assert holm.columns == ("Port", "Share", "Since", "Open", "Ships")
    assert sund.columns == ("Port", "Share")
    assert document.source.headings == ((0, "Ports"),)
    assert any("1 formulas have no stored value" in w for w in document.source.warnings)


def test_merged_cells_and_titles_of_tables() -> None:
    file = openpyxl.Workbook()
    sheet = file.worksheets[0]
    for row in (
        ["Key figures"],
        [],
        ["Item", "Sales", None, "Costs", None],
        [None, 2018, 2019, 2018, 2019],
        ["North", 412, 538, 120, 131],
        ["South", None, 7, 1, 3],
        [],
        ["Name", "Office"],
        ["Ann Lee", "Chair"],
    ):
        sheet.append(row)
    for merged in ("A1:E1", "A3:A4", "B3:C3", "D3:E3", "B5:B6"):
        sheet.merge_cells(merged)
    document = one(saved(file.save), "a.xlsx")
    title = document.blocks[0]
    rows = [block for block in document.blocks if block.kind == "row"]
    assert (title.kind, document.text[: title.end].strip()) == ("heading", "Key figures")
    assert rows[1].columns == ("Item", "Sales 2018", "Sales 2019", "Costs 2018", "Costs 2019")
    assert document.text[rows[1].start : rows[1].end].strip() == "South | 412 | 7 | 1 | 3"
    assert rows[2].columns == ("Name", "Office")


@pytest.mark.parametrize(
    ("file", "title"),
    [
        ("13-xlsx-date-today/wells.xlsx", "Wells"),
        ("15-workbook-title-sheet1/wells of the parish.xlsx", "Wells of the parish"),
    ],
)
def test_a_workbook_that_states_nothing_has_its_file_s_name_and_no_day(
    file: str, title: str
) -> None:
    path = Path(__file__).parent / "files" / file
    source = one(path.read_bytes(), path.name).source
    assert (source.title, source.published, source.headings) == (title, None, ())


def test_a_merged_cell_over_all_there_is_does_no_harm() -> None:
    file = openpyxl.Workbook()
    file.worksheets[0].append(["Port", "Ships"])
    file.worksheets[0].append(["Holm", 12])
    data = changed_sheet(saved(file.save), "</sheetData>", MERGED)
    assert "Holm | 12" in one(data, "a.xlsx").text


MERGED = '</sheetData><mergeCells><mergeCell ref="A3:XFD1048576"/></mergeCells>'


def changed_sheet(data: bytes, old: str, new: str) -> bytes:
    import io
    import zipfile

    name = "xl/worksheets/sheet1.xml"
    source = zipfile.ZipFile(io.BytesIO(data)).read(name).decode()
    return changed(data, {name: source.replace(old, new)})
