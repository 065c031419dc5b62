"""An embedder that remembers: the sentences of a document are embedded once for many questions."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Any

from index.types import Embedder, Vectors

_MOST = 4096
"""Texts that are remembered, some 6 MB of vectors."""


class RememberingEmbedder:
    """Gives what another embedder gives, without asking it twice for a text it was just asked."""

    def __init__(self, embedder: Embedder) -> None:
        self.name, self.dimension = embedder.name, embedder.dimension
        self._embedder = embedder
        self._known: OrderedDict[str, Any] = OrderedDict()
        self._guard = Lock()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension), each of length 1."""
        import numpy as np

        with self._guard:
            known = {text: self._known[text] for text in texts if text in self._known}
        if new := [text for text in dict.fromkeys(texts) if text not in known]:
            known.update(zip(new, self._embedder.embed(new), strict=True))
        with self._guard:
            for text, vector in known.items():
                self._known[text] = vector
                self._known.move_to_end(text)
            while len(self._known) > _MOST:
                self._known.popitem(last=False)
        rows = [known[text] for text in texts]
        return np.stack(rows) if rows else self._embedder.embed([])
