"""A query's latency as the library grows, beside a BM25 that scores every passage in Python.

    python -m benchmarks.retrieval_scale [--sizes 1000 10000 50000] [--queries 50]

Passages are made up: words drawn by Zipf's law, vectors at random. So the figures are of time
alone; embedding the question is left out, and takes the same at any size.
"""

import argparse
import math
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.evaluate.metrics import percentile
from benchmarks.timing import interleaved
from index.search.hybrid import retrieve
from index.search.lexical import Lexical
from index.store import Store
from index.store.records import Record
from index.types import Passage, Source, Vectors

DIMENSION = 384
VOCABULARY = 20_000
WORDS = 120
QUESTION_WORDS = 9


class RandomVectors:
    """An embedder that spends no time: a random unit vector for each text."""

    name, dimension = "random", DIMENSION

    def __init__(self) -> None:
        self.random = np.random.default_rng(7)

    def embed(self, texts: Sequence[str]) -> Vectors:
        vectors: Vectors = self.random.standard_normal((len(texts), DIMENSION), np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


class NaiveBM25:
    """Okapi BM25 (k1 1.5, b .75) over lists of words, every passage scored for every query."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.counts = [Counter(text.split()) for text in texts]
        self.lengths = np.array([each.total() for each in self.counts])
        self.frequency = Counter(word for each in self.counts for word in each)

    def search(self, question: str, limit: int) -> list[int]:
        scores = np.zeros(len(self.counts))
        norm = 1.5 * (0.25 + 0.75 * self.lengths / self.lengths.mean())
        for word in question.split():
            n = self.frequency[word]
            idf = math.log(1 + (len(self.counts) - n + 0.5) / (n + 0.5))
            count = np.array([each.get(word, 0) for each in self.counts])
            scores += idf * count * 2.5 / (count + norm)
        return [int(place) for place in np.argsort(scores)[::-1][:limit]]


def texts(random: np.random.Generator, count: int, words: int) -> list[str]:
    drawn = np.minimum(random.zipf(1.2, (count, words)), VOCABULARY)
    return [" ".join(spelt(number) for number in row) for row in drawn]


def spelt(number: int) -> str:
    """A made-up word without digits: a question of such words is about a topic, the longer way."""
    return "".join("abcdefghij"[int(digit)] for digit in f"{number:06}")


def library(folder: Path, bodies: Sequence[str], embedder: RandomVectors) -> tuple[Store, Lexical]:
    store = Store(folder / "chroma", embedder)
    rows, records = [], []
    for number, body in enumerate(bodies):
        source, key = Source(f"made/{number:06}.txt", ""), f"{number:032x}"
        rows.append((key, Passage(source, 0, len(body), body)))
        records.append(Record(source, key))
    store.add(rows, embedder.embed(bodies))
    store.put(records)
    lexical = Lexical(folder / "lexical")
    lexical.rebuild(store.passages(), "made")
    return store, lexical


def measure(size: int, queries: int) -> None:
    random, embedder = np.random.default_rng(size), RandomVectors()
    bodies, questions = texts(random, size, WORDS), texts(random, queries, QUESTION_WORDS)
    naive = NaiveBM25(bodies)
    with tempfile.TemporaryDirectory() as folder:
        store, lexical = library(Path(folder), bodies, embedder)
        retrieve(store, lexical, embedder, questions[0], 10)  # the first one loads the index
        times: dict[str, list[float]] = {"dense and lexical, fused": [], "naive BM25": []}
        for question in questions:
            seconds = interleaved(
                {
                    "dense and lexical, fused": lambda q=question: retrieve(  # type: ignore[misc]
                        store, lexical, embedder, q, 10
                    ),
                    "naive BM25": lambda q=question: naive.search(q, 10),  # type: ignore[misc]
                },
                1,
            )
            for name, each in seconds.items():
                times[name].append(1000 * each)
        store.close()
    for name, spent in times.items():
        print(f"{size:>7,}  {name:<26}{percentile(spent, 50):>8.1f}{percentile(spent, 95):>8.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 50_000])
    parser.add_argument("--queries", type=int, default=50)
    options = parser.parse_args()
    print("passages  milliseconds a query     median    95th")
    for size in options.sizes:
        measure(size, options.queries)


if __name__ == "__main__":
    main()
