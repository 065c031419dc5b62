"""The lexical index: BM25 over the passages' words, by tantivy.

It is derived from the store: where it is missing, damaged or behind, it is rebuilt. It keeps
the passages' texts, blocks and vectors too: to ask the store for them takes many times as long.
"""

import math
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from index.search import retrieval_weights as weights
from index.search.kept_passage import Kept, kept_fields
from index.types import IndexingError, Passage, Vectors

if TYPE_CHECKING:
    import tantivy

_STAMP = "revision"
_LAYOUT = "3"
"""Counted up where a text's terms, or what is kept of it, change: another index is rebuilt."""

_HEAP = 20_000_000
"""Bytes that tantivy fills before it writes a segment."""

_REMEMBERED = 50_000
"""Stems whose rarity is remembered."""

Rows = Iterable[tuple[str, Passage, Vectors]]
"""Passages with their ids and vectors."""


class Match(NamedTuple):
    """A passage that words find: its id, its BM25 score, and what is kept of it."""

    identity: str
    score: float
    kept: Kept


class Lexical:
    """A tantivy index in a folder, or in memory, derived from one revision of the store.

    `revision` is None where it has to be rebuilt.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Open the index in `folder`, if a whole one is there; nothing is written yet."""
        self._folder = folder
        self.revision: str | None = None
        self._rarities: dict[str, float] = {}
        self._index = self._opened()

    def _opened(self) -> "tantivy.Index":
        import tantivy

        if self._folder is not None:
            try:
                index = tantivy.Index.open(str(self._folder))
                layout, _, revision = (self._folder / _STAMP).read_text("utf-8").partition(" ")
                self.revision = revision if layout == _LAYOUT else None
                return index
            except (OSError, ValueError):
                pass  # missing or damaged: empty until it is rebuilt
        return tantivy.Index(_schema())

    def rebuild(self, rows: Rows, revision: str) -> None:
        """Make the index anew, of all the store's passages."""
        import tantivy

        if self._folder is None:
            self._index = tantivy.Index(_schema())
        else:
            shutil.rmtree(self._folder, ignore_errors=True)
            with _translated():
                self._folder.mkdir(parents=True)
                self._index = tantivy.Index(_schema(), path=str(self._folder))
        self.update(rows, (), revision)

    def update(self, rows: Rows, dropped: Collection[str], revision: str) -> None:
        """Take out the passages of the `dropped` content keys, then add passages."""
        import tantivy

        with _translated():
            writer = self._index.writer(_HEAP, 1)
            for key in dropped:
                writer.delete_documents_by_term("key", key)
            for identity, passage, vector in rows:
                fields = kept_fields(identity, passage, vector)
                writer.add_document(tantivy.Document(**fields))
            writer.commit()
            writer.wait_merging_threads()
            self._index.reload()
            self._rarities.clear()
            # Last: an index whose update was cut short keeps its old revision, and is rebuilt.
            if self._folder is not None:
                (self._folder / _STAMP).write_text(f"{_LAYOUT} {revision}", "utf-8")
        self.revision = revision

    def rarity(self, stem: str) -> float:
        """The inverse document frequency of a stem, above 0: how rare it is.

        It is smoothed by passages that lack the stem, so that a small library's own subject does
        not pass for a function word.
        """
        if (known := self._rarities.get(stem)) is not None:
            return known
        searcher = self._index.searcher()
        found = smoothed_rarity(searcher.num_docs, searcher.doc_freq("body", stem))
        if len(self._rarities) < _REMEMBERED:
            self._rarities[stem] = found
        return found

    def holds(self, stem: str) -> bool:
        """Whether any passage has a stem."""
        return bool(self._index.searcher().doc_freq("body", stem))

    def counted(self, stem: str) -> tuple[int, int]:
        """How many passages it has, and how many of them have a stem."""
        searcher = self._index.searcher()
        return searcher.num_docs, searcher.doc_freq("body", stem)

    def holding(self, stem: str, keys: Collection[str]) -> int:
        """How many passages of the documents with these content keys have a stem."""
        import tantivy

        schema = self._index.schema
        query = _within(schema, tantivy.Query.term_query(schema, "body", stem), keys)
        found: Any = self._index.searcher().search(query, 1)
        return int(found.count or 0)

    def like(
        self, stem: str, distance: int, limit: int, keys: Collection[str] | None = None
    ) -> list[str]:
        """The ids of passages with a stem of which at most `distance` letters differ.

        `keys` narrows the search to documents with these content keys.
        """
        import tantivy

        schema = self._index.schema
        query = tantivy.Query.fuzzy_term_query(schema, "body", stem, distance)
        if keys is not None:
            query = _within(schema, query, keys)
        searcher = self._index.searcher()
        hits = searcher.search(query, limit).hits
        return [_identity(searcher.doc(address)) for _, address in hits]

    def search(
        self, terms: Mapping[str, float], limit: int, keys: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """The ids of the `limit` best passages for weighted stems, with their BM25 scores.

        `keys` narrows the search to documents with these content keys.
        """
        return [(each.identity, each.score) for each in self.matches(terms, limit, keys)]

    def matches(
        self, terms: Mapping[str, float], limit: int, keys: Collection[str] | None = None
    ) -> list[Match]:
        """The same, with what is kept of the passages."""
        import tantivy

        if not terms or (keys is not None and not keys):
            return []
        should, schema = tantivy.Occur.Should, self._index.schema
        query = tantivy.Query.boolean_query(
            [
                (
                    should,
                    tantivy.Query.boost_query(
                        tantivy.Query.term_query(schema, "body", stem), weight
                    ),
                )
                for stem, weight in terms.items()
            ]
        )
        if keys is not None:
            query = _within(schema, query, keys)
        searcher = self._index.searcher()
        # All that match are counted otherwise, which leaves none of them out.
        found = searcher.search(query, limit, count=False)
        documents = ((float(score), searcher.doc(address)) for score, address in found.hits)
        return [Match(_identity(each), score, Kept(each)) for score, each in documents]

    def kept(self, ids: Sequence[str]) -> dict[str, Kept]:
        """What is kept of the passages with these ids, as far as they are in the index."""
        import tantivy

        if not ids:
            return {}
        searcher = self._index.searcher()
        query = tantivy.Query.term_set_query(self._index.schema, "id", list(ids))
        found = searcher.search(query, len(ids), count=False)
        documents = (searcher.doc(address) for _, address in found.hits)
        return {_identity(each): Kept(each) for each in documents}


def _identity(document: "tantivy.Document") -> str:
    return document.get_first("id") or ""


def smoothed_rarity(passages: int, holding: int) -> float:
    """The inverse document frequency of a stem that so many of some passages hold."""
    total = passages + weights.UNSEEN_PASSAGES
    return math.log(1 + (total - holding + 0.5) / (holding + 0.5))


def _within(
    schema: "tantivy.Schema", query: "tantivy.Query", keys: Collection[str]
) -> "tantivy.Query":
    """The query over documents with these content keys alone."""
    import tantivy

    must = tantivy.Occur.Must
    # A constant score of 0, so that the filter adds nothing to BM25.
    allowed = tantivy.Query.term_set_query(schema, "key", list(keys))
    return tantivy.Query.boolean_query(
        [(must, query), (must, tantivy.Query.const_score_query(allowed, 0.0))]
    )


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        raise IndexingError(
            f"the lexical index can't be written ({error}): check that the data folder is writable"
            " and has room"
        ) from error


def _schema() -> "tantivy.Schema":
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("key", tokenizer_name="raw")
    for kept in ("text", "blocks", "vector"):
        builder.add_bytes_field(kept, stored=True)
    # tantivy's name for the steps of `index.text.stems`, which queries go through.
    builder.add_text_field("body", stored=True, tokenizer_name="en_stem")
    return builder.build()
