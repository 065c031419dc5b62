from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.load import Limits, load_bytes
from index.text.table_rows import cells
from index.types import IndexingError
from tests.make_files import saved
from tests.reading import one

PLAIN = st.text(st.sampled_from("abc de\nfgÅé.“–”ж中 |:,;\"'&<>#$()\\"), min_size=1, max_size=60)


@given(
    st.integers(2, 4).flatmap(
        lambda width: st.lists(st.lists(PLAIN, min_size=width, max_size=width), min_size=1)
    )
)
def test_every_cell_of_a_table_survives(rows: list[list[str]]) -> None:
    import csv
    import io

    content = io.StringIO(newline="")
    csv.writer(content).writerows(rows)
    if not any(cell.strip() for row in rows for cell in row):
        return
    text = one(content.getvalue().encode(), "a.csv").text
    for row in rows[1:]:
        assert all(" ".join(cell.split()) in text for cell in row)


def test_tables_by_delimiter() -> None:
    assert one(b"Port;Ships\nHolm;1,5\nSund;\n", "a.csv").text == (
        "Port | Ships\n\nHolm | 1,5\n\nSund"
    )
    assert one(b"Port\tShips\nHolm\t12\n", "a.tsv").text == "Port | Ships\n\nHolm | 12"
    assert one(b"1,2\n3,4\n", "a.csv").text == "1 | 2\n\n3 | 4"
    assert one(b"Just words\n", "a.csv").text == "Just words"


def test_rows_of_other_widths_are_reported() -> None:
    [warning] = one(b"Port,Ships\nHolm\nSund,2\nVik,3,4\n", "a.csv").source.warnings
    assert warning == "2 rows, the first of them row 2, have other columns than row 1."


def test_a_table_that_grows_too_large_is_refused() -> None:
    data = ("A long name of a column,b\n" + "x,a cell of more words\n" * 100).encode()
    with pytest.raises(IndexingError, match="too large"):
        load_bytes(data, name="a.csv", limits=Limits(expanded_bytes=1000))


def test_a_table_with_a_quote_left_open_is_read() -> None:
    assert "open" in one(b'a,b\n1,"open\n' + b"2,3\n" * 5, "a.csv").text
    long = b"word " * 100_000
    assert one(b"a,b\n1," + long, "a.csv").text == f"a | b\n\n1 | {long.decode().strip()}"


def columns(source: str) -> list[tuple[str, ...]]:
    """The columns of each row of a table in CSV."""
    return [block.columns for block in one(source.encode(), "a.csv").blocks if block.kind == "row"]


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("Item,2018,2019\nSales,412,538\nCosts,120,131", ("Item", "2018", "2019")),
        ("Region,2019/20,2020/21\nNorth,3,4", ("Region", "2019/20", "2020/21")),
        (",2018,2019\nSales,4,5\nCosts,1,2", ("", "2018", "2019")),
        ("Age,10,20,30\nBoys,138,176,180\nGirls,138,166,170", ("Age", "10", "20", "30")),
        ("Town,Mayor\nBirchley,Max Field\nDunwater,Una Reed", ("Town", "Mayor")),
        ("Key figures,,\nItem,2018,2019\nSales,4,5", ("Item", "2018", "2019")),
        ("Sales,,Costs\n2018,2019,2018\n412,538,120", ("Sales 2018", "Sales 2019", "Costs 2018")),
        ("Item,Sales,Costs\n,€m,€m\nA,1,2\nB,3,4", ("Item", "Sales €m", "Costs €m")),
    ],
)
def test_the_names_of_columns_are_told_by_the_cells(source: str, names: tuple[str, ...]) -> None:
    assert columns(source)[0] == names


@pytest.mark.parametrize(
    "source",
    [
        "Bell tower,1488,61 m\nWater tower,1912,40 m",
        "Pinegate,Ida Stone\nBirchley,Max Field\nDunwater,Una Reed",
        "2024-01-01,12,ok\n2024-01-02,15,ok",
        "A-1,Bolt\nA-2,Nut\nA-3,Washer",
    ],
)
def test_a_first_row_of_data_names_nothing(source: str) -> None:
    assert columns(source) == [()] * len(source.splitlines())


def test_empty_rows_divide_tables_that_have_heads() -> None:
    source = "Staff\n\nName,Age\nAnn,41\n\nBo,29\n\nPlot,Rent\nFull,81\n"
    assert columns(source) == [("Name", "Age")] * 2 + [("Plot", "Rent")]
    first, *_ = one(source.encode(), "a.csv").blocks
    assert first.kind == "heading"


def test_a_head_that_is_repeated_is_no_row() -> None:
    assert len(columns("Name,Age\nAnn,41\nBo,29\nName,Age\nUna,50\n")) == 3


def workbook() -> bytes:
    import openpyxl

    file = openpyxl.Workbook()
    for row in (["Key figures"], ["Item", 2018, 2019, 2020], ["Revenue", 412, 538, 497]):
        file.worksheets[0].append(row)
    return saved(file.save)


@pytest.mark.parametrize("name", ["aldona.csv", "gorsey.md", "elstow.html", "a.xlsx"])
def test_a_row_keeps_its_labels_in_every_format(name: str) -> None:
    path = Path(__file__).parent / "files" / "04-table-labels-lost" / name
    document = one(workbook() if name == "a.xlsx" else path.read_bytes(), name)
    row = next(block for block in document.blocks if block.label == "Revenue")
    assert cells(document.text[row.start : row.end]) == ["Revenue", "412", "538", "497"]
    assert row.columns == ("Item", "2018", "2019", "2020")


@pytest.mark.parametrize(("name", "rows"), [("towns.csv", 3), ("towers.csv", 2)])
def test_a_table_is_titled_by_its_file(name: str, rows: int) -> None:
    path = Path(__file__).parent / "files" / "01-first-line-never-quoted" / name
    document = one(path.read_bytes(), name)
    assert document.source.title == name.removesuffix(".csv").title()
    assert sum(block.kind == "row" for block in document.blocks) == rows
