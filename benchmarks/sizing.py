"""What a library takes as it grows: bytes on disk, memory when opened, seconds to make and to ask.

    python -m benchmarks.sizing [--passages 2000 20000] [--json]

Passages are made up, some 100 words each, with drawn vectors in the embedder's place (384 numbers,
as the packaged one's); embedding itself is measured by `benchmarks.embedding` and
`benchmarks.cluster`. Each size is opened by a process of its own, whose memory (what it holds
itself, not pages of files) is that after the first questions. The last lines extrapolate from the
largest two sizes along a straight line: beyond what one machine holds they only say how much it
would be. docs/sizing.md is written from them.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

from benchmarks.machine import machine
from benchmarks.made_library import RandomVectors, TopicVectors, library, texts
from index.search.lexical import Lexical
from index.store import Store

WORDS, QUESTIONS = 100, 40
FAR = (10**5, 10**7, 10**9)


def held_megabytes() -> float:
    """The memory that this process holds itself."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon:")) / 1024


def made(folder: Path, passages: int) -> dict[str, float]:
    """Makes a library; megabytes on disk, and seconds that storing and indexing by words took."""
    embedder = TopicVectors()
    bodies = texts(np.random.default_rng(passages), passages, WORDS)
    vectors = embedder.embed(bodies)
    began = perf_counter()
    store, _ = library(folder, bodies, vectors, embedder)
    stored = perf_counter() - began
    began = perf_counter()
    Lexical(folder / "lexical").rebuild(store.passages(), "again")
    seconds = perf_counter() - began
    store.close()
    return {
        "chroma_mb": megabytes(folder / "chroma"),
        "lexical_mb": megabytes(folder / "lexical"),
        "text_mb": sum(map(len, bodies)) / 2**20,
        "store_s": stored - seconds,
        "lexical_s": seconds,
    }


def megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20


def opened(folder: Path) -> dict[str, float]:
    """Opens a library as a process that answers does: its memory, seconds, and a search's."""
    embedder = RandomVectors()
    embedder.embed([""])
    before, began = held_megabytes(), perf_counter()
    store = Store(folder / "chroma", embedder)
    lexical = Lexical(folder / "lexical")
    _ = store.live
    seconds = perf_counter() - began
    times = []
    for vector in embedder.embed([""] * QUESTIONS):
        began = perf_counter()
        store.nearest(vector, 100)
        lexical.search({"abc": 1.0}, 100)
        times.append((perf_counter() - began) * 1000)
    return {
        "memory_mb": held_megabytes() - before,
        "open_s": seconds,
        "nearest_ms": median(times[5:]),
    }


def measured(passages: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        facts = made(Path(folder), passages)
        command = [sys.executable, "-m", "benchmarks.sizing", "--child", folder]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        return {"passages": passages, **facts, **json.loads(done.stdout)}


def extrapolated(
    small: dict[str, float], large: dict[str, float], passages: int
) -> dict[str, float]:
    """Each figure that grows with the passages, along the line through two sizes."""
    step = (passages - large["passages"]) / (large["passages"] - small["passages"])
    grown = {name: large[name] + step * (large[name] - small[name]) for name in large}
    return {name: value for name, value in grown.items() if name not in ("nearest_ms", "open_s")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, nargs="+", default=[2_000, 20_000])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(opened(options.child)))
        return
    rows = [measured(passages) for passages in sorted(options.passages)]
    far = [extrapolated(rows[-2], rows[-1], each) for each in FAR] if len(rows) > 1 else []
    if options.json:
        print(json.dumps({"machine": machine(), "measured": rows, "extrapolated": far}))
        return
    for row, note in [*((row, "") for row in rows), *((row, " (extrapolated)") for row in far)]:
        print(f"{row['passages']:,.0f} passages{note}")
        figures = (f"{name} {value:,.1f}" for name, value in row.items() if name != "passages")
        print("  " + ", ".join(figures))


if __name__ == "__main__":
    main()
