"""What the lexical index keeps of a passage: all that retrieval needs, so that it asks for no more.

To ask the store for the rows of ids takes many times as long.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from index.embed import embedded_text
from index.store.block_json import blocks_to_json
from index.text.stems import analyzed
from index.text.unspaced import grams
from index.types import Passage, Vectors

if TYPE_CHECKING:
    import tantivy

_NUMBER = np.dtype("<f4")
"""A vector's numbers as the index keeps them, on any machine."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the index keeps of a passage, beside its id; read when it is asked for."""

    document: "tantivy.Document"

    @property
    def text(self) -> str:
        """The passage's own text."""
        return self._bytes("text").decode("utf-8", "surrogatepass")

    @property
    def blocks(self) -> str:
        """Its blocks, as the store's JSON."""
        return self._bytes("blocks").decode()

    @property
    def vector(self) -> Vectors:
        """Its vector."""
        return np.frombuffer(self._bytes("vector"), _NUMBER)

    @property
    def terms(self) -> list[str]:
        """The terms that it is found by, in order."""
        return analyzed(self.document.get_first("body") or "")

    def _bytes(self, field: str) -> bytes:
        found: bytes = self.document.get_first(field) or b""
        return found


def kept_fields(identity: str, passage: Passage, vector: Vectors) -> dict[str, Any]:
    """The fields of a passage's document in the index: its id, its content key, and those above."""
    return {
        "id": identity,
        "key": identity.partition(":")[0],
        "body": grams(embedded_text(passage)),
        "text": passage.text.encode("utf-8", "surrogatepass"),
        "blocks": blocks_to_json(passage.blocks).encode(),
        "vector": vector.astype(_NUMBER).tobytes(),
    }
