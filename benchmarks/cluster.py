"""How much faster indexing is with two workers of a Dask cluster than with one.

    python -m benchmarks.cluster [--documents 1024] [--rounds 2] [--json]

A scheduler and two workers of one core each are started on this machine, as `dask scheduler` and
`dask worker --nthreads 1` start them. The same documents are indexed by one worker, by two, and in
this process alone on as many cores as it may use, in turns; each run begins with an empty library.
Figures are passages a second, the best of the rounds: whatever else the machine does only slows.
Ends with status 1 where two are not 1.6 times as fast as one.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from time import perf_counter

import numpy as np

from benchmarks.machine import machine
from benchmarks.made_library import texts
from index.embed import load_embedder
from index.library import Library
from index.load.worker import Loader
from index.sync.cluster import Cluster
from tests.dask_cluster import DaskCluster, dask_cluster

WORDS = 25
GOAL = 1.6


def write(folder: Path, documents: int) -> None:
    """Documents of some hundred tokens, each one passage."""
    for number, text in enumerate(texts(np.random.default_rng(documents), documents, WORDS)):
        (folder / f"{number:06}.txt").write_text(f"{text}.")


def rate(folder: Path, opened: Callable[[], AbstractContextManager[Loader | Cluster]]) -> float:
    """Passages a second, from an empty library to one that holds the folder."""
    with tempfile.TemporaryDirectory() as data:
        library = Library(Path(data), load_embedder())
        began = perf_counter()
        with opened() as loader:
            library.index([folder], loader)
        seconds = perf_counter() - began
        passages = library.passages()
        library.close()
    return passages / seconds


def measured(folder: Path, one: DaskCluster, two: DaskCluster, rounds: int) -> dict[str, float]:
    ways: dict[str, Callable[[], AbstractContextManager[Loader | Cluster]]] = {
        "one_worker": lambda: Cluster(one.address, "minilm"),
        "two_workers": lambda: Cluster(two.address, "minilm"),
        "this_process": Loader,
    }
    best = dict.fromkeys(ways, 0.0)
    for _ in range(rounds):
        for name, way in ways.items():
            best[name] = max(best[name], found := rate(folder, way))
            print(f"{name}: {found:.1f} passages a second", file=sys.stderr)
    return best


def warm(cluster: DaskCluster) -> None:
    """Have every worker load its model."""
    with Cluster(cluster.address, "minilm") as workers, ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda number: workers.embed([f"Report {number}"]), range(8)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1024)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        dask_cluster(Path(folder, "one"), 1) as one,
        dask_cluster(Path(folder, "two"), 2) as two,
    ):
        desk = Path(folder, "desk")
        desk.mkdir()
        write(desk, options.documents)
        warm(one)
        warm(two)
        rates = measured(desk, one, two, options.rounds)
    ratio = rates["two_workers"] / rates["one_worker"]
    if options.json:
        figures = {f"{name}_passages_per_second": round(each, 1) for name, each in rates.items()}
        print(json.dumps({"machine": machine(), **figures, "ratio": round(ratio, 2)}))
    else:
        for name, each in rates.items():
            print(f"{name.replace('_', ' '):<14}{each:>8.1f} passages a second")
        print(f"two workers are {ratio:.2f} times as fast as one")
    return 0 if ratio >= GOAL else 1


if __name__ == "__main__":
    raise SystemExit(main())
