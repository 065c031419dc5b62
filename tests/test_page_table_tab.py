"""A table over documents in the page: filled cell by cell, stopped, opened and saved."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from assistant.answering.document_table import DocumentTable, TableCell, TableRow
from assistant.answering.table_workbook import workbook
from assistant.app import Assistant
from assistant.errors import UsageError
from assistant.serve.page.backend import Backend
from assistant.serve.page.cell_table import ROWS, cell_table, cited
from assistant.serve.page.panel import Panel
from assistant.serve.page.session import Filters, Session
from assistant.serve.page.table_tab import QUESTIONS, TableTab
from tests.page_answers import Shown
from tests.page_answers import cited as cited_quote
from tests.page_fixtures import backend, http, page_assistant, page_folder
from tests.page_server import served

__all__ = ["backend", "http", "page_assistant", "page_folder"]

COST, ORDERED = "What did the bridge cost?", "Who ordered the evacuation?"


def filled(backend: Backend, session: Session, questions: str, within: str = "") -> list[Shown]:
    return [Shown(one["grid"]) for one in TableTab(backend).fill(questions, within, session)]


def test_cells_come_one_by_one_and_each_opens_its_quote(backend: Backend) -> None:
    session = Session()
    first, *_, last = filled(backend, session, f"{COST}\n\n {ORDERED} \n{COST}\n")
    assert "0 of 6 cells read…" in first.text
    assert "Done: 6 of 6 cells read." in last.text
    assert [one for one in first.all("div") if "data-busy" in one]
    assert not [one for one in last.all("div") if "data-busy" in one]
    assert session.table is not None
    buttons = [one for one in last.all("button") if one["data-do"] == "source"]
    assert len(buttons) == len(cited(session.table)) == 2
    for button, words in zip(buttons, ("4.2", "Mayor Ines Calder"), strict=True):
        opened = Panel(backend).source(
            str(button["data-of"]), int(button["data-index"] or 0), session
        )
        assert words in Shown(opened["reader"]).text
        assert 'id="quote"' in opened["reader"]
    with pytest.raises(UsageError):
        Panel(backend).source("x", 2, session)


def test_quotes_of_what_is_read_open_while_the_rest_is_read(backend: Backend) -> None:
    session = Session()
    for changes in TableTab(backend).fill(COST, "", session):
        shown = Shown(changes["grid"])
        for button in shown.all("button"):
            if button["data-do"] == "source":
                Panel(backend).source("x", int(button["data-index"] or 0), session)
    assert cited(session.table or DocumentTable((), ()))


def test_stopped_it_keeps_what_was_read(backend: Backend) -> None:
    session, tab = Session(), TableTab(backend)
    many = "\n".join(f"What did bridge number {number} cost?" for number in range(20))
    steps = tab.fill(many, "", session)
    next(steps)
    tab.halt(session)
    (last,) = [Shown(one["grid"]) for one in steps]
    assert "Stopped: " in last.text
    assert session.table is not None
    assert session.table.read < session.table.cells == 60
    (name,) = backend.tables
    book = load_workbook(BytesIO(workbook(backend.tables[name])))
    assert len(list(book["Table"].iter_rows())) == 4


def test_the_filter_counts_and_a_document_of_the_table_s_own_above_it(backend: Backend) -> None:
    session = Session(filters=Filters(since=date(2025, 6, 5)))
    filled(backend, session, COST)
    assert session.table is not None
    assert [row.document for row in session.table.rows] == ["desk/attack.txt", "desk/bridge.txt"]
    session.filters = Filters(within="desk/r*")
    filled(backend, session, COST)
    assert [row.document for row in session.table.rows] == ["desk/river.txt"]
    filled(backend, session, COST, "desk/bridge.txt")
    assert [row.document for row in session.table.rows] == ["desk/bridge.txt"]
    (*_, last) = filled(backend, session, COST, "none/*")
    assert "No document passes." in last.text


def test_questions_that_are_none_or_too_many_are_refused(backend: Backend) -> None:
    too_many = "\n".join(f"What is {number}?" for number in range(QUESTIONS + 1))
    for questions in ("", " \n\n", too_many):
        with pytest.raises(UsageError):
            filled(backend, Session(), questions)


def test_what_documents_say_in_it_is_text(backend: Backend) -> None:
    session = Session()
    *_, last = filled(backend, session, "<script>window.hurt = 1</script>\nWhat is it?", "desk/a*")
    assert last.all("script") == []
    assert last.all("img") == []


def test_a_long_table_shows_the_first_documents_and_numbers_its_quotes_aright(
    backend: Backend,
) -> None:
    session = Session()
    filled(backend, session, COST, "desk/bridge.txt")
    assert session.table is not None
    (row,) = session.table.rows
    unsaid = TableCell(notice="The model failed.")
    rows = [
        replace(row, document=f"d{number}", cells=(unsaid if number % 3 else row.cells[0],))
        for number in range(ROWS + 5)
    ]
    table = DocumentTable(session.table.questions, tuple(rows))
    shown = Shown(cell_table(table, "Done"))
    assert f"the first {ROWS} of {ROWS + 5} documents" in shown.text
    assert "The model failed." in shown.text
    indexes = [int(one["data-index"] or 0) for one in shown.all("button") if "data-index" in one]
    assert indexes == list(range(len(indexes)))
    assert len(cited(table)) == -(-(ROWS + 5) // 3)


CITED = cited_quote("[1]")


@given(st.lists(st.lists(st.booleans(), max_size=3), max_size=6))
def test_each_button_opens_the_quote_of_its_own_cell(said: list[list[bool]]) -> None:
    """However many cells of a row are read, and whichever of them are said."""
    rows = [
        TableRow(
            f"d{number}",
            "",
            tuple(
                TableCell(f"{number}-{at}", replace(CITED, quote=f"{number}-{at}"))
                if one
                else TableCell()
                for at, one in enumerate(cells)
            ),
        )
        for number, cells in enumerate(said)
    ]
    table = DocumentTable(("One?", "Two?", "Three?"), tuple(rows))
    html = str(cell_table(table))
    buttons = re.findall(r'data-index="(\d+)"[^>]*>([^<]+)<', html)
    assert [(int(number), text) for number, text in buttons] == [
        (number, one.quote) for number, one in enumerate(cited(table))
    ]
    book = load_workbook(BytesIO(workbook(table)))
    assert [line[0] for line in book["Table"].iter_rows(min_row=2, values_only=True)] == [
        row.document for row in rows
    ]


def test_the_workbook_is_downloaded(
    backend: Backend, page_assistant: Assistant, http: httpx.Client
) -> None:
    row = TableRow("=1+1.txt", "Title", (TableCell("=2+3"), TableCell()))
    table = DocumentTable(("=A1?", "Unread?", "Never?"), (row,))
    book = load_workbook(BytesIO(workbook(table)))
    cells = [cell for line in book["Table"].iter_rows() for cell in line]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert "=2+3" in {cell.value for cell in cells}
    with served(page_assistant) as address:
        assert http.get(f"{address}/tables/none.xlsx").status_code == 404
