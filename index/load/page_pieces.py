"""The pieces that lines of pages are put together to, and tables that go on over pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from index.load.pages import PageLine
from index.load.table_head import evidence
from index.types import BlockKind

OTHER_HEAD = 1
"""What a page's first row has to say, more than this, to be the head of another table."""


@dataclass(slots=True)
class Piece:
    """A block to be: its text, or a table's rows, and where pages begin in it.

    Where a page begins is an offset in the text, or the number of a row. `named` says that the
    first row is set as a head.
    """

    kind: BlockKind
    text: str
    level: int = 0
    label: str = ""
    indent: float = 0.0
    rows: list[tuple[str, ...]] = field(default_factory=list)
    named: bool | None = None
    bold: bool = False
    begun: list[tuple[int, int]] = field(default_factory=list)


def add_row(pieces: list[Piece], line: PageLine, table: Piece | None) -> None:
    """Append a row to the table that goes on, or to a new one.

    A label with what is filled in beside it is a paragraph.
    """
    filled = [cell for cell in line.cells if cell]
    if table:
        if len(table.rows) == 1 and table.bold and not line.bold:
            table.named = True
        table.rows.append(line.cells)
    elif len(line.cells) == 2 and line.cells[0].endswith(":"):
        pieces.append(Piece("paragraph", " ".join(filled)))
    else:
        pieces.append(Piece("row", "", rows=[line.cells], bold=line.bold))


def table_goes_on(table: Piece | None, lines: Sequence[PageLine], *, is_new_page: bool) -> bool:
    """Whether rows go on with the table before them, on their page or on the last.

    They do not where their number of columns differs, or their first is another head.
    """
    width = len(lines[0].cells)
    if table is None or not table.rows or len(table.rows[0]) != width:
        return False
    if len(lines[0].cells) == 2 and lines[0].cells[0].endswith(":"):
        return False
    if not is_new_page:
        return True
    rows = list(takewhile(lambda line: len(line.cells) == width, lines))
    if rows[0].cells in table.rows[:3] or len(rows) < 3:
        return True
    is_set_as_head = rows[0].bold and not rows[1].bold and not table.bold
    return not (is_set_as_head or evidence(rows[0].cells, [r.cells for r in rows[1:]]) > OTHER_HEAD)
