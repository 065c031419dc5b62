"""What the store keeps beside passages: a record of each document, and the library's settings."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from index.types import Source

LAYOUT = 1
"""Counts the ways in which data folders have been laid out."""


@dataclass(frozen=True, slots=True)
class Record:
    """A document's entry: its content's key, and the file that it was read from.

    `size` (bytes) and `modified` (nanoseconds) are the file's when it was read. `passages` counts
    the content's. Where the file could not be read `error` says why in one line, and `key` is
    empty; it is `foreign` where nobody would take it for a document, a picture for example.
    """

    source: Source
    key: str
    path: str = ""
    size: int = 0
    modified: int = 0
    error: str = ""
    passages: int = 0
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """What is recorded of a library as a whole.

    `revision` changes with every sync that completes, so that what is derived knows whether it is
    behind; `writing` is true from a sync's first write to its last. `roots` are the indexed paths
    by their labels, with which their documents' names begin; `excluded` names are left out.
    """

    revision: str = ""
    writing: bool = False
    roots: dict[str, str] = field(default_factory=dict)
    excluded: frozenset[str] = frozenset()

    def metadata(self) -> dict[str, Any]:
        """The settings as Chroma keeps them."""
        return {
            "layout": LAYOUT,
            "revision": self.revision,
            "writing": self.writing,
            "roots": json.dumps(self.roots),
            "excluded": json.dumps(sorted(self.excluded)),
        }

    @classmethod
    def of(cls, metadata: Mapping[str, Any]) -> "StoreSettings":
        """The settings that Chroma kept."""
        return cls(
            revision=str(metadata["revision"]),
            writing=bool(metadata["writing"]),
            roots=json.loads(metadata["roots"]),
            excluded=frozenset(json.loads(metadata["excluded"])),
        )


def dumped(record: Record) -> str:
    """A record as the JSON that the store keeps."""
    values = asdict(record)
    published = record.source.published
    values["source"]["published"] = published.isoformat() if published else None
    return json.dumps(values)  # in ASCII: a path may hold bytes that are no text


def loaded(text: str) -> Record:
    """The record that `dumped` made this JSON of."""
    values = json.loads(text)
    facts = values.pop("source")
    published = facts["published"]
    source = Source(**facts)
    source = replace(
        source,
        published=date.fromisoformat(published) if published else None,
        page_starts=tuple(source.page_starts),
        headings=tuple((offset, heading) for offset, heading in source.headings),
        warnings=tuple(source.warnings),
    )
    return Record(source=source, **values)
