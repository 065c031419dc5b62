"""Rich Text (RTF): the text, its tables' rows as rows."""

import re
from collections.abc import Iterable
from datetime import date

from striprtf.striprtf import rtf_to_text

from index.load.blocks import Blocks
from index.load.fields import meaningful
from index.load.items import LoadedDocument
from index.load.limits import Limits
from index.load.tables import add_table

CELL = "|"
_FACT = r"\{\\%s(?:\\\w+)*\s([^{}\\]{1,300})\}"
_CREATED = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")


def read(data: bytes, limits: Limits) -> Iterable[LoadedDocument]:
    """The text in its order."""
    source = data.decode("latin-1")  # its own escapes say what is beyond ASCII
    blocks = Blocks()
    rows: list[list[str]] = []
    is_table = False
    text: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    for line in text.split("\n"):
        # striprtf ends each of a row's cells with a bar.
        if line.rstrip().endswith(CELL):
            rows.append(line.rstrip().removesuffix(CELL).split(CELL))
            is_table = True
            continue
        add_rows(blocks, rows, limits)
        rows = []
        blocks.add(line)
    add_rows(blocks, rows, limits)
    yield LoadedDocument(
        blocks.text,
        title=meaningful(fact(source, "title")),
        author=meaningful(fact(source, "author")),
        created=created(source),
        # Without a table nothing is known but the layout, which says more than paragraphs.
        blocks=tuple(blocks.blocks) if is_table else (),
    )


def add_rows(blocks: Blocks, rows: list[list[str]], limits: Limits) -> None:
    """Append the rows of a table; one cell alone is a paragraph."""
    if len(rows) == 1 and len(rows[0]) == 1:
        blocks.add(rows[0][0])
    elif rows:
        add_table(blocks, rows, limits)


def fact(source: str, name: str) -> str | None:
    """What the document says of itself under a name."""
    found = re.search(_FACT % name, source[:100_000])
    return found[1].strip() if found else None


def created(source: str) -> date | None:
    """The day on which it was made."""
    found = _CREATED.search(source[:100_000])
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
