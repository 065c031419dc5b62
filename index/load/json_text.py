"""JSON: records as rows or articles, an object's fields line by line, a notebook's cells."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from index.load import jsonlines, markdown_text
from index.load.blocks import Blocks
from index.load.fields import first_of
from index.load.items import Item, LoadedDocument
from index.load.jsonlines import (
    TITLE,
    add_records,
    article,
    documents_of,
    flattened,
    said,
    table,
    text_of,
)
from index.load.limits import Limits
from index.load.plain_text import decode

_DEEPEST = 6
"""Objects in objects that have headings of their own."""


def read(data: bytes, limits: Limits) -> Iterable[Item]:
    """What the file's one value holds; of a file that is no JSON its text."""
    source, warnings = decode(data)
    try:
        yield from items_of(json.loads(source), data, limits)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            yield from jsonlines.read(data, limits)
            return
        broken = f"It is no JSON ({error.msg}, line {error.lineno}): it is read as plain text."
        yield LoadedDocument(source, warnings=(*warnings, broken))
    except RecursionError:
        yield LoadedDocument(source, warnings=(*warnings, "It is read as plain text: too deep."))


def items_of(value: Any, data: bytes, limits: Limits) -> Iterator[Item]:
    """The documents of a value."""
    if is_records(value):
        entries = [(at, json.dumps(each).encode(), each) for at, each in enumerate(value, 1)]
        yield from documents_of(entries, "record", limits)
    elif not isinstance(value, Mapping):
        yield LoadedDocument("\n".join(words for _, words in flattened(value)), prose=False)
    elif "nbformat" in value and isinstance(value.get("cells"), list):
        yield from markdown_text.read(notebook(value["cells"]).encode(), limits)
    elif text := text_of(value):
        yield article(value, text, "", data, jsonlines.left_out(value))
    elif any(isinstance(each, Mapping | list) for each in value.values()):
        blocks = Blocks()
        add_fields(blocks, value, limits)
        yield LoadedDocument(
            blocks.text,
            title=first_of(value, *TITLE),
            blocks=tuple(blocks.blocks),
            prose=False,
        )
    else:
        yield table([value], limits)


def is_records(value: Any) -> bool:
    """Whether a value is a list of objects."""
    return isinstance(value, list) and bool(value) and all(isinstance(v, Mapping) for v in value)


def add_fields(
    blocks: Blocks, fields: Mapping[str, Any], limits: Limits, *, level: int = 1
) -> None:
    """Append an object's fields, each on a line; those that are objects under headings."""
    for name, value in fields.items():
        if is_records(value):
            blocks.add(name, "heading", level=level)
            add_records(blocks, value, limits)
        elif isinstance(value, Mapping) and level < _DEEPEST:
            blocks.add(name, "heading", level=level)
            add_fields(blocks, value, limits, level=level + 1)
        else:
            for key, words in flattened(value, name):
                blocks.add(f"{key}: {words}" if words else "")


def notebook(cells: Iterable[Any]) -> str:
    """A notebook as Markdown: its texts as they are, programs and what they printed as code."""
    parts: list[str] = []
    for cell in cells:
        if not isinstance(cell, Mapping):
            continue
        source = _lines(cell.get("source"))
        parts.append(source if cell.get("cell_type") == "markdown" else _code(source))
        for output in cell.get("outputs") or ():
            shown = output.get("data") if isinstance(output.get("data"), Mapping) else {}
            parts.append(_code(_lines(output.get("text") or shown.get("text/plain"))))
    return "\n\n".join(filter(None, parts))


def _lines(source: Any) -> str:
    return "".join(map(said, source)) if isinstance(source, list) else said(source)


def _code(source: str) -> str:
    return f"```\n{source.strip()}\n```" if source.strip() else ""
