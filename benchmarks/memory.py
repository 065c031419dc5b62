"""How much memory indexing takes as the library grows, how much is Chroma's own, and serving it.

    python -m benchmarks.memory [--sizes 1000 10000 50000] [--ours]

Each figure is the peak of a process of its own. `library` makes a folder's documents a library: the
packaged model embeds the first of them, so that its memory counts, and the other vectors are drawn,
since to embed them would take hours; `chroma` has Chroma alone take in the same passages and
vectors; what is between the two is ours. In both, pages of mapped files are left out. `served` is
`assistant serve` over that library, which has answered some questions, mapped files included.
Chroma's memory grows with the passages: it holds all vectors and the graph over them while it adds
one. Goals: 400 MB while 100,000 passages are indexed, 1 GB to serve them. With `--ours` Chroma is
not measured alone.
"""

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import httpx
import numpy as np

from assistant.cli.malloc_arenas import limit_malloc_arenas
from benchmarks.made_library import RandomVectors, asked, texts
from benchmarks.serving import peak_memory, served
from index.embed import load_embedder
from index.load.worker import Loader
from index.sync.split import split
from index.types import Document, Source, Vectors

PARAGRAPHS, WORDS = 10, 110
BATCH = 256
QUESTIONS = 20


class PartlyDrawn(RandomVectors):
    """The packaged model's vectors of the first texts, and drawn ones of all others."""

    is_first = True

    def embed(self, texts: Sequence[str]) -> Vectors:
        if self.is_first:
            self.is_first = False
            return load_embedder().embed(texts)
        return super().embed(texts)


def write(folder: Path, passages: int) -> None:
    """Documents of ten paragraphs, each about one passage long."""
    random = np.random.default_rng(passages)
    for number in range(passages // PARAGRAPHS):
        text = "\n\n".join(f"{each}." for each in texts(random, PARAGRAPHS, WORDS))
        (folder / f"{number:06}.txt").write_text(text)


def library(folder: Path, data: Path) -> None:
    from index.library import Library

    limit_malloc_arenas()  # as `assistant index` does
    made = Library(data, PartlyDrawn())
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


def measured(name: str, folder: Path, data: Path) -> tuple[int, int]:
    """Passages taken in, and the peak in MB of the process that did it."""
    command = [sys.executable, "-m", "benchmarks.memory", "--child", name, str(folder), str(data)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    passages, megabytes = done.stdout.split()
    return int(passages), int(megabytes)


def serving(data: Path) -> int:
    """The peak in MB of a server that has answered questions of a library."""
    questions = asked(np.random.default_rng(7), QUESTIONS, 9)
    with served(data) as (address, process):
        for question in questions:
            httpx.post(f"{address}/api/ask", json={"question": question}, timeout=60)
        return round(peak_memory(process))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 50_000])
    parser.add_argument("--ours", action="store_true", help="leave Chroma alone out")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        name, folder, data = options.child
        peak = Peak()
        peak.start()
        {"library": library, "chroma": chroma}[name](Path(folder), Path(data))
        print(peak.megabytes)
        return
    print("passages     library      chroma        ours      served, MB")
    peaks = []
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch, "documents")
            folder.mkdir()
            write(folder, size)
            passages, whole = measured("library", folder, Path(scratch, "data"))
            alone = 0 if options.ours else measured("chroma", folder, Path(scratch, "chroma"))[1]
            answers = serving(Path(scratch, "data"))
        own = 0 if options.ours else whole - alone
        print(f"{passages:>8,}{whole:>12}{alone:>12}{own:>12}{answers:>12}", flush=True)
        peaks.append((passages, whole, alone))
    (few, least, alone_few), (many, most, alone_many) = peaks[0], peaks[-1]
    if many > few:
        each = 1000 / (many - few)
        print(
            f"each passage more takes {each * (most - least):.1f} kB, of which Chroma alone"
            f" {each * (alone_many - alone_few):.1f} kB"
        )


if __name__ == "__main__":
    main()
