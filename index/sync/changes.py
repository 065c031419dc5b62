"""Documents of a library changed by hand: taken out, and given a title, a day, an outlet."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from index.embed import context, embedded_text
from index.store import Store
from index.store.excluded_names import ExcludedNames
from index.store.hand_given import DocumentFacts, as_read, with_given
from index.store.records import Record
from index.sync.draft import DraftSnapshot
from index.types import Embedder, Passage, Vectors

BATCH = 64
"""Passages embedded at a time."""


def take_out(draft: DraftSnapshot, names: Collection[str], *, keep_out: bool) -> None:
    """Drop documents; with `keep_out` they are left out of the next syncs, until restored."""
    records = [draft.store.records[name] for name in names]
    draft.store.drop(list(names))
    if keep_out:
        given = {each.source.name: each.given for each in records if each.given}
        excluded = ExcludedNames(draft.settings.excluded | set(names))
        given = {**draft.settings.given, **given}
        draft.settings = replace(draft.settings, excluded=excluded, given=given)


def describe(
    draft: DraftSnapshot, embedder: Embedder, names: Collection[str], given: DocumentFacts | None
) -> None:
    """Give documents these facts, besides those given before; None takes all back.

    Passages are embedded anew, as their document's title, day and outlet are embedded with them.
    """
    records = [described_record(draft.store.records[name], given) for name in names]
    for part in embedded_anew(draft.store, {each.source.name: each for each in records}, embedder):
        draft.store.add(*part)
    draft.store.put(records)


def described_record(record: Record, given: DocumentFacts | None) -> Record:
    """A record with facts given by hand, besides those given before; None takes all back."""
    source = as_read(record.source, record.read)
    if given is None:
        return replace(record, source=source, given=None, read=None)
    facts = given | (record.given or DocumentFacts())
    read = DocumentFacts.of(source)
    return replace(record, source=with_given(source, facts), given=facts, read=read)


def embedded_anew(
    store: Store, records: Mapping[str, Record], embedder: Embedder
) -> Iterator[tuple[list[tuple[str, Passage]], Vectors]]:
    """The passages that stand in another context by these records, with keys and new vectors."""
    sources = {
        key: records[source.name].source
        for key, source in store.live.items()
        if source.name in records and context(records[source.name].source) != context(source)
    }
    found = ((identity.partition(":")[0], one) for identity, one, _ in store.passages(sources))
    rows = [(key, replace(passage, source=sources[key])) for key, passage in found]
    for start in range(0, len(rows), BATCH):
        part = rows[start : start + BATCH]
        yield part, embedder.embed([embedded_text(passage) for _, passage in part])
