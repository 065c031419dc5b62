"""How long a search takes, beside LangChain's and LlamaIndex's over the same Chroma collection.

    python -m benchmarks.retrieval [--passages 10000 …] [--queries 100] [--seed 7] [--json]
                                   [--keep FOLDER] [--library DATA]

Passages are made up, words drawn by Zipf's law, so that any number of them can be had; their
vectors are drawn too, around topics' centres, since to embed them would take hours. A question is
embedded by the packaged model, which its time includes, and then searched by a drawn vector. The
peers of `benchmarks.peers` embed it likewise (the extra `bench` brings them; those that are not
installed are left out). All take turns, so that a busy machine is fair; `cpu_ms` is the processors'
time, which other programs hardly change. Recall is of the ten nearest that exact search finds. With
`--json` each number of passages gives a line, of which `benchmarks.plot` draws a plot. `--keep`
keeps the libraries for a second run; `--library` takes one that is there, a data folder, whose
questions are nine words of a passage each.
"""

import argparse
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np

from assistant.evaluate.metrics import percentile
from benchmarks.machine import machine
from benchmarks.made_library import TopicVectors, asked, library, reopened, texts
from benchmarks.peers import NEAREST, PEERS, Search
from index.embed import MiniLM
from index.search.expansion import search_query
from index.search.hybrid import retrieve
from index.search.lexical import Lexical
from index.store import Store
from index.store.chroma import connect, disconnect
from index.store.snapshots import Snapshots
from index.types import Vectors

WORDS, QUESTION_WORDS = 120, 9

Times = tuple[list[float], list[float]]
"""Milliseconds a question by the clock, and of all processors."""


class Asked:
    """Questions with drawn vectors; asking for a vector takes the packaged model's time."""

    def __init__(self, questions: Sequence[str], vectors: Vectors) -> None:
        self.minilm, self.asked = MiniLM(), 0
        self.vectors = dict(zip(questions, vectors, strict=True))

    name, dimension = TopicVectors.name, TopicVectors.dimension

    def embed(self, texts: Sequence[str]) -> Vectors:
        # Made-up words fall into many more tokens than those of a language.
        self.asked += 1
        self.minilm.embed([f"What did the council of district {self.asked} decide about its port?"])
        return np.stack([self.vectors[text] for text in texts])

    # as LangChain calls it
    def embed_query(self, text: str) -> list[float]:
        found: list[float] = self.embed([text])[0].tolist()
        return found

    def embed_documents(self, texts: Sequence[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]


def measured(size: int, queries: int, seed: int, kept: Path | None) -> dict[str, Any]:
    """The figures of one number of made-up passages, in milliseconds and shares."""
    random, drawn = np.random.default_rng(seed), TopicVectors(seed)
    bodies, questions = texts(random, size, WORDS), asked(random, queries + 3, QUESTION_WORDS)
    vectors = drawn.embed(bodies)
    embedder = Asked(questions, drawn.embed(questions))
    with tempfile.TemporaryDirectory() as scratch:
        place = (kept or Path(scratch)) / f"{size}-{seed}"
        store, lexical = reopened(place, drawn) or library(place, bodies, vectors, drawn)
        ids = [f"{number:032x}:0" for number in range(size)]
        row = compared(place, store, lexical, (ids, bodies, vectors), (questions, embedder))
        store.close()
    return row


def measured_library(data: Path, queries: int, seed: int) -> dict[str, Any]:
    """The figures of a library that is there."""
    current = Snapshots(data).current()
    assert current is not None, f"{data} holds no library"
    random, minilm = np.random.default_rng(seed), MiniLM()
    store, lexical = Store(current / "chroma", minilm), Lexical(current / "lexical")
    found = [(identity, one.text, vector) for identity, one, vector in store.passages()]
    ids, bodies = [each[0] for each in found], [each[1] for each in found]
    questions = [
        " ".join(random.permutation(bodies[random.integers(len(bodies))].split())[:QUESTION_WORDS])
        for _ in range(queries + 3)
    ]
    asked_for = Asked(questions, minilm.embed(questions))
    vectors = np.stack([each[2] for each in found])
    row = compared(current, store, lexical, (ids, bodies, vectors), (questions, asked_for))
    store.close()
    return row


def compared(
    place: Path,
    store: Store,
    lexical: Lexical,
    passages: tuple[Sequence[str], Sequence[str], Vectors],
    asked_for: tuple[Sequence[str], Asked],
) -> dict[str, Any]:
    """The figures of a store and its lexical index: ids, texts, vectors; questions."""
    (ids, bodies, vectors), (questions, embedder) = passages, asked_for

    def ours(question: str) -> object:
        return retrieve(store, lexical, search_query(question, embedder), NEAREST)

    client = connect(place / "chroma")
    peers = {name: made(client, bodies, embedder) for name, made in PEERS.items()}
    searches = {"": ours} | {f"{name}_": each for name, each in peers.items() if each}
    times = timed(searches, questions)
    disconnect(client)
    shares = []
    for question in questions:
        vector = embedder.vectors[question]
        best = np.argpartition(-(vectors @ vector), NEAREST)[:NEAREST]
        near = {identity for identity, _ in store.nearest(vector, NEAREST)}
        shares.append(len(near & {ids[number] for number in best}) / NEAREST)
    row: dict[str, Any] = {"passages": len(ids), "recall_at_10": round(float(np.mean(shares)), 4)}
    for name, (spent, worked) in times.items():
        for percent in (50, 99):
            row[f"{name}p{percent}_ms"] = _percentile(spent, percent)
        row[f"{name}p50_cpu_ms"] = _percentile(worked, 50)
    for name in PEERS:
        if f"{name}_p50_ms" in row:
            row[f"times_{name}"] = round(row[f"{name}_p50_ms"] / row["p50_ms"], 1)
    return row


def timed(searches: Mapping[str, Search], questions: Sequence[str]) -> dict[str, Times]:
    """Each search's times, taking turns; the first three questions warm it up."""
    times: dict[str, Times] = {name: ([], []) for name in searches}
    for question in questions:
        for name, search in searches.items():
            started, worked = perf_counter(), process_time()
            search(question)
            times[name][0].append(1000 * (perf_counter() - started))
            times[name][1].append(1000 * (process_time() - worked))
    return {name: (spent[3:], worked[3:]) for name, (spent, worked) in times.items()}


def _percentile(values: Sequence[float], percent: int) -> float:
    return round(float(percentile(values, percent) or 0), 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    parser.add_argument("--library", type=Path, metavar="DATA")
    parser.add_argument("--json", action="store_true", help="a line of JSON for each number")
    options = parser.parse_args()
    if not options.json:
        print(", ".join(f"{name} {value}" for name, value in machine().items()))
    if options.library:
        rows = iter([measured_library(options.library, options.queries, options.seed)])
    else:
        rows = (
            measured(size, options.queries, options.seed, options.keep) for size in options.passages
        )
    for row in rows:
        if options.json:
            print(json.dumps({**row, "seed": options.seed, "machine": machine()}), flush=True)
        else:
            print(", ".join(f"{name} {value}" for name, value in row.items()), flush=True)


if __name__ == "__main__":
    main()
