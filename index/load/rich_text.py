"""Rich Text (RTF): the text, its tables' rows as rows, then notes, comments and text boxes."""

import re
from collections.abc import Iterable
from datetime import date

from striprtf.striprtf import font_table_group, rtf_to_text

from index.load.blocks import Blocks
from index.load.fields import meaningful
from index.load.items import LoadedDocument
from index.load.limits import Limits
from index.load.rich_text_groups import divided
from index.load.tables import add_table

CELL = "|"
_FACT = r"\{\\%s(?:\\\w+)*\s([^{}\\]{1,300})\}"
ENCODED = re.compile(r"\\ansicpg\d+ ?")
_CREATED = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")


def read(data: bytes, limits: Limits) -> Iterable[LoadedDocument]:
    """The text in its order."""
    source = data.decode("latin-1")  # its own escapes say what is beyond ASCII
    body, notes, edges = divided(source)
    blocks = Blocks()
    rows: list[list[str]] = []
    is_table = False
    for line in plain(body).split("\n"):
        # striprtf ends each of a row's cells with a bar.
        if line.rstrip().endswith(CELL):
            rows.append(line.rstrip().removesuffix(CELL).split(CELL))
            is_table = True
            continue
        add_rows(blocks, rows, limits)
        rows = []
        blocks.add(line)
    add_rows(blocks, rows, limits)
    # What stands beside the text is in the same fonts, which give it its encoding.
    fonts: str = font_table_group(source)  # type: ignore[no-untyped-call]
    start = "{" + "".join(ENCODED.findall(source[:1000])[:1]) + fonts
    for part in notes:
        blocks.add(" ".join(plain(f"{start}{part}}}").split()))
    for line in dict.fromkeys(" ".join(plain(f"{start}{part}}}").split()) for part in edges):
        blocks.add(line, "furniture")
    yield LoadedDocument(
        blocks.text,
        title=meaningful(fact(source, "title")),
        author=meaningful(fact(source, "author")),
        created=created(source),
        # Without a table nothing is known but the layout, which says more than paragraphs.
        blocks=tuple(blocks.blocks) if is_table or edges else (),
    )


def plain(source: str) -> str:
    """The text that a part of the source gives."""
    text: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    return text


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
