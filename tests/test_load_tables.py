import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.load import Limits, load_bytes
from index.types import IndexingError
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
