"""The list of a library's documents, with how well each was loaded."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from index.library import Library
from index.store.records import Record

_PLAIN = ("paragraph", "furniture")
"""Kinds of block that every text has, and nobody asks for."""


def listing(library: Library) -> list[dict[str, Any]]:
    """The documents as the JSON of `assistant library`: files that could not be loaded last.

    A text with several names is one document; the others are its `copies`.
    """
    records, passages = library.records, library.passages_by_document()
    names: dict[str, list[str]] = defaultdict(list)
    for record in records:
        if record.key:
            names[record.key].append(record.source.name)
    documents = [
        _entry(record, passages.get(record.key, 0), names[record.key][1:])
        for record in records
        if record.key and names[record.key][0] == record.source.name
    ]
    return documents + [_entry(record, 0, ()) for record in records if not record.key]


def structure(kinds: Mapping[str, int]) -> str:
    """What a document is made of besides paragraphs: "3 headings, 1 item"; empty where nothing.

    `kinds` counts its blocks.
    """
    return ", ".join(
        f"{count:,} {kind}{'s' * (count != 1 and kind != 'code')}"
        for kind, count in kinds.items()
        if kind not in _PLAIN
    )


def dated_by(origin: str | None) -> str:
    """Where a document's day was read, in words: "by its dateline", "by hand"."""
    return "by hand" if origin == "hand" else f"by its {origin}"


def behind_line(behind: int) -> str:
    """One line that says how far a library's lexical index is behind the server it shares."""
    passages = "1 passage" if behind == 1 else f"{behind:,} passages"
    return f"Of the shared server {passages} can't be found here by their words yet."


def _entry(record: Record, passages: int, copies: Sequence[str]) -> dict[str, Any]:
    source = record.source
    return {
        "document": source.name,
        "title": source.title,
        "published": source.published and source.published.isoformat(),
        "published_from": source.published_from,
        "outlet": source.outlet,
        "passages": passages,
        "characters": source.characters,
        "pages": len(source.page_starts) or None,
        "blocks": dict(source.kinds),
        "warnings": [record.error] if record.error else list(source.warnings),
        "copies": list(copies),
    }
