"""A process that indexes is killed at any moment: the library is whole, the next run completes."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from index.library import Library
from index.load.worker import Loader
from index.search.question_terms import terms
from index.types import Embedder
from tests.shelf import current

ROOT = Path(__file__).parent.parent
KILLS = 50
FILES = 1200
WORDS = ["ferry", "train", "harbour", "minister", "bread", "salt", "border", "talks", "visa"]


def text(chance: random.Random) -> str:
    """Some paragraphs, of one to five passages."""
    paragraphs = (
        " ".join(chance.choices(WORDS, k=chance.randint(20, 90))).capitalize() + "."
        for _ in range(chance.randint(1, 5))
    )
    return "\n\n".join(paragraphs)


def change(desk: Path, chance: random.Random) -> None:
    """Some files come, some go, some become others, some move."""
    for path in sorted(desk.rglob("*.txt")):
        match chance.randrange(6):
            case 0:
                path.unlink()
            case 1:
                path.write_text(text(chance))
            case 2:
                folder = desk / str(chance.randrange(4))
                folder.mkdir(exist_ok=True)
                path.rename(folder / path.name)
    for _ in range(chance.randint(3, 8)):
        (desk / f"{chance.randrange(10**6):06}.txt").write_text(text(chance))


def start(desk: Path, data: Path) -> subprocess.Popen[bytes]:
    with desk.with_name("errors").open("wb") as errors:
        return subprocess.Popen(
            [sys.executable, "-m", "assistant.cli", "index", str(desk)],
            cwd=ROOT,
            env=os.environ | {"ASSISTANT_DATA": str(data), "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=errors,
            start_new_session=True,
        )


def started(process: subprocess.Popen[bytes], data: Path) -> float:
    """The moment when a process began to change the library, or ended without."""
    while process.poll() is None and not (data / "library" / "draft").exists():
        time.sleep(0.001)
    return time.monotonic()


def contents(library: Library) -> dict[str, object]:
    """All that a library holds, in a form that can be compared."""
    with current(library) as (store, lexical):
        documents = {name: (each.key, each.source) for name, each in store.records.items()}
        passages = store.by_id([identity for identity, *_ in store.passages()])
        count = store.count()
        words = {word: {one for one, _ in lexical.search(terms(word), 10_000)} for word in WORDS}
    return {
        "documents": documents,
        "passages": {one: (each.start, each.end, each.text) for one, (each, _) in passages.items()},
        "vectors": {one: vector for one, (_, vector) in passages.items()},
        "stored": count,
        "words": words,
        "texts": {name: library.text(name) for name in documents},
    }


def assert_same(one: dict[str, object], other: dict[str, object]) -> None:
    vectors, others = one.pop("vectors"), other.pop("vectors")
    assert one == other
    assert isinstance(vectors, dict)
    assert isinstance(others, dict)
    assert vectors.keys() == others.keys()
    for identity, vector in vectors.items():
        np.testing.assert_allclose(vector, others[identity], atol=1e-4)


def assert_whole(held: dict[str, object]) -> None:
    """Each passage is in the store once, has its vector and is found by its words."""
    documents, passages, words = held["documents"], held["passages"], held["words"]
    texts, vectors = held["texts"], held["vectors"]
    assert isinstance(documents, dict)
    assert isinstance(passages, dict)
    assert isinstance(words, dict)
    assert isinstance(texts, dict)
    assert isinstance(vectors, dict)
    assert held["stored"] == len(passages) == len(vectors)
    for name, (_, source) in documents.items():
        assert len(texts[name]) == source.characters
    for identity, (_, _, said) in passages.items():
        np.testing.assert_allclose(np.linalg.norm(vectors[identity]), 1, atol=1e-4)
        for word in WORDS:
            assert (identity in words[word]) == (word in said.lower())


@pytest.mark.slow
def test_a_process_killed_at_any_moment_loses_and_doubles_nothing(
    tmp_path: Path, minilm: Embedder
) -> None:
    chance = random.Random(20250521)
    desk, data = tmp_path / "desk", tmp_path / "data"
    desk.mkdir()
    change(desk, chance)
    process = start(desk, data)
    began = started(process, data)
    assert process.wait() == 0
    lasts = time.monotonic() - began
    killed = number = 0
    with Loader() as loader:
        while killed < KILLS:
            number += 1
            assert number < 3 * KILLS
            change(desk, chance)
            process = start(desk, data)
            began = started(process, data)
            time.sleep(max(0.0, began + chance.uniform(0, lasts) - time.monotonic()))
            os.killpg(process.pid, signal.SIGKILL)
            if process.wait() == -signal.SIGKILL:
                killed += 1
            else:
                lasts *= 0.9  # it was done before: the machine is quicker than it was
            assert desk.with_name("errors").read_bytes() == b""
            library = Library(data, minilm)
            assert_whole(contents(library))
            if number % 2:  # what one left, the next may leave as well
                library.index([desk], loader)
                assert_same(contents(library), in_peace(desk, tmp_path / "peace", minilm, loader))
                assert len(list((data / "library").iterdir())) == 1
            library.close()


@pytest.mark.slow
def test_an_interrupted_process_keeps_what_was_done(tmp_path: Path, minilm: Embedder) -> None:
    desk, data = tmp_path / "desk", tmp_path / "data"
    desk.mkdir()
    for number in range(FILES):
        (desk / f"{number:04}.txt").write_text(f"Report {number}. {'The ferry sails. ' * 50}")
    process = start(desk, data)
    started(process, data)
    time.sleep(5)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 130
    message = desk.with_name("errors").read_text()
    assert message == "\nassistant: interrupted; what was done so far is kept\n"
    library = Library(data, minilm)
    kept = len(library.records)
    assert 0 < kept < FILES
    assert_whole(contents(library))
    with Loader() as loader:
        report = library.index([], loader)
    assert (len(report.unchanged), len(report.added)) == (kept, FILES - kept)
    assert len(list((data / "library").iterdir())) == 1
    library.close()


def in_peace(desk: Path, data: Path, embedder: Embedder, loader: Loader) -> dict[str, object]:
    """What a library of these files holds that nobody disturbed."""
    library = Library(data, embedder)
    library.index([desk], loader)
    held = contents(library)
    library.close()
    shutil.rmtree(data)
    return held
