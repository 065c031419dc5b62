from datetime import datetime

import openpyxl

from tests.make_files import saved
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
