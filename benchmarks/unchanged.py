"""How long a folder takes again in which nothing changed, beside the first time.

    python -m benchmarks.unchanged [--files 10000] [--sample 10000]

The folder holds small files of a few sentences. The first time is measured with the packaged
embedder on `--sample` of them, and reckoned for all; where that is fewer the rest is taken in with
vectors drawn at random. Goal: `assistant index`, started anew, within 2% of the first time.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from benchmarks.made_library import RandomVectors
from index.embed import MiniLM
from index.library import Library
from index.load.worker import Loader
from index.types import Embedder

GOAL = 0.02
COMMAND = "from assistant.cli.main import run; run()"
WORDS = ["ferry", "harbour", "minister", "border", "trade", "corridor", "visa", "bread", "talks"]


def write(folder: Path, count: int) -> None:
    chance = random.Random(count)
    for number in range(count):
        path = folder / f"{number % 100:02}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        said = " ".join(chance.choices(WORDS, k=40))
        path.write_text(f"Report {number} of the day. The {said}.\n")
        os.utime(path, (1_700_000_000 + number, 1_700_000_000 + number))


def first_time(folder: Path, data: Path, embedder: Embedder) -> float:
    library = Library(data, embedder)
    with Loader() as loader:
        started = perf_counter()
        report = library.index([folder], loader)
        seconds = perf_counter() - started
    assert report.added
    assert not report.failed
    library.close()
    return seconds


def again(data: Path) -> float:
    environment = os.environ | {"ASSISTANT_DATA": str(data), "ASSISTANT_MODEL": "quotes"}
    started = perf_counter()
    subprocess.run(
        [sys.executable, "-c", COMMAND, "index"],
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return perf_counter() - started


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--sample", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder, data = Path(scratch, "desk"), Path(scratch, "data")
        write(folder, options.files)
        embedder = MiniLM()
        embedder.embed(["warm"])
        if options.sample >= options.files:
            first = first_time(folder, data, embedder)
            print(f"{options.files} files for the first time: {first:.1f} s")
        else:
            part = Path(scratch, "part")
            write(part, options.sample)
            measured = first_time(part, Path(scratch, "sample"), embedder)
            first = measured * options.files / options.sample
            print(f"{options.sample} files for the first time: {measured:.1f} s, so {first:.0f} s")
            drawn = RandomVectors()
            drawn.name = embedder.name
            first_time(folder, data, drawn)
        library = Library(data, embedder)
        with Loader() as loader:
            started = perf_counter()
            report = library.index([], loader)
            alone = perf_counter() - started
        assert len(report.unchanged) == options.files
        library.close()
        command = min(again(data) for _ in range(3))
    ratio = command / first
    print(f"again: {alone:.2f} s in a library that is open")
    print(
        f"again: {command:.2f} s by command, start included (best of 3), {100 * ratio:.2f}% of the"
        f" first time (goal {100 * GOAL:.0f}%): {'pass' if ratio <= GOAL else 'MISSED'}"
    )
    return int(ratio > GOAL)


if __name__ == "__main__":
    sys.exit(main())
