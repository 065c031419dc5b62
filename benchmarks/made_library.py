"""Libraries of made-up passages, of any number, with drawn vectors in the embedder's place."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.embed import MINILM
from index.search.lexical import Lexical
from index.store import Store
from index.store.chroma import collections, connect, disconnect, write_out_after
from index.store.records import Record
from index.types import Passage, Source, Vectors

DIMENSION = 384
VOCABULARY = 20_000
ZIPF = 1.2
FUNCTION_WORDS = 100
"""The most frequent words, which stand for "the" and "of": a question is not searched for them."""
TOPICS = 1_000
SPREAD = 0.8
"""How far a vector lies from its topic's centre, whose length is 1."""


class RandomVectors:
    """An embedder that spends no time: a random unit vector for each text."""

    name, dimension = MINILM, DIMENSION

    def __init__(self, seed: int = 7) -> None:
        self.random = np.random.default_rng(seed)

    def embed(self, texts: Sequence[str]) -> Vectors:
        return _units(self.random.standard_normal((len(texts), DIMENSION), np.float32))


class TopicVectors(RandomVectors):
    """The same around topics' centres, as texts' vectors are: some are near each other."""

    def __init__(self, seed: int = 7) -> None:
        super().__init__(seed)
        self.centres = _units(self.random.standard_normal((TOPICS, DIMENSION), np.float32))

    def embed(self, texts: Sequence[str]) -> Vectors:
        chosen = self.centres[self.random.integers(TOPICS, size=len(texts))]
        return _units(chosen + SPREAD * super().embed(texts))


def texts(random: np.random.Generator, count: int, words: int, first: int = 1) -> list[str]:
    """Texts of words drawn by Zipf's law, the most frequent ones before the `first` left out."""
    ranks = np.arange(first, VOCABULARY + 1)
    shares = ranks**-ZIPF
    drawn = random.choice(ranks, (count, words), p=shares / shares.sum())
    made = np.array([spelt(number) for number in range(VOCABULARY + 1)])
    return [" ".join(row) for row in made[drawn]]


def asked(random: np.random.Generator, count: int, words: int) -> list[str]:
    """Questions of such words, without those that stand for function words."""
    return texts(random, count, words, FUNCTION_WORDS + 1)


def spelt(number: int) -> str:
    """A made-up word without digits: a question of such words is about a topic, the longer way."""
    return "".join("abcdefghij"[int(digit)] for digit in f"{number:06}")


def library(
    folder: Path, bodies: Sequence[str], vectors: Vectors, embedder: RandomVectors
) -> tuple[Store, Lexical]:
    """A store and its lexical index, one document a passage."""
    client = connect(folder / "chroma")
    # Written to disk once: to do so again and again is part of syncing, not of searching.
    write_out_after(collections(client, embedder), 2 * len(bodies) + 2)
    disconnect(client)
    store = Store(folder / "chroma", embedder)
    rows, records = [], []
    for number, body in enumerate(bodies):
        source, key = Source(f"made/{number:06}.txt", ""), f"{number:032x}"
        rows.append((key, Passage(source, 0, len(body), body)))
        records.append(Record(source, key))
    store.add(rows, vectors)
    store.put(records)
    store.write_indexes()
    lexical = Lexical(folder / "lexical")
    lexical.rebuild(store.passages(), "made")
    return store, lexical


def reopened(folder: Path, embedder: RandomVectors) -> tuple[Store, Lexical] | None:
    """The same, where it was made before."""
    lexical = Lexical(folder / "lexical")
    return (Store(folder / "chroma", embedder), lexical) if lexical.revision else None


def _units(vectors: Vectors) -> Vectors:
    scaled: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return scaled
