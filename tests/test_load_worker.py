"""The loader's child process: used again, ended in time, replaced, and gone with its parent."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import pytest

from index.load import Limits, load_bytes
from index.load.child import answer
from index.load.wire import documents_from_json, receive, send
from index.load.worker import Child, Loader, environment
from index.types import ForeignError, IndexingError
from tests.make_files import ARTICLE, MAKERS, html_file, pdf_file, text_file, zip_file


@pytest.fixture(scope="module")
def loader() -> Iterator[Loader]:
    with Loader() as made:
        yield made


@pytest.mark.parametrize("suffix", sorted(MAKERS))
def test_the_child_reads_as_this_process_does(loader: Loader, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"vote.{suffix}"
    path.write_bytes(MAKERS[suffix]())
    name = f"news/vote.{suffix}"
    assert loader.load(path, name) == load_bytes(path.read_bytes(), name=name)


def test_a_refusal_comes_back_as_it_is(loader: Loader) -> None:
    with pytest.raises(IndexingError, match=r"^x/a.pdf: is no PDF"):
        loader.load_bytes(b"words", "x/a.pdf")
    with pytest.raises(IndexingError, match=r"^a.zip: is a damaged zip"):
        loader.load_bytes(b"PK\x03\x04words", "a.zip")
    with pytest.raises(ForeignError, match=r"^a.zip: holds no document, only files of other"):
        loader.load_bytes(zip_file({"a.png": b"\x89PNG"}), "a.zip")
    with pytest.raises(IndexingError, match=r"^a: is empty"):
        loader.load_bytes(b"", "a")


def children(parent: int | None = None) -> list[str]:
    """The ids of the processes that load files for a process, this one if none is given."""
    found = subprocess.run(
        ["pgrep", "-P", str(parent or os.getpid()), "-f", "index.load.child"],
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout.split()


def test_one_child_serves_all_threads() -> None:
    data = pdf_file()
    before = set(children())
    with Loader() as fresh, ThreadPoolExecutor(4) as threads:
        results = list(threads.map(lambda n: fresh.load_bytes(data, f"{n}.pdf"), range(12)))
        assert len(set(children()) - before) == 1
    assert [documents[0].source.name for documents in results] == [f"{n}.pdf" for n in range(12)]
    assert set(children()) <= before


def test_safe_kinds_need_no_child() -> None:
    before = set(children())
    with Loader() as fresh:
        for suffix in ("txt", "md", "csv", "jsonl"):
            assert fresh.load_bytes(MAKERS[suffix](), f"a.{suffix}")
        assert set(children()) == before


def test_a_file_that_takes_too_long_is_ended_and_the_next_is_read() -> None:
    many = zip_file({f"{number}.html": html_file() for number in range(3000)})
    with Loader(Limits(seconds=1.5)) as fresh:
        start = time.monotonic()
        with pytest.raises(IndexingError, match=r"^a.zip: took longer than 1.5 s to read"):
            fresh.load_bytes(many, "a.zip")
        assert time.monotonic() - start < 20
        assert fresh.load_bytes(pdf_file(), "a.pdf")[0].source.title == ARTICLE.title


def test_a_file_that_asks_for_too_much_memory_is_refused() -> None:
    data = zip_file({"a.txt": b"word " * 40_000_000})
    with Loader(Limits(memory_bytes=300 * 2**20)) as fresh:
        with pytest.raises(IndexingError) as failure:
            fresh.load_bytes(data, "a.zip")
        message = "needs more than 300 MB of memory to be read: divide it, or raise the limit"
        assert str(failure.value) == f"a.zip: {message}"
        assert fresh.load_bytes(pdf_file(), "a.pdf")


def test_a_child_that_dies_costs_one_file() -> None:
    before = set(children())
    with Loader() as fresh:
        fresh.load_bytes(pdf_file(), "a.pdf")
        [child] = set(children()) - before
        os.kill(int(child), signal.SIGKILL)
        with pytest.raises(IndexingError, match=r"^a.pdf: crashed its reader"):
            fresh.load_bytes(pdf_file(), "a.pdf")
        assert fresh.load_bytes(pdf_file(), "a.pdf")


def test_a_reply_that_is_none_costs_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    with Loader() as fresh:
        with monkeypatch.context() as patch:
            patch.setattr(Child, "ask", lambda *_arguments: b'[{"text": "words"}]')
            with pytest.raises(IndexingError, match=r"^a.pdf: crashed its reader"):
                fresh.load_bytes(pdf_file(), "a.pdf")
        assert fresh.load_bytes(pdf_file(), "a.pdf")


def test_a_child_is_replaced_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.load.worker.SERVED", 3)
    before, seen = set(children()), set()
    with Loader() as fresh:
        for number in range(5):
            assert fresh.load_bytes(pdf_file(), f"{number}.pdf")
            seen |= set(children()) - before
    assert len(seen) == 2


def test_the_child_s_answers_in_this_process() -> None:
    [document] = documents_from_json(answer("a.txt", text_file(), Limits()))
    assert document.source.title == ARTICLE.title
    with pytest.raises(IndexingError, match=r"^a.pdf: is no PDF"):
        documents_from_json(answer("a.pdf", b"words", Limits()))


def test_an_interrupt_leaves_no_half_read_reply(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_child: Child, _seconds: float, *_messages: bytes) -> bytes:
        raise KeyboardInterrupt

    with Loader() as fresh:
        fresh.load_bytes(pdf_file(), "a.pdf")
        with monkeypatch.context() as patch:
            patch.setattr(Child, "ask", interrupted)
            with pytest.raises(KeyboardInterrupt):
                fresh.load_bytes(pdf_file(), "a.pdf")
        assert fresh.load_bytes(html_file(), "a.html")[0].source.name == "a.html"


def test_a_closed_loader_says_so() -> None:
    fresh = Loader()
    fresh.load_bytes(pdf_file(), "a.pdf")
    fresh.close()
    fresh.close()
    with pytest.raises(IndexingError, match="the reader has been closed"):
        fresh.load_bytes(pdf_file(), "a.pdf")


def test_closing_ends_a_load_under_way() -> None:
    many = zip_file({f"{number}.html": html_file() for number in range(3000)})
    fresh = Loader()
    fresh.load_bytes(pdf_file(), "a.pdf")
    threading.Timer(0.3, fresh.close).start()
    start = time.monotonic()
    with pytest.raises(IndexingError):
        fresh.load_bytes(many, "a.zip")
    assert time.monotonic() - start < 10


def test_a_child_that_can_t_start_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with Loader() as fresh, pytest.raises(IndexingError, match=r"^a.pdf: its reader did not start"):
        fresh.load_bytes(pdf_file(), "a.pdf")


PARENT = """
import sys, time
from index.load.worker import Loader
loader = Loader()
loader.load_bytes(open(sys.argv[1], "rb").read(), "a.pdf")
print("loaded", flush=True)
if len(sys.argv) > 2:
    loader.load_bytes(open(sys.argv[2], "rb").read(), "a.zip")
time.sleep(60)
"""


@pytest.mark.parametrize("busy", [False, True])
def test_the_child_ends_with_a_parent_that_is_killed(tmp_path: Path, *, busy: bool) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_file())
    many = zip_file({f"{number}.html": html_file() for number in range(3000)})
    (tmp_path / "a.zip").write_bytes(many)
    files = [str(tmp_path / "a.pdf"), *([str(tmp_path / "a.zip")] if busy else [])]
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, *files], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout
        assert parent.stdout.readline() == "loaded\n"
        [child] = map(int, children(parent.pid))
        time.sleep(0.5 if busy else 0)
        parent.kill()
    deadline = time.monotonic() + 10
    while is_alive(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_alive(child)


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_child_ends_itself_when_nobody_does() -> None:
    many = zip_file({f"{number}.html": html_file() for number in range(3000)})
    with subprocess.Popen(
        [sys.executable, "-m", "index.load.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(os.environ),
    ) as child:
        assert child.stdin
        assert child.stdout
        send(child.stdin, json.dumps([asdict(Limits(seconds=-4.0)), []]).encode())
        assert receive(child.stdout) == b"ready"
        send(child.stdin, b"a.zip", many)
        assert child.wait(20) == -signal.SIGALRM


def test_secrets_do_not_reach_the_child() -> None:
    made = environment({"PATH": "/bin", "OPENAI_API_KEY": "secret"})
    assert made["PATH"] == "/bin"
    assert "secret" not in made.values()
