"""A table over documents as it is filled: questions as columns, each cell a way to its quote."""

from collections.abc import Iterator

from assistant.answering.document_table import DocumentTable, TableCell, TableRow, doubtful
from assistant.messages import say
from assistant.serve.page.html import Html, element, join
from assistant.types import Citation

CELLS = "x"
"""The key of the citations of a table's cells, row by row."""

ROWS = 200
"""Documents shown; the workbook holds them all."""

SHORT = 400
"""Characters of a cell that are shown; its quote opens with a click, and the workbook has all."""


def table_form() -> Html:
    """Where the questions are written, and which documents are asked."""
    questions = element(
        "textarea", name="questions", rows=4, required=True, autocomplete="off", dir="auto"
    )
    within = element("input", name="within", type="text", list="documents", autocomplete="off")
    return element(
        "form",
        element("label", say("table.questions"), questions),
        element("label", say("table.within"), within),
        element(
            "div",
            element("button", say("table.fill"), type="submit", class_="first"),
            element("button", say("ask.stop"), type="button", data_do="halt", class_="halt"),
            class_="tools",
        ),
        data_do="fill",
    )


def cited(table: DocumentTable) -> list[Citation]:
    """The citations of the cells that are read, row by row."""
    return [cell.citation for row in table.rows for cell in row.cells if cell.citation]


def cell_table(table: DocumentTable, end: str = "", name: str = "") -> Html:
    """The table so far. `end` says how it ended, empty while it is read; `name` is that of its
    workbook.
    """
    return element(
        "div",
        _standing(table, end),
        name and element("p", _workbook(name), class_="tools"),
        _table(table) if table.rows else element("p", say("table.none"), class_="empty"),
        data_busy=not end,
    )


def _standing(table: DocumentTable, end: str) -> Html:
    count = say("table.count", read=f"{table.read:,}", cells=f"{table.cells:,}")
    if len(table.rows) > ROWS:
        count = say("table.first", count=count, rows=ROWS, total=f"{len(table.rows):,}")
    if end:
        return element("p", say("table.ended", end=end, count=count), class_="meta", role="status")
    name = say("table.bar")
    bar = element("progress", value=table.read, max=max(table.cells, 1), aria_label=name)
    return element("p", bar, f" {count}…", class_="meta")


def _workbook(name: str) -> Html:
    return element("a", say("table.save"), href=f"tables/{name}.xlsx", download=True)


def _table(table: DocumentTable) -> Html:
    heads = [element("th", one, scope="col", role="columnheader") for one in table.questions]
    first = element("th", say("table.document"), scope="col", role="columnheader")
    caption = element("caption", say("table.caption"), class_="heard")
    body = [_row(row, table.questions, start) for row, start in _numbered(table)]
    return element(
        "div",
        element(
            "table",
            caption,
            element("thead", element("tr", first, *heads, role="row"), role="rowgroup"),
            element("tbody", *body, role="rowgroup"),
            role="table",
        ),
        # What can be scrolled must be reached by the keyboard.
        tabindex=0,
        role="region",
        aria_label=say("table.label"),
        class_="wide",
    )


def _numbered(table: DocumentTable) -> Iterator[tuple[TableRow, int]]:
    """The rows that are shown, each with the number of its first citation."""
    number = 0
    for row in table.rows[:ROWS]:
        yield row, number
        number += sum(cell.citation is not None for cell in row.cells)


def _row(row: TableRow, questions: tuple[str, ...], number: int) -> Html:
    document = element(
        "button",
        row.title or row.document,
        type="button",
        data_do="show",
        data_document=row.document,
    )
    cells = []
    for at, question in enumerate(questions):
        cell = row.cells[at] if at < len(row.cells) else None
        shown = element("span", "…", class_="meta") if cell is None else _cell(cell, number)
        number += cell is not None and cell.citation is not None
        cells.append(element("td", shown, role="cell", data_label=question))
    file = element("span", row.document, class_="file")
    return element(
        "tr", element("th", document, file, scope="row", role="rowheader"), *cells, role="row"
    )


def _cell(cell: TableCell, number: int) -> Html:
    """What a cell says, as a button that opens its quote; beside it what is in doubt."""
    if cell.citation is None:
        return join(
            [
                element("span", str(cell), class_="meta"),
                cell.notice and element("span", f" {cell.notice}", class_="meta"),
            ]
        )
    text = str(cell)
    doubt = say("table.doubt" if doubtful(cell) else "table.partly")
    shown = element(
        "button",
        text if len(text) <= SHORT else f"{text[:SHORT].rstrip()}…",
        type="button",
        id=f"cell-{number}",
        data_do="source",
        data_of=CELLS,
        data_index=number,
        dir="auto",
    )
    is_plain = cell.verdict == "supported" and not doubtful(cell)
    return join([shown, not is_plain and element("span", doubt, class_="verdict partly")])
