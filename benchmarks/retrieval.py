"""How long a search takes, beside LangChain's EnsembleRetriever over the same Chroma collection.

    python -m benchmarks.retrieval [--passages 10000 …] [--queries 100] [--seed 7] [--json]

Passages are made up, words drawn by Zipf's law, so that any number of them can be had; their
vectors are drawn too, around topics' centres, since to embed them would take hours. A question is
embedded by the packaged model, which its time includes, and then searched by a drawn vector. The
peer embeds it likewise; it is LangChain's own hybrid, BM25Retriever and Chroma fused by rank (the
extra `bench` brings it; without it ours alone is measured). All take turns, so that a busy machine
is fair; `cpu_ms` is the processors' time, which other programs hardly change. Recall is of the ten
nearest that exact search finds. With `--json` each number of passages gives a line, of which
`benchmarks.plot` draws a plot.
"""

import argparse
import importlib
import importlib.util
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np

from assistant.evaluate.metrics import percentile
from benchmarks.machine import machine
from benchmarks.made_library import TopicVectors, asked, library, texts
from index.embed import MiniLM
from index.search.expansion import search_query
from index.search.hybrid import retrieve
from index.store.chroma import connect, disconnect
from index.types import Vectors

NEAREST = 10
WORDS, QUESTION_WORDS = 120, 9

Search = Callable[[str], object]
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


def measured(size: int, queries: int, seed: int) -> dict[str, Any]:
    """The figures of one number of passages, in milliseconds and shares."""
    random, drawn = np.random.default_rng(seed), TopicVectors(seed)
    bodies, questions = texts(random, size, WORDS), asked(random, queries + 3, QUESTION_WORDS)
    vectors = drawn.embed(bodies)
    embedder = Asked(questions, drawn.embed(questions))
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        store, lexical = library(place, bodies, vectors, drawn)

        def ours(question: str) -> object:
            return retrieve(store, lexical, search_query(question, embedder), NEAREST)

        searches: dict[str, Search] = {"": ours}
        client = connect(place / "chroma")
        if peer := langchain(client, bodies, embedder):
            searches["langchain_"] = peer
        times = timed(searches, questions)
        found = [store.nearest(embedder.vectors[each], NEAREST) for each in questions]
        exact = [exactly(vectors, embedder.vectors[each]) for each in questions]
        disconnect(client)
        store.close()
    recall = np.mean(
        [
            len({identity for identity, _ in near} & best) / NEAREST
            for near, best in zip(found, exact, strict=True)
        ]
    )
    row: dict[str, Any] = {"passages": size, "recall_at_10": round(float(recall), 4)}
    for name, (spent, worked) in times.items():
        for percent in (50, 99):
            row[f"{name}p{percent}_ms"] = _percentile(spent, percent)
        row[f"{name}p50_cpu_ms"] = _percentile(worked, 50)
    if "langchain_p50_ms" in row:
        row["times_as_fast"] = round(row["langchain_p50_ms"] / row["p50_ms"], 1)
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


def exactly(vectors: Vectors, vector: Vectors) -> set[str]:
    """The ids of the passages nearest to a vector, all of them compared."""
    best = np.argpartition(-(vectors @ vector), NEAREST)[:NEAREST]
    return {f"{int(number):032x}:0" for number in best}


def langchain(client: Any, bodies: Sequence[str], embedder: Asked) -> Search | None:
    """LangChain's hybrid over the same collection; None where the extra `bench` is missing."""
    if any(
        importlib.util.find_spec(name) is None
        for name in ("langchain_classic", "langchain_community", "langchain_chroma", "rank_bm25")
    ):
        return None
    # Imported by name, since a type checker does not find what is not installed.
    Chroma = importlib.import_module("langchain_chroma").Chroma  # noqa: N806
    retrievers = importlib.import_module("langchain_classic.retrievers")
    community = importlib.import_module("langchain_community.retrievers")

    dense = Chroma("passages", embedding_function=embedder, client=client)
    words = community.BM25Retriever.from_texts(bodies, k=NEAREST)
    both = retrievers.EnsembleRetriever(
        retrievers=[words, dense.as_retriever(search_kwargs={"k": NEAREST})], weights=[0.5, 0.5]
    )
    search: Search = both.invoke
    return search


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--json", action="store_true", help="a line of JSON for each number")
    options = parser.parse_args()
    if not options.json:
        print(", ".join(f"{name} {value}" for name, value in machine().items()))
    for size in options.passages:
        row = measured(size, options.queries, options.seed)
        if options.json:
            print(json.dumps({**row, "seed": options.seed, "machine": machine()}), flush=True)
        else:
            print(", ".join(f"{name} {value}" for name, value in row.items()), flush=True)


if __name__ == "__main__":
    main()
