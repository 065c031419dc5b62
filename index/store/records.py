"""What the store holds besides passages: a record of each document, and the library's settings."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from index.store.excluded_names import ExcludedNames
from index.store.hand_given import DocumentFacts
from index.types import Source

if TYPE_CHECKING:
    from pydantic import TypeAdapter

READING = 5
"""Counts up whenever files are loaded or split in another way: they are then read again."""

LAYOUT = 1
"""The version of the data folder's layout."""

NOTHING = "{}"
"""An empty object in JSON."""


@dataclass(frozen=True, slots=True)
class Record:
    """A document's entry: its content key, and the file that it was loaded from.

    `size` (bytes) and `modified` (nanoseconds) are the file's when it was loaded. `passages` counts
    the content's. Where the file could not be loaded, `error` says why in one line, and `key` is
    empty; it is `foreign` if it is of no kind that holds a document, such as a picture.
    `reading` is the `READING` that it was loaded by; 0 in libraries of older versions. What was
    `given` by hand stands in the source in place of what was `read`; None where nothing was.
    """

    source: Source
    key: str
    path: str = ""
    size: int = 0
    modified: int = 0
    error: str = ""
    passages: int = 0
    foreign: bool = False
    reading: int = 0
    given: DocumentFacts | None = None
    read: DocumentFacts | None = None


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """What is recorded of a library as a whole.

    `revision` changes with every sync that completes, and shows whether what is derived from the
    store is behind; `writing` is true from a sync's first write to its last. `roots` are the
    indexed paths by their labels, with which their documents' names begin; `excluded` names are
    left out; `given` is what was given by hand of those among them, for when they come back.
    """

    revision: str = ""
    writing: bool = False
    roots: dict[str, str] = field(default_factory=dict)
    excluded: ExcludedNames = field(default_factory=ExcludedNames)
    given: dict[str, DocumentFacts] = field(default_factory=dict)

    def metadata(self) -> dict[str, Any]:
        """The settings as the metadata of a Chroma collection."""
        return {
            "layout": LAYOUT,
            "revision": self.revision,
            "writing": self.writing,
            "roots": json.dumps(self.roots),
            "excluded": json.dumps(sorted(self.excluded)),
            "given": _facts(self.given) if self.given else NOTHING,
        }

    @classmethod
    def of(cls, metadata: Mapping[str, Any]) -> "StoreSettings":
        """The settings in a collection's metadata."""
        return cls(
            revision=str(metadata["revision"]),
            writing=bool(metadata["writing"]),
            roots=json.loads(metadata["roots"]),
            excluded=ExcludedNames(json.loads(metadata["excluded"])),
            given=_given(str(metadata.get("given", NOTHING))),
        )


def record_to_json(record: Record) -> str:
    """A record as the JSON that the store keeps."""
    # In ASCII, by `json`: a path may hold bytes that are no text, which pydantic does not encode.
    fields = _adapter().dump_python(record, mode="json")
    unsaid = [name for name in ("given", "read") if fields[name] is None]
    return json.dumps({name: value for name, value in fields.items() if name not in unsaid})


def record_from_json(text: str) -> Record:
    """The record in the store's JSON. Raises ValueError where it holds none."""
    return _adapter().validate_python(json.loads(text))


@cache
def _adapter() -> "TypeAdapter[Record]":
    from pydantic import TypeAdapter

    return TypeAdapter(Record)


def _facts(given: Mapping[str, DocumentFacts]) -> str:
    return json.dumps(_facts_adapter().dump_python(dict(given), mode="json"))


def _given(text: str) -> dict[str, DocumentFacts]:
    # Without what reads types, where there is nothing to read: it is slow to import.
    return {} if text == NOTHING else _facts_adapter().validate_python(json.loads(text))


@cache
def _facts_adapter() -> "TypeAdapter[dict[str, DocumentFacts]]":
    from pydantic import TypeAdapter

    return TypeAdapter(dict[str, DocumentFacts])
