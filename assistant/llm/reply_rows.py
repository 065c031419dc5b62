"""A row of a table in a reply → what it says, with its columns' names, and what it cites."""

import re
from dataclasses import dataclass

from assistant.answer_layout import CELLS
from assistant.llm.marks import Plain, plain
from index.text.table_rows import cells, labelled_row

_SOURCE_COLUMN = re.compile(
    r"\W*(?:sources?|references?|refs?|citations?|passages?|documents?|evidence)(?:\s?(?:no|#)\.?)?\W*",
    re.IGNORECASE,
)
"""The name of a column that holds no more than marks."""


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """A row: its cells as the answer says them, and with their names; the passages it cites."""

    said: str
    labelled: str
    columns: tuple[str, ...]
    cited: tuple[int, ...]


def column_names(head: str, passages: int) -> tuple[str, ...]:
    """The names of the columns in a table's head."""
    return tuple(" ".join(_cell(each, passages).text.split()) for each in cells(head.strip()))


def read_row(text: str, columns: tuple[str, ...], passages: int) -> ReplyRow:
    """The row in a line of text; a column of sources is taken out of it."""
    held = [_cell(each, passages) for each in cells(text.strip())]
    names = columns if len(columns) == len(held) else ("",) * len(held)
    cited: list[int] = []
    kept: list[tuple[str, str]] = []
    for name, cell in zip(names, held, strict=True):
        words = " ".join(cell.text.replace("|", "/").split())
        cited += cell.cited(0, len(cell.text))
        if name and _SOURCE_COLUMN.fullmatch(name) and len(held) > 1:
            cited += [int(number) for number in re.findall(r"(?<!\d)\d{1,3}(?!\d)", words)]
        else:
            kept.append((name, words))
    said = CELLS.join(words for _, words in kept)
    known = tuple(name for name, _ in kept) if any(names) else ()
    numbers = (number - 1 for number in cited if 0 < number <= passages)
    return ReplyRow(
        said, labelled_row(said, known, known[1:]), known, tuple(dict.fromkeys(numbers))
    )


def _cell(text: str, passages: int) -> Plain:
    return plain(text.replace("\\|", "/"), passages)
