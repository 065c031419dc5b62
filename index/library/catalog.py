"""What is in the library, and how well each document was read."""

from collections import defaultdict
from typing import Any

from index.library import Library


def listing(library: Library) -> list[dict[str, Any]]:
    """The documents as the JSON of `assistant library`: files that could not be read last.

    A text that stands under several names is one document; the others are its `copies`.
    """
    passages = library.passages_by_document()
    names: dict[str, list[str]] = defaultdict(list)
    failed = []
    for record in library.records:
        if record.key:
            names[record.key].append(record.source.name)
        else:
            failed.append(record)
    documents = [
        {
            "document": record.source.name,
            "title": record.source.title,
            "published": record.source.published and record.source.published.isoformat(),
            "published_from": record.source.published_from,
            "outlet": record.source.outlet,
            "passages": passages.get(record.key, 0),
            "characters": record.source.characters,
            "pages": len(record.source.page_starts) or None,
            "warnings": list(record.source.warnings),
            "copies": names[record.key][1:],
        }
        for record in library.records
        if record.key and names[record.key][0] == record.source.name
    ]
    return documents + [
        {
            "document": record.source.name,
            "title": record.source.title,
            "published": None,
            "published_from": None,
            "outlet": None,
            "passages": 0,
            "characters": 0,
            "pages": None,
            "warnings": [record.error],
            "copies": [],
        }
        for record in failed
    ]
