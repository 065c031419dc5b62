"""How far a lexical index has followed its store, document by document."""

import hashlib
import json
from pathlib import Path
from typing import Self

from index.search.lexical import Lexical
from index.store import Store
from index.types import Source

_FILE = "cursor.json"


class LexicalCursor:
    """What a lexical index holds: of each content key, a digest of what it was indexed under.

    Two states of a store differ by the keys whose digests differ, whoever wrote them and however
    often: there is no order of writers to agree on, and none is missed.
    """

    def __init__(self, held: dict[str, str], file: Path | None = None) -> None:
        self._held, self._file = held, file

    @classmethod
    def at(cls, store: Store) -> Self:
        """That of an index which is up to date with a store; it is kept nowhere."""
        return cls(_digests(store))

    @classmethod
    def beside(cls, lexical: Path) -> Self:
        """That which is kept in a lexical index's folder, where it is there."""
        file = lexical / _FILE
        try:
            return cls(dict(json.loads(file.read_text("ascii"))), file)
        except (OSError, ValueError):
            return cls({}, file)

    def behind(self, store: Store) -> int:
        """The passages of a store that the index lacks, or has under what they no longer are."""
        lacking = {key for key, digest in _digests(store).items() if digest != self._held.get(key)}
        passages = {each.key: each.passages for each in store.records.values() if each.key}
        return sum(passages[key] for key in lacking)

    def follow(self, lexical: Lexical, store: Store, revision: str) -> set[str]:
        """Bring the index to what the store holds; the content keys that it took out.

        Repeated after an interrupt it comes to the same: what is added is taken out before.
        """
        after = _digests(store)
        gone = {key for key, digest in self._held.items() if digest != after.get(key)}
        if lexical.revision is None:
            lexical.rebuild(store.passages(), revision)
        else:
            new = {key for key, digest in after.items() if digest != self._held.get(key)}
            lexical.update(store.passages(new), gone | new, revision)
        self._held = after
        if self._file is not None:
            self._file.write_text(json.dumps(after, separators=(",", ":")), "ascii")
        return gone


def _digests(store: Store) -> dict[str, str]:
    return {key: _digest(source) for key, source in store.live.items()}


def _digest(source: Source) -> str:
    """Of all that a passage's context is made of: where it is the same, so is the context."""
    facts = repr((source.name, source.title, source.outlet, source.published))
    return hashlib.blake2b(facts.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
