"""How long it takes to index a table of short rows, and what share of it embedding takes.

    python -m benchmarks.indexing [--rows 60000 …] [--format csv|jsonl] [--seed 7] [--json]

Rows are made up: a number, a name, a place, an amount and a remark of three words. In `csv` they
are one document, in `jsonl` one each. `embedding_s` is the time within the packaged embedder, by
the clock; `cpu_s` is the processors' time of all but the loader's process, which other programs
hardly change. With `--drawn` vectors are drawn in the embedder's place, which leaves the rest. A
folder is indexed as by `assistant index`. With `--json` each number of rows gives a line.
"""

import argparse
import csv
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np

from benchmarks.machine import machine
from benchmarks.made_library import RandomVectors
from benchmarks.memory import Peak
from index.embed import MiniLM
from index.library import Library
from index.load.worker import Loader
from index.types import Embedder, Vectors

COLUMNS = ("number", "name", "place", "amount", "remark")
NAMES = ["Ana", "Bo", "Carla", "Dmitri", "Eva", "Farid", "Grace", "Hugo", "Ines", "Jonas"]
PLACES = ["Horta", "Lund", "Beijing", "Lagos", "Quito", "Turin", "Oslo", "Cork", "Perth"]
REMARKS = ["paid", "late", "in full", "by transfer", "cash", "returned", "damaged", "waits", "open"]


class Clocked:
    """An embedder with the seconds spent in it."""

    def __init__(self, embedder: Embedder) -> None:
        self.embedder, self.seconds = embedder, 0.0
        self.name, self.dimension = embedder.name, embedder.dimension

    def embed(self, texts: Sequence[str]) -> Vectors:
        started = perf_counter()
        found = self.embedder.embed(texts)
        self.seconds += perf_counter() - started
        return found


def write(folder: Path, kind: str, rows: int, seed: int) -> None:
    """A table of so many rows."""
    random = np.random.default_rng(seed)
    made = [
        (
            str(number),
            " ".join(random.choice(NAMES, 2)),
            str(random.choice(PLACES)),
            f"{random.integers(100_000) / 100:.2f}",
            " ".join(random.choice(REMARKS, 3)),
        )
        for number in range(rows)
    ]
    path = folder / f"payments.{kind}"
    with path.open("w", encoding="utf-8", newline="") as file:
        if kind == "csv":
            csv.writer(file).writerows([COLUMNS, *made])
        else:
            lines = (
                {"title": f"Payment {row[0]}", "text": f"{row[1]}, {row[2]}: {row[3]}, {row[4]}."}
                for row in made
            )
            file.writelines(f"{json.dumps(line)}\n" for line in lines)


def measured(kind: str, rows: int, seed: int, drawn: bool) -> dict[str, Any]:
    """The figures of indexing so many rows."""
    embedder = Clocked(RandomVectors(seed) if drawn else MiniLM())
    embedder.embed(["warm"])
    embedder.seconds = 0.0
    peak = Peak()
    peak.start()
    with tempfile.TemporaryDirectory() as data, tempfile.TemporaryDirectory() as folder:
        write(Path(folder), kind, rows, seed)
        started, worked = perf_counter(), process_time()
        library = Library(Path(data), embedder)
        with Loader() as loader:
            library.index([Path(folder)], loader)
        seconds, cpu = perf_counter() - started, process_time() - worked
        passages = library.passages()
        library.close()
    return {
        "format": kind,
        "rows": rows,
        "passages": passages,
        "seconds": round(seconds, 1),
        "rows_a_second": round(rows / seconds, 1),
        "cpu_s": round(cpu, 1),
        "embedding_s": round(embedder.seconds, 1),
        "peak_mb": peak.megabytes,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--format", choices=("csv", "jsonl"), default="jsonl")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--drawn", action="store_true", help="vectors are drawn, not embedded")
    parser.add_argument("--json", action="store_true", help="a line of JSON for each number")
    options = parser.parse_args()
    if not options.json:
        print(", ".join(f"{name} {value}" for name, value in machine().items()))
    for rows in options.rows:
        row = measured(options.format, rows, options.seed, options.drawn)
        if options.json:
            print(json.dumps({**row, "seed": options.seed, "machine": machine()}), flush=True)
        else:
            print(", ".join(f"{name} {value}" for name, value in row.items()), flush=True)


if __name__ == "__main__":
    main()
