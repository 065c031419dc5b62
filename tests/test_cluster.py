"""A real Dask cluster on loopback: the same library as one that was indexed here."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant import Assistant, LibraryError
from index.embed import load_embedder
from index.library import Library
from index.load.limits import Limits
from index.load.worker import Loader
from index.search.question_terms import terms
from index.sync.cluster import Cluster
from index.sync.report import Progress
from index.types import Embedder, IndexingError, Vectors
from tests.dask_cluster import DaskCluster, dask_cluster
from tests.shelf import current

ROOT = Path(__file__).parent.parent
WORDS = ["ferry", "train", "harbour", "minister", "bread", "salt", "border", "talks", "visa"]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    with dask_cluster(tmp_path_factory.mktemp("cluster"), 2) as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Files of several kinds, some of which can't be read, and one longer than a batch."""
    folder = tmp_path / "desk"
    folder.mkdir()
    for number in range(40):
        said = " ".join(WORDS[(number + at) % len(WORDS)] for at in range(60))
        (folder / f"{number:02}.txt").write_text(f"Report {number}\n\n{said}.\n")
    long = "\n\n".join(f"Part {at} of the {WORDS[at % 9]}. " + "word " * 90 for at in range(80))
    (folder / "long.md").write_text(long)
    (folder / "news.html").write_text(
        f"<html><body><p>{'The ferry sails. ' * 30}</p></body></html>"
    )
    (folder / "page.pdf").write_bytes(b"%PDF-1.4 and no more")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    (folder / "empty.txt").write_text("")
    for path in folder.iterdir():  # a file's time counts once it is not of this very moment
        os.utime(path, (1_700_000_000, 1_700_000_000))
    return folder


def held(library: Library) -> tuple[object, dict[str, object], Vectors]:
    """Records, passages with their words' hits, and the vectors, of all that a library holds."""
    with current(library) as (store, lexical):
        passages = store.by_id(sorted(identity for identity, *_ in store.passages()))
        words = {word: sorted(lexical.search(terms(word), 10_000)) for word in WORDS}
        texts: dict[str, object] = {one: passage for one, (passage, _) in passages.items()}
        vectors = np.stack([vector for _, vector in passages.values()])
        return store.records, {**texts, **words, "stored": store.count()}, vectors


def work_done(address: str) -> list[int]:
    """The tasks that each worker has done."""
    from distributed import Client

    untyped: Any = Client
    with untyped(address, set_as_default=False) as client:
        done = client.run(lambda dask_worker: dask_worker.state.executed_count)
        return list(done.values())


def test_a_library_made_by_two_workers_is_that_made_here(
    cluster: DaskCluster, desk: Path, tmp_path: Path, minilm: Embedder
) -> None:
    here, there = Library(tmp_path / "here", minilm), Library(tmp_path / "there", minilm)
    with Loader() as loader:
        expected = here.index([desk], loader)
    before = work_done(cluster.address)
    with Cluster(cluster.address, "minilm") as workers:
        report = there.index([desk], workers)
        assert report.to_dict() == expected.to_dict()
        assert len(report.failed) == 2
        assert there.index([], workers).unchanged == expected.added
    records, passages, vectors = held(there)
    assert (records, passages) == held(here)[:2]
    np.testing.assert_allclose(vectors, held(here)[2], atol=0.02)
    after = work_done(cluster.address)
    assert len(after) == 2
    assert all(now > then for now, then in zip(after, before, strict=True))
    here.close()
    there.close()


def test_the_command_takes_a_cluster(cluster: DaskCluster, desk: Path, tmp_path: Path) -> None:
    environment = os.environ | {"ASSISTANT_DATA": str(tmp_path / "data")}

    def indexed(address: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "assistant.cli", "index", str(desk)]
        return subprocess.run(
            [*command, "--workers", address],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            env=environment,
        )

    for address in ("ray://127.0.0.1:10001", "127.0.0.1:8786"):
        done = indexed(address)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith(f"assistant: '{address}' is no address of a Dask scheduler")
        assert done.stderr.count("\n") == 1
    done = indexed(cluster.address)
    assert done.returncode == 1  # two files can't be read, and are told as they are without workers
    assert [line.split(": ")[1] for line in done.stderr.splitlines() if line] == [
        "desk/empty.txt",
        "desk/page.pdf",
    ]
    assert "added" in done.stdout


def test_a_file_is_read_in_a_child_process_within_the_limits(
    cluster: DaskCluster, desk: Path, tmp_path: Path
) -> None:
    library = Library(tmp_path / "data", load_embedder())
    with Cluster(cluster.address, "minilm", Limits(file_bytes=1000)) as workers:
        report = library.index([desk], workers)
    failed = dict(report.failed)
    assert "is larger than" in failed["desk/long.md"]
    with Cluster(cluster.address, "minilm", Limits(memory_bytes=2**20)) as workers:
        failed = dict(library.index([], workers, retry=True).failed)
    assert "its reader" in failed["desk/page.pdf"]
    library.close()


@pytest.mark.slow
def test_what_a_worker_that_died_had_is_done_by_another(
    desk: Path, tmp_path: Path, minilm: Embedder
) -> None:
    with dask_cluster(tmp_path / "cluster", 2) as cluster:
        library = Library(tmp_path / "data", minilm)
        ended = False

        def end_one(progress: Progress) -> None:
            nonlocal ended
            if progress.files > 10 and not ended:
                ended = True
                cluster.workers[0].kill()

        with Cluster(cluster.address, "minilm") as workers:
            report = library.index([desk], workers, end_one)
        assert (ended, len(report.added)) == (True, 42)
        assert library.passages() == len(held(library)[2])
        library.close()


@pytest.mark.slow
def test_a_cluster_that_goes_is_one_line_and_what_was_done_is_kept(
    tmp_path: Path, minilm: Embedder
) -> None:
    desk = tmp_path / "desk"
    desk.mkdir()
    for number in range(300):
        (desk / f"{number:03}.txt").write_text(f"Report {number}. {'It sails today. ' * 40}")
    with dask_cluster(tmp_path / "cluster", 1) as cluster:
        library = Library(tmp_path / "data", minilm)

        def end_all(progress: Progress) -> None:
            if progress.passages >= 150:
                cluster.end()

        with (
            Cluster(cluster.address, "minilm") as workers,
            pytest.raises(IndexingError) as raised,
        ):
            library.index([desk], workers, end_all)
        assert str(raised.value).startswith(f"the cluster at {cluster.address}: ")
        assert "\n" not in str(raised.value)
        kept = library.records
        assert 0 < len(kept) < 300
        with Loader() as loader:
            report = library.index([], loader)
        assert len(report.added) + len(kept) == 300
        library.close()


def test_no_cluster_where_there_is_none_is_one_line(desk: Path, tmp_path: Path) -> None:
    assistant = Assistant(data=tmp_path / "data", model="quotes")
    with pytest.raises(LibraryError, match="can't be reached") as raised:
        assistant.index(desk, workers="tcp://127.0.0.1:9")
    assert "\n" not in str(raised.value)
