"""How much memory indexing takes as the library grows, and how much of it is Chroma's own.

    python -m benchmarks.memory [--sizes 1000 10000 50000]

Each figure is the peak of a process of its own, memory that files are mapped to left out. `library`
makes a folder's documents a library, with vectors drawn at random in the embedder's place, which
would add the same at any size; `chroma` has Chroma alone take in the same passages and vectors;
what is between the two is ours. The goal is that memory stays as it is from 1,000 passages to
50,000. Chroma can't: it holds all vectors and the graph over them while it adds one.
"""

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np

from assistant.cli.malloc_arenas import limit_malloc_arenas
from benchmarks.made_library import RandomVectors, texts
from index.load.worker import Loader
from index.sync.split import split
from index.types import Document, Source

PARAGRAPHS, WORDS = 10, 110
BATCH = 256


def write(folder: Path, passages: int) -> None:
    """Documents of ten paragraphs, each about one passage long."""
    random = np.random.default_rng(passages)
    for number in range(passages // PARAGRAPHS):
        text = "\n\n".join(f"{each}." for each in texts(random, PARAGRAPHS, WORDS))
        (folder / f"{number:06}.txt").write_text(text)


def library(folder: Path, data: Path) -> None:
    from index.library import Library

    limit_malloc_arenas()  # as `assistant index` does
    made = Library(data, RandomVectors())
    with Loader() as loader:
        made.index([folder], loader)
    print(made.passages())
    made.close()


def chroma(folder: Path, data: Path) -> None:
    import chromadb

    client = chromadb.PersistentClient(str(data))
    collection = client.create_collection(
        "passages",
        embedding_function=None,
        configuration={"hnsw": {"space": "cosine", "ef_search": 200}},
    )
    embedder, waiting, count = RandomVectors(), list[str](), 0
    for path in sorted(folder.iterdir()):
        waiting += [each.text for each in split(Document(Source("", ""), path.read_text()))]
        if len(waiting) >= BATCH:
            ids = [str(count + at) for at in range(len(waiting))]
            keys = [{"key": path.name} for _ in waiting]
            # Chroma takes what numpy gives, and says it takes less.
            collection.upsert(ids, embedder.embed(waiting), keys, waiting)  # type: ignore[arg-type]
            count += len(waiting)
            waiting = []
    print(count)


class Peak(threading.Thread):
    """Looks at this process's memory all the while: what it holds itself, not pages of files."""

    megabytes = 0

    def __init__(self) -> None:
        super().__init__(daemon=True)

    def run(self) -> None:
        while True:
            status = Path("/proc/self/status").read_text()
            (held,) = (line for line in status.splitlines() if line.startswith("RssAnon:"))
            self.megabytes = max(self.megabytes, int(held.split()[1]) // 1024)
            time.sleep(0.02)


def measured(name: str, folder: Path) -> tuple[int, int]:
    """Passages taken in, and the peak in MB of the process that did it."""
    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, "-m", "benchmarks.memory", "--child", name, str(folder), data]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    passages, megabytes = done.stdout.split()
    return int(passages), int(megabytes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 50_000])
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        name, folder, data = options.child
        peak = Peak()
        peak.start()
        {"library": library, "chroma": chroma}[name](Path(folder), Path(data))
        print(peak.megabytes)
        return
    print("passages     library      chroma        ours, MB")
    peaks = []
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder), size)
            passages, whole = measured("library", Path(folder))
            _, theirs = measured("chroma", Path(folder))
        print(f"{passages:>8,}{whole:>12}{theirs:>12}{whole - theirs:>12}", flush=True)
        peaks.append((passages, whole, theirs))
    (few, least, alone), (many, most, alone_most) = peaks[0], peaks[-1]
    if many > few:
        grown, theirs = most - least, alone_most - alone
        each = 1000 / (many - few)
        print(
            f"each passage more takes {each * grown:.1f} kB, of which Chroma alone"
            f" {each * theirs:.1f} kB"
        )


if __name__ == "__main__":
    main()
