"""Filters over documents: by date of publication and by name."""

from collections.abc import Iterable
from datetime import date
from fnmatch import fnmatchcase

from index.store.records import Record
from index.types import Source


def filtered_sources(
    records: Iterable[Record],
    since: date | None = None,
    until: date | None = None,
    pattern: str | None = None,
) -> dict[str, Source] | None:
    """The documents that pass the filters, by content key; None where nothing is filtered.

    A document without a date passes no filter by date. `pattern` is a glob over names; one
    without a star is looked for anywhere in the name, as is one that stands there as it is
    ("[1] bells.txt"). Where names share a text, its source is the first of those that pass.
    """
    if since is None and until is None and not pattern:
        return None
    passing: dict[str, Source] = {}
    for record in sorted(records, key=lambda record: record.source.name):
        source = record.source
        if (
            record.key
            and passes(source.name, pattern)
            and (since is None or (source.published is not None and source.published >= since))
            and (until is None or (source.published is not None and source.published <= until))
        ):
            passing.setdefault(record.key, source)
    return passing


def passes(name: str, pattern: str | None) -> bool:
    """Whether a document's name fits a glob, or holds a pattern without a star; all fit None."""
    return not pattern or is_named_so(name.lower(), pattern.lower())


def is_named_so(name: str, pattern: str) -> bool:
    """Whether a name holds a pattern, or fits it as a glob; brackets may be the name's own."""
    plain = pattern.replace("[", "[[]")
    return pattern in name or fnmatchcase(name, pattern) or fnmatchcase(name, plain)
