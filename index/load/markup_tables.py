"""The tables of a parsed page: which hold data, their rows, cells that span several."""

from collections.abc import Iterator

from lxml import etree

from index.load.blocks import Blocks
from index.load.limits import Limits
from index.load.tables import add_table

CELLS = {"td", "th", "cell"}
IN_LAYOUT = {"h1", "h2", "h3", "h4", "h5", "h6", "head", "table"}
"""What stands in tables that lay out a page."""

BLOCKS_IN_CELLS = {"p", "div", "ul", "ol", "dl", "list", "li", "item", "br", "lb", "blockquote"}
LONGEST_CELL = 400
"""Characters of the longest cell of data that holds paragraphs or lists."""

MOST_CELLS = 1_000_000
"""Cells that a table is taken to have at most, whatever its spans say."""


def is_table(element: etree._Element) -> bool:
    """Whether an element is a table of data, rather than one that lays out a page.

    Paragraphs and lists stand in both; in data they are short, beside each other, or under a head.
    """
    if element.tag != "table" or any(each.tag in IN_LAYOUT for each in element.iterdescendants()):
        return False
    if not any(each.tag in BLOCKS_IN_CELLS - {"br", "lb"} for each in element.iterdescendants()):
        return True
    rows = table_rows(element)
    longest = max((len(cell_text(cell)) for row in rows for cell in row), default=0)
    is_marked = any(cell.tag == "th" or cell.get("role") == "head" for row in rows for cell in row)
    is_grid = len(rows) > 1 and all(len(row) == len(rows[0]) > 1 for row in rows)
    return longest <= LONGEST_CELL and (is_grid or is_marked)


def table_rows(table: etree._Element) -> list[list[etree._Element]]:
    """The cells of a table by rows."""
    rows = [[cell for cell in row if cell.tag in CELLS] for row in table.iter("tr", "row")]
    return [row for row in rows if row]


def cell_text(cell: etree._Element) -> str:
    """A cell's words, on one line, a space where a new line or block begins."""
    return " ".join("".join(cell_pieces(cell)).split())


def cell_pieces(element: etree._Element) -> Iterator[str]:
    """The pieces of text in an element."""
    yield element.text or ""
    for inner in element:
        space = " " if inner.tag in BLOCKS_IN_CELLS else ""
        yield space
        if isinstance(inner.tag, str):
            yield from cell_pieces(inner)
        yield space + (inner.tail or "")


def flatten(table: etree._Element) -> None:
    """Rewrite a table of data so that each row has a cell of plain text for each column.

    A cell that spans several columns or rows is repeated in each; one that is alone over all
    columns stands once.
    """
    above: dict[int, tuple[int, etree._Element]] = {}
    cells = 0
    for row in table_rows(table):
        parent = row[0].getparent()
        line: list[etree._Element] = []
        waiting = list(row)
        while (waiting or len(line) in above) and cells < MOST_CELLS:
            left, cell = above.pop(len(line), (0, table))
            across = 1
            if not left:
                cell = waiting.pop(0)
                left, across = span_of(cell, "rowspan"), span_of(cell, "colspan")
                across = 1 if len(row) == 1 and not above else across
            for _ in range(across):
                if left > 1:
                    above[len(line)] = left - 1, cell
                line.append(plain_cell(cell))
                cells += 1
        if parent is not None:
            for child in row:
                parent.remove(child)
            parent.extend(line)


def plain_cell(cell: etree._Element) -> etree._Element:
    """A cell of the same kind that holds its words alone."""
    plain = etree.Element(cell.tag)
    plain.text = cell_text(cell)
    if role := cell.get("role"):
        plain.set("role", role)
    return plain


def span_of(cell: etree._Element, name: str) -> int:
    """How many columns or rows a cell spans."""
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), 1000) if value.isdecimal() else 1


def add_rows(blocks: Blocks, table: etree._Element, limits: Limits) -> None:
    """Append a table's rows, under its caption.

    The first row names the columns where all its cells are marked as header; else the cells tell.
    """
    rows = table_rows(table)
    words = [[cell_text(cell) for cell in row] for row in rows]
    caption = table.find("caption")
    add_table(
        blocks,
        words,
        limits,
        named=True if is_marked(rows) else None,
        caption="" if caption is None else cell_text(caption),
    )


def is_marked(rows: list[list[etree._Element]]) -> bool:
    """Whether the first row of several is made of header cells."""
    return len(rows) > 1 and all(cell.tag == "th" or cell.get("role") == "head" for cell in rows[0])
